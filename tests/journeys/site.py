"""A running Yuanban: the real command, a real folder, a real port; killed, it comes back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

ADDRESS = re.compile(r"http://[\w.:\[\]]+")
START_S = 180


class Site:
    """``yuanban run`` on a data folder. ``url`` is the address that it printed."""

    def __init__(self, folder: Path, *options: str, **environment: str) -> None:
        self.folder, self.options = folder, options
        self.environment = {
            **os.environ,
            "YUANBAN_DATA": str(folder),
            "YUANBAN_PORT": "0",
            **environment,
        }
        self.process: subprocess.Popen[str] | None = None
        self.url = ""
        self.lines: list[str] = []

    def start(self) -> Site:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "web.cli", "run", *self.options],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.url = self._address(self.process)
        return self

    def kill(self) -> None:
        """``kill -9``: nothing is told, nothing is flushed."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        process, self.process = self.process, None
        process.send_signal(how)
        process.wait(timeout=30)
        self.reader.join(timeout=30)
        assert process.stdout is not None
        process.stdout.close()

    def _address(self, process: subprocess.Popen[str]) -> str:
        guard = threading.Timer(START_S, process.kill)
        guard.start()
        try:
            assert process.stdout is not None
            for line in process.stdout:
                self.lines.append(line)
                found = ADDRESS.search(line)
                if found:
                    self.reader = threading.Thread(target=self._read_on, args=(process,))
                    self.reader.start()
                    return found.group().rstrip("/")
        finally:
            guard.cancel()
        raise RuntimeError("the server did not start:\n" + "".join(self.lines[-40:]))

    def _read_on(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.lines.extend(process.stdout)
