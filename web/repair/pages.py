"""One page of a list, and where the next one begins."""

from __future__ import annotations

from typing import Any

from web.monitor.filters import mark
from web.repair.queries import MOST


def page_of(found: list[Any], since: str) -> tuple[list[Any], str | None]:
    """(rows, where the next page begins), None on the last; ``since`` names when a row began."""
    if len(found) <= MOST:
        return found, None
    last = found[MOST - 1]
    return found[:MOST], mark(getattr(last, since), last.id)
