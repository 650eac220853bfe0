"""Review and publication: by another person, now or on a day, all or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from engine.errors import Refused
from tests.workflows.design.desk import FILE, Desk
from tests.workflows.handling.counter import NOODLES, Counter
from workflows.design.commands import (
    OpenDraft,
    PublishDraft,
    RejectDraft,
    SaveFile,
    SubmitDraft,
    TakeBackDraft,
)
from workflows.design.rules import OwnWork, Stale
from workflows.errors import InputInvalid, NotNow, RightMissing
from workflows.people.commands import AddPost, Appoint


def test_new_cases_take_the_published_version_and_running_cases_stay(desk: Desk) -> None:
    counter = desk.counter
    running = counter.apply()
    draft = desk.submitted()
    deployment = desk.do(PublishDraft(draft), "ye")
    assert desk.running() == deployment
    assert (desk.row(draft).state, desk.row(draft).deployment_id) == ("published", deployment)
    fresh = second(counter)
    for case, after in ((running, ["decide"]), (fresh, ["second_opinion"])):
        counter.to("decide", case) if case == running else to_the_new_step(counter, case)
        assert counter.elements(case) == after


def test_the_step_of_the_designer_is_done_by_its_post_with_its_form_and_its_limit(
    desk: Desk,
) -> None:
    desk.published()
    counter = desk.counter
    case = second(counter)
    to_the_new_step(counter, case)
    (task,) = counter.open_tasks(case)
    # three working days from Friday 26 September: Sunday 28 is worked, 国庆 is not
    assert (task.form_key, str(task.due_at)[:10]) == ("opinion_files", "2025-09-30")
    said = {"findings": "同意", "recommendation": "approve", "files": [{"name": "会议纪要"}]}
    counter.finish(case, "second_opinion", "wang", **said)
    assert counter.elements(case) == ["decide"]
    assert counter.deeds(case)[-1].act == "review"


def test_a_version_takes_effect_on_its_day_and_not_before(desk: Desk) -> None:
    counter, day = desk.counter, date(2025, 10, 9)
    before = desk.running()
    deployment = desk.do(PublishDraft(desk.submitted(), day), "ye")
    assert desk.running() == before
    early = counter.apply()
    counter.at(date(2025, 10, 8), 23)
    assert desk.running() == before
    counter.at(day, 0)
    assert desk.running() == deployment
    late = second(counter)
    with counter.office.engine.look(counter.city) as tx:
        found = dict(tx.run("SELECT id, deployment_id FROM process_case").fetchall())
    assert found[early.bytes] == before.bytes
    assert found[late.bytes] == deployment.bytes


def test_s5_nobody_publishes_what_he_worked_on(desk: Desk) -> None:
    draft = desk.draft()
    desk.with_a_step(draft)
    also_publisher(desk, "meng")
    desk.change(draft, "书面审查", "书面审核", "meng")
    desk.do(SubmitDraft(draft, "改"))
    with pytest.raises(OwnWork):
        desk.do(PublishDraft(draft), "meng-publisher")
    assert desk.row(draft).state == "submitted"
    desk.do(PublishDraft(draft), "ye")


def test_s5_nobody_publishes_what_he_handed_in_unchanged(desk: Desk) -> None:
    also_publisher(desk, "cheng")
    draft = desk.draft("什么也没有改")
    desk.do(SubmitDraft(draft, "看看"))
    with pytest.raises(OwnWork):
        desk.do(PublishDraft(draft), "cheng-publisher")


def test_only_a_publisher_publishes_and_only_what_was_handed_in(desk: Desk) -> None:
    draft = desk.submitted()
    for who in ("cheng", "zhang"):
        with pytest.raises(RightMissing):
            desk.do(PublishDraft(draft), who)
    desk.do(TakeBackDraft(draft))
    with pytest.raises(NotNow):
        desk.do(PublishDraft(draft), "ye")
    with pytest.raises(NotNow):
        desk.do(RejectDraft(draft, "不行"), "ye")


def test_what_is_sent_back_bears_its_reason_and_is_worked_on_again(desk: Desk) -> None:
    draft = desk.submitted()
    with pytest.raises(InputInvalid):
        desk.do(RejectDraft(draft, "  "), "ye")
    desk.do(RejectDraft(draft, "会商意见应在审查意见之前"), "ye")
    assert (desk.row(draft).state, desk.row(draft).reason) == (
        "editing", "会商意见应在审查意见之前",
    )  # fmt: skip
    desk.change(draft, "会商意见", "集体会商意见")
    desk.do(SubmitDraft(draft, "按意见修改"))
    assert desk.row(draft).reason is None


def test_what_was_handed_in_is_not_changed_behind_the_reviewers_back(desk: Desk) -> None:
    draft = desk.submitted()
    with pytest.raises(NotNow):
        desk.change(draft, "会商意见", "别的")


def test_a_draft_with_problems_is_not_handed_in_and_says_them_all(desk: Desk) -> None:
    draft = desk.draft()
    desk.change(draft, '<zeebe:assignmentDefinition candidateGroups="reviewer"/>', "")
    desk.change(draft, '<zeebe:formDefinition formId="opinion"/>', "")
    with pytest.raises(InputInvalid) as no:
        desk.do(SubmitDraft(draft, "改"))
    assert {one.code for one in no.value.findings} == {"step-without-holder", "step-without-form"}
    assert all(f"{FILE} 第" in one.sentence for one in no.value.findings)
    assert desk.row(draft).state == "editing"


def test_a_draft_that_was_overtaken_is_neither_handed_in_nor_published(desk: Desk) -> None:
    mine, handed_in = desk.draft("我的"), desk.submitted()
    other = desk.submitted()
    desk.do(PublishDraft(other), "ye")
    with pytest.raises(Stale):
        desk.do(SubmitDraft(mine, "改"))
    with pytest.raises(Stale):
        desk.do(PublishDraft(handed_in), "ye")


@pytest.mark.parametrize("day", [date(2025, 9, 25), date(2027, 1, 1)])
def test_a_day_that_is_past_or_far_off_is_refused(desk: Desk, day: date) -> None:
    draft = desk.submitted()
    with pytest.raises(InputInvalid):
        desk.do(PublishDraft(draft, day), "ye")
    assert desk.row(draft).state == "submitted"


def test_publication_is_all_or_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from workflows.design import operations

    draft, before = desk.submitted(), desk.running()

    def broken(*_args: object, **_values: object) -> None:
        raise Refused("the disk is full")

    monkeypatch.setattr(operations, "set_draft", broken)
    with pytest.raises(Refused):
        desk.do(PublishDraft(draft), "ye")
    assert desk.running() == before
    assert desk.row(draft).state == "submitted"


def test_an_old_version_comes_back_through_a_draft_and_a_review(desk: Desk) -> None:
    first = desk.running()
    desk.published()
    draft = desk.do(OpenDraft(first, "退回第一版"))
    desk.do(SubmitDraft(draft, "第二版有误"))
    again = desk.do(PublishDraft(draft), "ye")
    assert again not in {first, None}
    assert desk.deployed(desk.running()) == desk.deployed(first)


def test_the_deployment_names_author_and_publisher(desk: Desk) -> None:
    from workflows.design import reading

    desk.published()
    with desk.counter.office.reading() as conn:
        newest = reading.versions(conn, desk.counter.city, "item-handling")[0]
    assert (newest.number, newest.author, newest.publisher) == (2, "程一鸣", "叶静")


def test_a_save_that_is_not_understood_by_the_engine_is_kept_and_refused_at_review(
    desk: Desk,
) -> None:
    draft = desk.draft()
    body = desk.files(draft)[FILE].replace(
        b'<bpmn:userTask id="review"', b'<bpmn:userTask implementation="x" id="review"'
    )
    desk.do(SaveFile(draft, FILE, body, 1))
    with pytest.raises(InputInvalid) as no:
        desk.do(SubmitDraft(draft, "改"))
    assert no.value.findings[0].field == "review"


def also_publisher(desk: Desk, login: str) -> None:
    """A second post, under which she is ``login-publisher``."""
    from engine.protocols import Actor

    counter = desk.counter
    post = counter.do(AddPost(counter.ids["zwfw"], "process_publisher", "发布"))
    person = counter.ids[login]
    appointment = counter.do(Appoint(person, post, counter.today))
    counter.actors[f"{login}-publisher"] = Actor(counter.city, person, appointment)


def second(counter: Counter) -> object:
    """A further application, of another enterprise."""
    from dataclasses import replace

    from workflows.people.uscc import check_character

    stem = "91510600MA6XY0002"
    party = replace(NOODLES, name="德阳第二面馆", identifier=stem + check_character(stem))
    return counter.apply(party=party)


def to_the_new_step(counter: Counter, case: object) -> None:
    """Walk until the opinion is given."""
    counter.to("opinion", case)  # type: ignore[arg-type]
    counter.finish(case, "opinion", "wang")  # type: ignore[arg-type]
