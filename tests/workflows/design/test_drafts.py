"""Drafts: saved version by version, never over somebody else's work."""

from __future__ import annotations

import pytest

from engine.errors import NotFound
from tests.workflows.design.desk import FILE, Desk
from workflows.design.commands import (
    CopyDraft,
    DropDraft,
    NewDraft,
    RebaseDraft,
    RemoveFile,
    RestoreFile,
    SaveFile,
)
from workflows.design.rules import SavedByOthers
from workflows.errors import InputInvalid, NotNow, RightMissing


def test_a_draft_begins_with_every_byte_of_what_runs(desk: Desk) -> None:
    assert desk.files(desk.draft()) == desk.deployed(desk.running())


def test_two_designers_on_one_file_the_second_is_told_and_loses_nothing(desk: Desk) -> None:
    draft = desk.draft()
    opened_by_both = desk.number(draft)
    theirs = desk.files(draft)[FILE].replace("书面审查".encode(), "书面审核".encode())
    desk.change(draft, "审查意见", "初审意见", "cheng")
    mine = desk.files(draft)[FILE]
    with pytest.raises(SavedByOthers) as told:
        desk.do(SaveFile(draft, FILE, theirs, opened_by_both), "meng")
    assert "程一鸣" in told.value.message
    assert told.value.facts["number"] == desk.number(draft)
    assert desk.files(draft)[FILE] == mine
    # the way out that loses nothing: a draft of one's own with what stands in the browser
    own = desk.do(CopyDraft(draft, "孟晓的草稿", FILE, theirs), "meng")
    assert desk.files(own)[FILE] == theirs
    assert desk.files(draft)[FILE] == mine
    # or over it on purpose: the other's version stays in the history
    desk.do(SaveFile(draft, FILE, theirs, told.value.facts["number"]), "meng")
    assert [one.saved_by for one in desk.history(draft)][:2] == ["孟晓", "程一鸣"]


def test_the_same_content_is_no_new_version_whoever_was_first(desk: Desk) -> None:
    draft = desk.draft()
    first = desk.change(draft, "审查意见", "初审意见")
    again = desk.do(SaveFile(draft, FILE, desk.files(draft)[FILE], 1), "meng")
    assert again == first
    assert len(desk.history(draft)) == 2


def test_versions_saved_by_the_page_itself_take_each_others_place_within_a_sitting(
    desk: Desk,
) -> None:
    draft = desk.draft()
    desk.change(draft, "审查意见", "意见一", automatic=True)
    desk.counter.later(seconds=30)
    desk.change(draft, "意见一", "意见二", automatic=True)
    desk.counter.later(seconds=30)
    kept = desk.change(draft, "意见二", "意见三")
    desk.counter.later(seconds=30)
    desk.change(draft, "意见三", "意见四", automatic=True)
    numbers = [(one.number, one.automatic) for one in desk.history(draft)]
    assert numbers == [(kept + 1, True), (kept, False), (3, True), (1, False)]


def test_what_the_page_saved_for_another_or_long_ago_is_kept(desk: Desk) -> None:
    draft = desk.draft()
    desk.change(draft, "审查意见", "意见一", "cheng", automatic=True)
    desk.change(draft, "意见一", "意见二", "meng", automatic=True)
    desk.counter.later(minutes=11)
    desk.change(draft, "意见二", "意见三", "meng", automatic=True)
    assert len(desk.history(draft)) == 4


def test_an_earlier_version_comes_back_as_the_newest(desk: Desk) -> None:
    draft = desk.draft()
    was = desk.files(draft)[FILE]
    changed = desk.change(draft, "审查意见", "初审意见")
    assert desk.do(RestoreFile(draft, FILE, 1, changed)) == changed + 1
    assert desk.files(draft)[FILE] == was


def test_a_file_is_removed_and_its_versions_stay(desk: Desk) -> None:
    draft = desk.draft()
    desk.do(RemoveFile(draft, "forms/archive.form", 1))
    assert "forms/archive.form" not in desk.files(draft)
    assert len(desk.history(draft, "forms/archive.form")) == 2
    with pytest.raises(NotFound):
        desk.do(RemoveFile(draft, "forms/archive.form", 2))


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("../x.bpmn", b"<a/>", "file-name"),
        ("/x.bpmn", b"<a/>", "file-name"),
        ("x.exe", b"MZ", "file-name"),
        ("a b.bpmn", b"<a/>", "file-name"),
        ("x.bpmn", b" ", "file-empty"),
        ("x.bpmn", b"x" * (8 * 1024 * 1024 + 1), "xml-too-large"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_with_its_reason(
    desk: Desk, name: str, body: bytes, code: str
) -> None:
    draft = desk.draft()
    with pytest.raises(InputInvalid) as no:
        desk.do(SaveFile(draft, name, body, 0))
    assert [one.code for one in no.value.findings] == [code]


def test_who_is_no_designer_saves_nothing(desk: Desk) -> None:
    draft = desk.draft()
    for who in ("ye", "zhang"):
        with pytest.raises(RightMissing):
            desk.do(SaveFile(draft, FILE, b"<a/>", 1), who)


def test_a_draft_that_was_given_up_is_not_changed_any_more(desk: Desk) -> None:
    draft = desk.draft()
    desk.do(DropDraft(draft))
    with pytest.raises(NotNow):
        desk.change(draft, "审查意见", "初审意见")


def test_a_new_process_begins_with_one_step_and_a_name_of_its_own(desk: Desk) -> None:
    made = desk.do(NewDraft('用印 "审批" <一>', "seal-request"))
    assert b'id="seal-request"' in desk.files(made)["seal-request.bpmn"]
    for taken in ("item-handling", "1x", "a/../b"):
        with pytest.raises(InputInvalid):
            desk.do(NewDraft("再来", taken))


def test_what_was_published_meanwhile_is_merged_file_by_file(desk: Desk) -> None:
    mine, form = desk.draft("我的"), "forms/archive.form"
    own = desk.files(mine)[form].replace("归档".encode(), "存档".encode())
    desk.do(SaveFile(mine, form, own, 1))
    desk.change(mine, "书面审查", "书面审核")
    other = desk.published()
    assert desk.do(RebaseDraft(mine)) == (FILE,)
    files = desk.files(mine)
    assert files[form] == own, "what only I changed stays"
    assert files["forms/opinion_files.form"] == desk.deployed(other)["forms/opinion_files.form"]
    assert "书面审核".encode() in files[FILE], "where both changed it, the draft keeps its own"
    assert desk.row(mine).base_id == other
    assert desk.do(RebaseDraft(mine)) == ()
