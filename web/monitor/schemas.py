"""The address of a list of cases, as filters."""

from __future__ import annotations

from collections.abc import Mapping

from web.monitor.filters import AGES, LIGHTS, STATES, Filters
from web.schemas import Input, Known, Text


class _Listing(Input):
    makes = Filters

    process = Text(most=200)
    park = Text(most=60)
    state = Known(STATES)
    age = Known(AGES)
    light = Known(LIGHTS)
    q = Text(most=60)


def filters_of(arguments: Mapping[str, str]) -> Filters:
    """The list an address asks for; unknown words are ignored."""
    found: Filters = _LISTING.load(arguments)
    return found


_LISTING = _Listing()
