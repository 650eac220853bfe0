"""Three years of the plan, through commands and the clock."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.workflows.campaign.town import Town
from workflows.demo.campaign.replay import play_phase, replay
from workflows.starter import CAMPAIGN


def test_r008_the_years_2023_to_2025_end_at_twelve_of_twelve(town: Town) -> None:
    years = list(replay(town.walk, town.campaign))
    sys.stdout.write("\n".join(map(str, years)) + "\n")
    assert [(one.provincial, one.municipal) for one in years] == [(4, 4), (4, 4), (4, 0)]
    assert [str(one.coverage) for one in years] == ["4/12", "8/12", "12/12"]
    told = (CAMPAIGN / "README.md").read_text("utf-8")
    for one in years:
        row = (one.year, one.phase, one.provincial, one.municipal, one.coverage)
        assert "| " + " | ".join(map(str, row)) + " |" in told


def test_r004_r005_the_first_year_on_postgresql(tmp_path: Path, empty_postgres: str) -> None:
    town = Town.open(tmp_path, empty_postgres)
    try:
        year = play_phase(town.walk, town.campaign, 1)
        assert (year.provincial, year.municipal, str(year.coverage)) == (4, 4, "4/12")
    finally:
        town.office.engine.stop()
