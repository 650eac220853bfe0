"""The face of checking for pages: what compiles diagrams is loaded with the first check only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that keeps the draft from being published, or that the publisher should know."""

    code: str
    element: str
    line: int
    file: str
    #: error: it is not published; advice: it may be
    level: str
    #: What is wrong and what to do, in Chinese
    sentence: str
    #: The finding as the engine words it
    original: str

    @property
    def blocks(self) -> bool:
        return self.level == "error"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def remarks(files: Mapping[str, bytes]) -> list[Remark]:
    """All findings about these files: ``checking.remarks``."""
    from workflows.design import checking

    return checking.remarks(files)
