"""The address of the catalogue, as filters."""

from __future__ import annotations

from web.catalogue.queries import Filters
from web.schemas import Input, Text


class Narrowed(Input):
    makes = Filters

    search = Text(data_key="q", most=60)
    department = Text(most=60)
    stage = Text(most=20)
