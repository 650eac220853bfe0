"""The address of a list of tasks, as filters."""

from __future__ import annotations

from collections.abc import Mapping

from web.inbox.filters import BOXES, Filters
from web.schemas import Flag, Input, Known, Text


class _Listing(Input):
    makes = Filters

    box = Known(BOXES, load_default="mine")
    q = Text(most=60)
    park = Text(most=60)
    late = Flag()
    after = Text(most=80)


def filters_of(arguments: Mapping[str, str]) -> Filters:
    """The list an address asks for; unknown words are ignored."""
    found: Filters = _LISTING.load(arguments)
    return found


_LISTING = _Listing()
