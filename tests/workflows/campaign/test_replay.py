"""Three years of the plan, through commands and the clock."""

from __future__ import annotations

import time

from tests.workflows.campaign.town import Town
from workflows.demo.campaign.replay import replay


def test_r008_the_years_2023_to_2025_end_at_twelve_of_twelve(town: Town) -> None:
    began = time.perf_counter()
    years = []
    for year in replay(town.walk, town.campaign):
        print(year, f"{time.perf_counter() - began:.1f}s")
        years.append(year)
    assert [str(one.coverage) for one in years] == ["4/12", "8/12", "12/12"]
