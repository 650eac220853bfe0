"""Drafts on SQLite and on PostgreSQL: two who really save at once, and the way to publication."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from tests.workflows.design.desk import FILE, Desk
from tests.workflows.handling.counter import Counter
from workflows.design.commands import SaveFile
from workflows.design.rules import SavedByOthers


@pytest.fixture
def desk_on_each(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.of(Counter.open(tmp_path, date(2025, 9, 26), database_url))
    yield desk
    desk.counter.office.engine.stop()


def test_of_two_who_save_at_once_one_is_told_and_both_texts_are_somewhere(
    desk_on_each: Desk,
) -> None:
    desk, draft = desk_on_each, desk_on_each.draft()
    body = desk.files(draft)[FILE]
    texts = {who: body.replace("书面审查".encode(), who.encode()) for who in ("cheng", "meng")}
    start = Barrier(2)

    def save(who: str) -> str:
        start.wait()
        try:
            desk.do(SaveFile(draft, FILE, texts[who], 1), who)
        except SavedByOthers as told:
            return f"told of {told.facts['number']}"
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip(texts, pool.map(save, texts), strict=True))
    assert sorted(outcomes.values()) == ["saved", "told of 2"]
    winner = next(who for who, outcome in outcomes.items() if outcome == "saved")
    assert desk.files(draft)[FILE] == texts[winner]
    # and the one who was told keeps the own text as the newest, on purpose
    other = next(who for who, outcome in outcomes.items() if outcome != "saved")
    assert desk.do(SaveFile(draft, FILE, texts[other], 2), other) == 3
    assert len(desk.history(draft)) == 3


def test_a_draft_goes_all_the_way(desk_on_each: Desk) -> None:
    desk = desk_on_each
    draft = desk.submitted(date(2025, 10, 9))
    deployment = desk.publish(draft, "ye", date(2025, 10, 9))
    assert desk.running() != deployment
    desk.counter.at(date(2025, 10, 9), 0)
    assert desk.running() == deployment
    assert desk.deployed(deployment) == desk.files(draft)
