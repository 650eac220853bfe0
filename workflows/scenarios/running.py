"""Running scenario files: each on a fresh copy of one prepared center."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.errors import EngineError
from workflows.scenarios import campaign
from workflows.scenarios.center import Center
from workflows.scenarios.playing import Play, Unexpected
from workflows.scenarios.story import Story, StoryBroken, read_story
from workflows.starter import CAMPAIGN, DIAGRAMS


@dataclass(frozen=True, slots=True)
class Result:
    """How a scenario went."""

    name: str
    passed: bool
    #: What went another way, and at which step
    message: str = ""


def starter_scenarios() -> list[Path]:
    """The scenarios that the product brings along."""
    return [one for room in (DIAGRAMS, CAMPAIGN) for one in sorted(room.glob("scenarios/*.yaml"))]


def run(paths: Sequence[Path]) -> Iterator[Result]:
    """The result of each file, as it is done."""
    with tempfile.TemporaryDirectory(prefix="yuanban-scenario-") as name:
        folder = Path(name)
        prepared = Prepared(folder)
        for number, path in enumerate(paths):
            yield _result(path, prepared, folder / str(number))


class Prepared:
    """What scenarios are copied from, made when the first of its kind comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def center(self) -> Path:
        """A service center, for an item."""
        return Center.prepare(self._folder / "center")

    @cached_property
    def town(self) -> Path:
        """A city, for a phase of the campaign."""
        return campaign.prepare(self._folder / "town")


def _result(path: Path, prepared: Prepared, folder: Path) -> Result:
    try:
        story = read_story(path)
        _play(story, prepared, folder)
    except StoryBroken as broken:
        return Result(path.name, False, str(broken))
    except (Unexpected, EngineError) as wrong:
        return Result(story.name, False, str(wrong))
    return Result(story.name, True)


def _play(story: Story, prepared: Prepared, folder: Path) -> None:
    if story.parks:
        campaign.play(story, prepared.town, folder)
        return
    center = Center.open(prepared.center, folder, story.item, story.at)
    try:
        Play(center, story).run()
    finally:
        center.office.engine.stop()
