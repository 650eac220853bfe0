"""Stages of a phase and their usual months: a preset, the days of a phase are data (R-025).

Source: the plan, 四、工作安排; 结果确认 has no month there, and phases 2 and 3 only a last day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import Finding

MOBILIZATION = "MOBILIZATION"
ONSITE = "ONSITE"
BUILD = "BUILD"
REVIEW = "REVIEW"
REVIEW_CITY = "REVIEW_CITY"
REVIEW_PROVINCE = "REVIEW_PROVINCE"
CONFIRM = "CONFIRM"

#: Stages at which a phase may be entered
ENTRIES = (MOBILIZATION, ONSITE, BUILD, REVIEW)


@dataclass(frozen=True, slots=True)
class StageDates:
    """The days of a stage or of a part of one."""

    code: str
    starts_on: date
    #: None: the plan names no end
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Preset:
    """A stage with its first and last month."""

    code: str
    name: str
    parent: str | None
    first: int
    last: int | None


PRESETS: tuple[Preset, ...] = (
    Preset(MOBILIZATION, "安排部署", None, 4, 5),
    Preset(ONSITE, "现场推进", None, 5, 6),
    Preset(BUILD, "对标建设", None, 5, 10),
    Preset(REVIEW, "评审验收", None, 11, 12),
    Preset(REVIEW_CITY, "自主验收、市级验收", REVIEW, 11, 11),
    Preset(REVIEW_PROVINCE, "省级验收", REVIEW, 12, 12),
    Preset(CONFIRM, "结果确认", None, 12, None),
)
BY_CODE = {one.code: one for one in PRESETS}


def usual(year: int) -> list[StageDates]:
    """The days of phase 1 of the plan, in another year: stages overlap."""
    return [
        StageDates(one.code, date(year, one.first, 1), _last_day(year, one.last)) for one in PRESETS
    ]


def calendar_findings(dates: Sequence[StageDates], deadline: date) -> Iterator[Finding]:
    """Days in order: each stage begins before it ends and not before the one before it."""
    found = {one.code: one for one in dates}
    for code in BY_CODE.keys() - found.keys():
        yield Finding(f"缺少“{BY_CODE[code].name}”的起止日期。", "stage-missing", code)
    for code in found.keys() - BY_CODE.keys():
        yield Finding(f"没有环节“{code}”。", "stage-unknown", code)
    for one in dates:
        if one.ends_on is not None and one.ends_on < one.starts_on:
            name = BY_CODE[one.code].name if one.code in BY_CODE else one.code
            yield Finding(f"“{name}”的止日早于起日。", "dates-out-of-order", one.code)
    yield from _sequence(found)
    ends = [one.ends_on for one in dates if one.ends_on is not None]
    if ends and max(ends) > deadline:
        yield Finding("环节不能晚于阶段截止日结束。", "past-deadline", "deadline")


def _sequence(found: dict[str, StageDates]) -> Iterator[Finding]:
    for earlier, later in (
        (MOBILIZATION, ONSITE), (MOBILIZATION, BUILD), (BUILD, REVIEW), (REVIEW, CONFIRM),
        (REVIEW, REVIEW_CITY), (REVIEW_CITY, REVIEW_PROVINCE),
    ):  # fmt: skip
        if {earlier, later} <= found.keys() and found[later].starts_on < found[earlier].starts_on:
            names = BY_CODE[later].name, BY_CODE[earlier].name
            yield Finding("“{}”不能早于“{}”开始。".format(*names), "dates-out-of-order", later)


def _last_day(year: int, month: int | None) -> date | None:
    return None if month is None else date(year, month, monthrange(year, month)[1])
