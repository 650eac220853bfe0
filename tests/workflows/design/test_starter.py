"""A newer starter set comes as a draft; what runs and what was changed here is never touched."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from engine.protocols import Actor
from tests.workflows.design.desk import FILE, Desk
from workflows import starter
from workflows.design.commands import OfferStarter

FORM = "forms/archive.form"


def offer(desk: Desk, files: dict[str, bytes]) -> UUID | None:
    machine = Actor(desk.counter.city, None, channel="cli")
    made: UUID | None = desk.counter.office.execute(OfferStarter("items", files), actor=machine)
    return made


def newer(**changed: bytes) -> dict[str, bytes]:
    return {**starter.starter_files(), **changed}


def test_the_same_set_again_is_nothing_new(desk: Desk) -> None:
    assert offer(desk, newer()) is None
    assert starter.offer_newer(desk.counter.office, desk.counter.city) == []


def test_what_the_product_has_changed_becomes_a_draft_on_what_runs(desk: Desk) -> None:
    before, running = desk.running(), desk.deployed(desk.running())
    form = running[FORM].replace("归档".encode(), "存档".encode())
    draft = offer(desk, newer(**{FORM: form}))
    assert draft is not None
    assert desk.files(draft) == {**running, FORM: form}
    assert (desk.row(draft).origin, desk.row(draft).base_id) == ("upgrade", before)
    assert desk.running() == before
    assert offer(desk, newer(**{FORM: form})) is None, "told once, not at every start"


def test_what_was_changed_here_stays_where_the_product_has_not_changed_it(desk: Desk) -> None:
    own = desk.published()
    form = desk.deployed(own)[FORM].replace("归档".encode(), "存档".encode())
    draft = offer(desk, newer(**{FORM: form}))
    assert draft is not None
    assert desk.files(draft)[FILE] == desk.deployed(own)[FILE]
    assert "会商意见".encode() in desk.files(draft)[FILE]
    assert desk.row(draft).base_id == own


def test_what_both_have_changed_is_for_a_person_to_decide_and_still_runs_as_it_was(
    desk: Desk,
) -> None:
    own = desk.published()
    theirs = starter.starter_files()[FILE].replace("书面审查".encode(), "书面审核".encode())
    draft = offer(desk, newer(**{FILE: theirs}))
    assert draft is not None
    assert desk.files(draft)[FILE] == theirs
    assert desk.running() == own
    assert "会商意见".encode() in desk.deployed(desk.running())[FILE]


def test_a_start_after_an_upgrade_offers_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "items"
    for name, body in newer(**{"forms/new.form": b'{"id": "new", "components": []}'}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    monkeypatch.setattr(starter, "SETS", {"items": folder})
    (draft,) = starter.offer_newer(desk.counter.office, desk.counter.city)
    assert "forms/new.form" in desk.files(draft)
    assert starter.offer_newer(desk.counter.office, desk.counter.city) == []
