"""One rule, or one tight family of rules, per file. Every file here is loaded by its being here."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Import all files of this folder, so that their rules register."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
