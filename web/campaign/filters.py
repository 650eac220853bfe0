"""What narrows the board, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from web.campaign.lights import COLORS
from web.schemas import Input, Known, Text
from workflows.campaign import states


@dataclass(frozen=True)
class Filters:
    """One board."""

    phase: str = ""
    track: str = ""
    county: str = ""
    category: str = ""
    status: str = ""
    light: str = ""
    q: str = ""

    @property
    def narrowed(self) -> bool:
        return any(value for name, value in asdict(self).items() if name != "phase")

    @property
    def number(self) -> int | None:
        return int(self.phase) if self.phase.isascii() and self.phase.isdigit() else None

    def query(self, **changes: str) -> str:
        """The query string of this board, with some parts changed."""
        parts = {**asdict(self), **changes}
        return urlencode({name: value for name, value in parts.items() if value})


class _Board(Input):
    makes = Filters

    phase = Text(most=3)
    track = Known(states.TRACKS)
    county = Text(most=60)
    category = Text(most=60)
    status = Known(states.LABELS)
    light = Known(COLORS)
    q = Text(most=60)


def filters_of(arguments: Mapping[str, str]) -> Filters:
    """The board that an address asks for; unknown words are ignored."""
    found: Filters = _BOARD.load(arguments)
    return found


_BOARD = _Board()
