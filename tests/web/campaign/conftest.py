"""Cities with a campaign: before it begins, in the middle of building, and after an evaluation.

One of each is made per run, by commands and clock; each test gets a copy of its folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.web.campaign.city import City

_EARLY = ("survey", "check_survey", "consult", "draft_plan", "sign_plan", "publish_plan")
_BUILD = ("hold_meeting", "list_tasks", "confirm_tasks", "answer", "conclude", "monthly_report")


@pytest.fixture(scope="session")
def april(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The people are there, the campaign is not."""
    return City.make(tmp_path_factory.mktemp("april")).left()


@pytest.fixture(scope="session")
def october(april: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Phase 1 runs: the plan is out, tasks are confirmed, one park has built one of two."""
    city = City.copy(april, tmp_path_factory.mktemp("october"))
    city.start_phase_one()
    city.walk.until(date(2023, 4, 20))
    city.walk.play(_EARLY)
    city.walk.until(date(2023, 5, 15))
    city.walk.play(_BUILD)
    city.walk.until(date(2023, 10, 10), elements=("monthly_report", "answer", "conclude"))
    city.walk.finish(city.walk.open(("build_task",))[0])
    return city.left()


@pytest.fixture(scope="session")
def november(october: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Evaluators are appointed and score; one park has its scores: 69.99."""
    city = City.copy(october, tmp_path_factory.mktemp("november"))
    city.walk.totals["sfjkq"] = "69.99"
    city.walk.play(("build_task", "take_over_items", "self_assess"))
    city.walk.until(date(2023, 11, 10), elements=("monthly_report", "answer", "conclude"))
    city.walk.play(("appoint_team", "monthly_report", "answer", "conclude"))
    return city.left()


@pytest.fixture
def before(april: Path, tmp_path: Path) -> Iterator[City]:
    yield from _opened(april, tmp_path)


@pytest.fixture
def building(october: Path, tmp_path: Path) -> Iterator[City]:
    yield from _opened(october, tmp_path)


@pytest.fixture
def scoring(november: Path, tmp_path: Path) -> Iterator[City]:
    yield from _opened(november, tmp_path)


def _opened(folder: Path, tmp_path: Path) -> Iterator[City]:
    city = City.copy(folder, tmp_path)
    yield city
    city.house.office.engine.stop()
