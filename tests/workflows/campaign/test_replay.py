"""Three years of the plan, through commands and the clock."""

from __future__ import annotations

import sys

from tests.workflows.campaign.town import Town
from workflows.demo.campaign.replay import replay


def test_r008_the_years_2023_to_2025_end_at_twelve_of_twelve(town: Town) -> None:
    years = list(replay(town.walk, town.campaign))
    sys.stdout.write("\n".join(map(str, years)) + "\n")
    assert [(one.provincial, one.municipal) for one in years] == [(4, 4), (4, 4), (4, 0)]
    assert [str(one.coverage) for one in years] == ["4/12", "8/12", "12/12"]
