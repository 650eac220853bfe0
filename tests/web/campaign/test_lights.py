"""The light of each stage: how far a park is, against the days of the phase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from web.campaign.header import PhaseHead, Stage
from web.campaign.lights import cells, worst
from web.campaign.rows import ParkRow
from workflows.campaign import stages, states

ID = UUID(int=1)
PHASE = PhaseHead(
    ID, 1, 2023, date(2023, 12, 31), "running", "s", None, None, None, None, None, 8, 8, 4, 0, 12,
    None,
    tuple(
        Stage(
            preset.code, preset.parent, preset.name, days.starts_on, days.ends_on, False, False
        )
        for preset, days in zip(stages.PRESETS, stages.usual(2023), strict=True)
    ),
)  # fmt: skip
ROW = ParkRow(
    ID, "园", "p", "园区", "economic", "经开区", "什邡市", states.MUNICIPAL, states.LISTED, 0, None,
    {}, False, True, None, 4, 1, 0, 0, None, 2, 0,
)  # fmt: skip


def colors(status: str, on: date, **changes: object) -> list[str]:
    return [cell.color for cell in cells(replace(ROW, status=status, **changes), PHASE, on)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "on", "expected"),
    [
        (states.LISTED, date(2023, 4, 10), ["green", "green", "none", "none", "none"]),
        (states.LISTED, date(2023, 5, 20), ["yellow", "green", "none", "none", "none"]),
        (states.LISTED, date(2023, 6, 1), ["red", "green", "none", "none", "none"]),
        (states.BUILDING, date(2023, 6, 1), ["green", "green", "green", "none", "none"]),
        (states.BUILDING, date(2023, 10, 20), ["green", "green", "yellow", "none", "none"]),
        (states.BUILDING, date(2023, 11, 1), ["green", "green", "red", "none", "none"]),
        (states.CITY_REVIEW, date(2023, 11, 5), ["green", "green", "green", "green", "none"]),
        (states.RECTIFYING, date(2023, 11, 5), ["green", "green", "green", "yellow", "none"]),
        (states.REPORTED, date(2024, 1, 1), ["green", "green", "green", "red", "red"]),
        (states.FAILED, date(2023, 11, 5), ["green", "green", "green", "black", "none"]),
        (states.PLAQUED, date(2024, 3, 1), ["green", "green", "green", "green", "green"]),
        (states.REMOVED, date(2023, 11, 5), ["none"] * 5),
    ],
)
def test_lights_by_status_and_day(status: str, on: date, expected: list[str]):
    assert colors(status, on) == expected


def test_r026_what_is_not_confirmed_after_the_last_day_is_late():
    [*_others, confirmation] = cells(replace(ROW, status=states.CONFIRMED), PHASE, date(2024, 1, 1))

    assert (confirmation.color, confirmation.words) == ("red", "已确认 · 逾期1天")


def test_building_shows_the_share_of_its_tasks():
    building = cells(replace(ROW, status=states.BUILDING), PHASE, date(2023, 7, 1))[2]

    assert building.percent == 25


def test_a_park_is_found_under_its_worst_light():
    found = cells(replace(ROW, status=states.FAILED), PHASE, date(2023, 11, 5))

    assert worst(found) == "red"
