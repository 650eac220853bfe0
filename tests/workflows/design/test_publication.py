"""Review and publication: by another person, now or on a day, all or nothing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from engine.errors import Refused
from tests.workflows.design.desk import FILE, Desk
from tests.workflows.handling.counter import NOODLES, Counter
from workflows.design.commands import (
    CancelPublication,
    CopyDraft,
    OpenDraft,
    PublishDraft,
    RebaseDraft,
    RejectDraft,
    SaveFile,
    SubmitDraft,
    TakeBackDraft,
)
from workflows.design.contents import digest_of_all
from workflows.design.rules import OwnWork, ReviewedAnother, Stale
from workflows.errors import InputInvalid, NotNow, RightMissing
from workflows.people.commands import AddPost, Appoint


def test_new_cases_take_the_published_version_and_running_cases_stay(desk: Desk) -> None:
    counter = desk.counter
    running = counter.apply()
    draft = desk.submitted()
    deployment = desk.publish(draft, "ye")
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
    deployment = desk.publish(desk.submitted(), "ye", day)
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
        desk.publish(draft, "meng-publisher")
    assert desk.row(draft).state == "submitted"
    desk.publish(draft, "ye")


def test_s5_nobody_publishes_what_he_handed_in_unchanged(desk: Desk) -> None:
    also_publisher(desk, "cheng")
    draft = desk.draft("什么也没有改")
    desk.do(SubmitDraft(draft, "看看"))
    with pytest.raises(OwnWork):
        desk.publish(draft, "cheng-publisher")


def test_s5_a_copy_made_by_another_does_not_wash_the_authors_hands(desk: Desk) -> None:
    also_publisher(desk, "cheng")
    draft = desk.draft()
    desk.with_a_step(draft)
    copy = desk.do(CopyDraft(draft, "副本"), "meng")
    desk.do(SubmitDraft(copy, "改"), "meng")
    with pytest.raises(OwnWork):
        desk.publish(copy, "cheng-publisher")
    desk.publish(copy, "ye")


def test_s5_who_wrote_what_runs_may_publish_anothers_change_of_it(desk: Desk) -> None:
    also_publisher(desk, "cheng")
    desk.published()
    draft = desk.do(OpenDraft(desk.running(), "再改"), "meng")
    desk.change(draft, "书面审查", "书面审核", "meng")
    desk.do(SubmitDraft(draft, "改"), "meng")
    desk.publish(draft, "cheng-publisher")


def test_what_was_changed_after_the_review_is_not_published_unread(desk: Desk) -> None:
    draft = desk.submitted()
    read = digest_of_all(desk.files(draft))
    desk.do(TakeBackDraft(draft))
    desk.change(draft, "书面审查", "随便审查")
    desk.do(SubmitDraft(draft, "改"))
    with pytest.raises(ReviewedAnother):
        desk.do(PublishDraft(draft, read), "ye")
    assert desk.row(draft).state == "submitted"
    desk.publish(draft, "ye")


def test_only_a_publisher_publishes_and_only_what_was_handed_in(desk: Desk) -> None:
    draft = desk.submitted()
    for who in ("cheng", "zhang"):
        with pytest.raises(RightMissing):
            desk.publish(draft, who)
    desk.do(TakeBackDraft(draft))
    with pytest.raises(NotNow):
        desk.publish(draft, "ye")
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
    desk.publish(other, "ye")
    with pytest.raises(Stale):
        desk.do(SubmitDraft(mine, "改"))
    with pytest.raises(Stale):
        desk.publish(handed_in, "ye")


@pytest.mark.parametrize("day", [date(2025, 9, 25), date(2027, 1, 1)])
def test_a_day_that_is_past_or_far_off_is_refused(desk: Desk, day: date) -> None:
    draft = desk.submitted()
    with pytest.raises(InputInvalid):
        desk.publish(draft, "ye", day)
    assert desk.row(draft).state == "submitted"


def test_publication_is_all_or_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from workflows.design import operations

    draft, before = desk.submitted(), desk.running()

    def broken(*_args: object, **_values: object) -> None:
        raise Refused("the disk is full")

    monkeypatch.setattr(operations, "set_draft", broken)
    with pytest.raises(Refused):
        desk.publish(draft, "ye")
    assert desk.running() == before
    assert desk.row(draft).state == "submitted"


def test_an_old_version_comes_back_through_a_draft_and_a_review(desk: Desk) -> None:
    first = desk.running()
    desk.published()
    draft = desk.do(OpenDraft(first, "退回第一版"))
    desk.do(SubmitDraft(draft, "第二版有误"))
    again = desk.publish(draft, "ye")
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


def test_a_version_to_come_is_taken_back_with_a_reason_and_its_draft_is_worked_on_again(
    desk: Desk,
) -> None:
    from workflows.design import publications, reading

    counter, day, before = desk.counter, date(2025, 10, 9), desk.running()
    draft = desk.submitted()
    deployment = desk.publish(draft, "ye", day)
    desk.do(CancelPublication(deployment, "上级文件推迟实施"), "ye")
    counter.at(date(2025, 10, 10), 9)
    assert desk.running() == before
    assert (desk.row(draft).state, desk.row(draft).reason) == (
        "editing", "发布已取消：上级文件推迟实施",
    )  # fmt: skip
    with counter.office.reading() as conn:
        versions = reading.versions(conn, counter.city, "item-handling")
        told = publications.withdrawals(conn, counter.city, deployment)
    assert [one.withdrawn_at is not None for one in versions] == [True, False]
    assert (told[deployment].person, told[deployment].reason) == ("叶静", "上级文件推迟实施")
    # the same content again is a version of its own
    desk.do(SubmitDraft(draft, "可以实施了"))
    again = desk.publish(draft, "ye")
    assert again != deployment
    assert desk.running() == again


def test_what_is_in_effect_is_not_taken_back(desk: Desk) -> None:
    deployment, taken = desk.published(), []
    coming = desk.publish(desk.submitted_change(), "ye", date(2025, 10, 9))
    for who, which, reason in (
        ("ye", deployment, "改主意"), ("cheng", coming, "改主意"), ("ye", coming, "  "),
        ("ye", UUID(int=7), "改主意"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            desk.do(CancelPublication(which, reason), who)
        taken.append(no.value.code)
        if which == deployment:  # what to do instead is said
            assert "以旧版起草" in no.value.message
    assert taken == ["in-effect", "right-missing", "input-invalid", "not-found"]
    desk.do(CancelPublication(coming, "改主意"), "ye")
    with pytest.raises(NotNow) as twice:
        desk.do(CancelPublication(coming, "改主意"), "ye")
    assert twice.value.code == "withdrawn"


def test_a_draft_begun_on_a_version_that_was_taken_back_comes_back_to_what_runs(desk: Desk) -> None:
    before = desk.running()
    coming = desk.publish(desk.submitted(), "ye", date(2025, 10, 9))
    draft = desk.do(OpenDraft(before, "在将来的版本上修改"))
    assert desk.row(draft).base_id == coming
    desk.do(CancelPublication(coming, "推迟"), "ye")
    with pytest.raises(Stale):
        desk.do(SubmitDraft(draft, "改"))
    desk.do(RebaseDraft(draft))
    assert desk.files(draft) == desk.deployed(before)


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
