"""Addresses of built scripts and styles, marked by content so that they cache for long."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_DIST = Path(__file__).parents[1] / "static" / "dist"


def asset(name: str) -> str:
    """Address of ``name`` (``app.js``) in the built front end."""
    file = _DIST / name
    try:
        return f"/static/dist/{name}?v={_mark(file, file.stat().st_mtime_ns)}"
    except FileNotFoundError:
        return f"/static/dist/{name}"


@lru_cache(maxsize=256)
def _mark(file: Path, _stamp: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]
