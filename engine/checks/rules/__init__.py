"""One rule, or one tight family of rules, per file. Every file here is loaded by its being here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def load() -> None:
    """Import all files of this folder, so that their rules register.

    Done at the first check: a server that only runs what is deployed never pays for it.
    """
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
