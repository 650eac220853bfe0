"""The real browser that the journeys drive: Debian's Chromium, headless."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """Path of a Chromium. Raises ``RuntimeError`` that says how to get one."""
    for name in (os.environ.get("YUANBAN_CHROMIUM"), *NAMES):
        path = shutil.which(name) if name else None
        if path:
            return path
    raise RuntimeError("no Chromium: apt-get install chromium, or set YUANBAN_CHROMIUM")
