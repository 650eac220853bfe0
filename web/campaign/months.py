"""The stages of a phase over the months of its year: that they overlap is seen (ui.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from web.campaign.header import PhaseHead, Stage


@dataclass(frozen=True)
class Months:
    """Twelve columns and a row per stage: in which months it runs."""

    #: The month of today, where it is in the phase's year
    now: int | None
    rows: list[tuple[Stage, list[bool]]]


def months_of(phase: PhaseHead, today: date) -> Months:
    """What stands above the board."""
    return Months(
        today.month if today.year == phase.year else None,
        [(stage, [_runs(stage, phase, m) for m in range(1, 13)]) for stage in phase.main_stages],
    )


def _runs(stage: Stage, phase: PhaseHead, month: int) -> bool:
    until = stage.ends_on or max(phase.deadline, stage.starts_on)
    place = phase.year * 12 + month
    return _place(stage.starts_on) <= place <= _place(until)


def _place(day: date) -> int:
    return day.year * 12 + day.month
