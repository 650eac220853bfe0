"""审查, 现场核查, 决定: who may, with whom apart, and what a refusal must say."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from engine.commands import ClaimTask
from engine.errors import NotPermitted, Refused
from engine.protocols import Actor
from tests.workflows.handling.counter import FOOD, NOODLES, Counter
from workflows.authority.commands import RecallGrant, SuspendGrant
from workflows.people.commands import EndAppointment

REFUSAL = {
    "decision": "refuse",
    "facts": "核查时无专用冷藏设施",
    "reason": "经营条件不符合要求",
    "clause": "《食品安全法》第三十三条",
}


def refused(code: str):
    return pytest.raises(Refused, check=lambda no: no.code == code)


def inspected_by(counter: Counter, id: UUID, *who: str) -> None:
    counter.to("inspect", id)
    for element, login in zip(("inspect", "cosign"), who, strict=True):
        counter.finish(id, element, login)


def test_xkf_34_3_one_person_alone_on_site_refused(counter: Counter) -> None:
    id = counter.apply()
    with refused("one-inspector-alone"):
        inspected_by(counter, id, "zhao", "zhao")
    assert counter.elements(id) == ["cosign"]
    counter.finish(id, "cosign", "qian")
    assert counter.elements(id) == ["opinion"]


def test_xkf_34_3_both_inspectors_stand_in_the_record(counter: Counter) -> None:
    id = counter.apply()
    inspected_by(counter, id, "zhao", "qian")
    inspectors = {deed.person_id for deed in counter.deeds(id) if deed.act == "inspect"}
    assert inspectors == {counter.ids["zhao"], counter.ids["qian"]}


def test_inspection_does_not_stop_the_clock(counter: Counter) -> None:
    id = counter.apply()
    counter.to("review", id)
    before = counter.application(id).statutory_due_on
    counter.at(date(2025, 10, 9))
    counter.to_here(id, "review", "decide")
    assert counter.application(id).statutory_due_on == before == date(2025, 10, 16)


def test_s1_reviewer_does_not_decide(counter: Counter) -> None:
    counter.person_again("wang", "approver")
    id = counter.apply()
    counter.to("decide", id)
    with refused("separation-of-duties"):
        counter.finish(id, "decide", "wang-approver")
    counter.finish(id, "decide", "sun")


def test_s1_acceptor_does_not_review(counter: Counter) -> None:
    counter.person_again("li", "reviewer")
    id = counter.apply()
    counter.to("review", id)
    with refused("separation-of-duties"):
        counter.do(ClaimTask(counter.task(id, "review")), counter.actors["li-reviewer"])


def test_s7_helper_does_not_touch_the_case(counter: Counter) -> None:
    counter.person_again("zhou", "window", body="dyjkq-gwh", own=False)
    id = counter.apply("zhou")
    with refused("helper-acts"):
        counter.finish(id, "register", "zhou-window")
    counter.finish(id, "register", "zhang")


def test_xkf_38_refusal_needs_reason_and_remedy(counter: Counter) -> None:
    id = counter.apply()
    counter.to("decide", id)
    for name, code in (("reason", "reason-missing"), ("clause", "clause-missing")):
        with refused(code):
            counter.finish(id, "decide", "sun", **{**REFUSAL, name: " "})
    with refused("input-invalid"):
        counter.finish(id, "decide", "sun", **{**REFUSAL, "facts": ""})
    counter.finish(id, "decide", "sun", **REFUSAL)
    row, paper = counter.application(id), counter.papers(id)["refusal"]
    assert (row.state, row.decision) == ("refused", "refused")
    remedy = next(b["text"] for b in paper.content["blocks"] if b["type"] == "remedy")
    assert "六十日内向德阳市人民政府申请行政复议" in remedy
    assert "六个月内向德阳市旌阳区人民法院提起行政诉讼" in remedy


def test_xkf_38_without_a_known_review_body_nothing_is_refused(counter: Counter) -> None:
    from workflows.people.commands import ChangeBody

    id = counter.apply()
    counter.to("decide", id)
    names = ("德阳市市场监督管理局", "department", "行政机关", "city", "德市监")
    counter.do(ChangeBody(counter.ids["scjg"], *names), counter.admin)
    with refused("remedy-missing"):
        counter.finish(id, "decide", "sun", **REFUSAL)


def test_back_for_review_opens_the_review_again(counter: Counter) -> None:
    id = counter.apply()
    counter.to("decide", id)
    counter.finish(id, "decide", "sun", decision="back", reason="请补充核查照片")
    assert counter.elements(id) == ["review"]
    assert list(counter.papers(id)) == ["receipt", "acceptance"]
    counter.to_here(id, "review", "decide")
    counter.finish(id, "decide", "sun")


def test_decision_carries_the_proof_of_its_authority(counter: Counter) -> None:
    id = counter.apply()
    counter.to("deliver", id)
    deed = next(deed for deed in counter.deeds(id) if deed.act == "approve")
    assert deed.grant_id == counter.grants["decide"]
    assert deed.proof["mode"] == "STATIONED"
    assert deed.proof["name_on_document"] == "德阳市市场监督管理局"
    assert (deed.person_id, deed.appointment_id) == (
        counter.ids["sun"],
        counter.actors["sun"].appointment,
    )
    assert deed.happened_at == deed.recorded_at


def test_without_before_and_after_a_grant_the_same_click_is_refused(counter: Counter) -> None:
    id = counter.apply()
    counter.to("decide", id)
    counter.do(SuspendGrant(counter.grants["decide"], "案卷评查不合格"))
    with refused("suspended"):
        counter.finish(id, "decide", "sun")
    counter.do(RecallGrant(counter.grants["decide"], "收回"))
    with refused("recalled"):
        counter.finish(id, "decide", "sun")
    assert counter.elements(id) == ["decide"]
    assert "approval" not in counter.papers(id)


def test_the_day_after_the_grant_ends_the_click_is_refused(counter: Counter) -> None:
    id = counter.apply()
    counter.to("decide", id)
    counter.at(date(2026, 9, 26))
    clock = counter.office.clock
    clock.shift(clock.offset + (date(2026, 9, 27) - counter.today))
    with refused("ended"):
        counter.finish(id, "decide", "sun")


def test_an_item_without_grant_is_not_taken_in_the_park(counter: Counter) -> None:
    with refused("no-grant"):
        counter.apply(item="scjg-03")


def test_a_post_of_another_role_does_not_do_it(counter: Counter) -> None:
    id = counter.apply()
    with refused("other-post"):
        counter.finish(id, "register", "li")


def test_an_actor_without_a_post_does_nothing(counter: Counter) -> None:
    id = counter.apply()
    nobody = Actor(counter.city, counter.ids["zhang"], None)
    with refused("post-missing"):
        counter.do(ClaimTask(counter.task(id, "register")), nobody)


def test_somebody_elses_appointment_is_of_no_use(counter: Counter) -> None:
    id = counter.apply()
    borrowed = Actor(counter.city, counter.ids["li"], counter.actors["zhang"].appointment)
    with refused("post-not-in-force"):
        counter.do(ClaimTask(counter.task(id, "register")), borrowed)


def test_an_appointment_that_is_over_is_of_no_use(counter: Counter) -> None:
    id = counter.apply()
    appointment = counter.actors["zhang"].appointment
    counter.do(EndAppointment(appointment, counter.today, "调离"))
    clock = counter.office.clock
    clock.shift(clock.offset + (date(2025, 9, 27) - counter.today))
    with refused("post-not-in-force"):
        counter.finish(id, "register", "zhang")


def test_a_claimed_task_is_not_done_by_another(counter: Counter) -> None:
    counter.person_again("li", "inspector")
    id = counter.apply()
    counter.to("inspect", id)
    counter.do(ClaimTask(counter.task(id, "inspect")), counter.actors["zhao"])
    assert counter.keys(counter.task(id, "inspect")) == {f"user:{counter.ids['zhao']}"}
    with refused("claimed"):
        counter.finish(id, "inspect", "qian")
    counter.finish(id, "inspect", "zhao")


def test_a_task_is_listed_under_four_keys(counter: Counter) -> None:
    id = counter.apply()
    keys = counter.keys(counter.task(id, "register"))
    assert keys == {"window/dyjkq/scjg", "window/dyjkq/*", "window/*/scjg", "window/*/*"}


def test_a_stranger_does_not_submit_supply_or_withdraw(counter: Counter) -> None:
    from workflows.handling import requests

    id = counter.apply()
    with pytest.raises(NotPermitted):
        counter.do(requests.withdraw(id), counter.actors["li"])


def test_facts_of_the_case_cannot_be_forged_at_the_start(counter: Counter) -> None:
    from dataclasses import replace

    from workflows.handling import requests
    from workflows.handling.commands import SaveApplication

    zhang = counter.actors["zhang"]
    id = counter.do(SaveApplication(FOOD, "dyjkq", NOODLES), zhang)
    with counter.office.reading() as conn:
        start = requests.submit(conn, counter.city, id, counter.office.clock.now())
    forged = replace(start, variables={**start.variables, "needs_inspection": False})
    with refused("facts-differ"):
        counter.do(forged, zhang)
