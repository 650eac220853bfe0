"""Why a running case cannot be changed as asked: all reasons at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Refused


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason."""

    #: Stable name of the rule
    code: str
    element_id: str
    message: str


class ChangeRefused(Refused):
    """The case cannot be changed as asked. ``refusals``: every reason. Nothing was changed."""

    code = "change-refused"

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = list(refusals)
        text = "; ".join(f"{one.element_id}: {one.message}" for one in self.refusals)
        super().__init__(text, refusals=self.refusals)
