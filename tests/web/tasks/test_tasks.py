"""Doing a task: bad input, races, other people's tasks, posts, obstacles."""

from __future__ import annotations

import json
import re

from sqlalchemy import select

from tests.web import staff
from tests.web.house import House
from workflows.authority.commands import SuspendGrant
from workflows.models import Base, Decision, Grant

Task = Base.metadata.tables["task"]


def test_a_missing_field_is_named_and_nothing_is_lost(center: House):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))

    answer = window.post(
        f"/tasks/{task}/complete", {"form_data": '{"intake": "post", "remark": "邮寄来的"}'}
    )

    assert answer.status_code == 422
    assert "originals_checked" in answer.text
    assert "已核对原件与申请材料一致" in answer.text
    assert "邮寄来的" in answer.text


def test_a_field_that_the_form_does_not_have_is_refused(center: House):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))
    form = {**staff.REGISTER, "decision": "approve"}

    answer = window.post(f"/tasks/{task}/complete", {"form_data": json.dumps(form)})

    assert answer.status_code == 422


def test_broken_form_data_is_said_in_words(center: House):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))

    answer = window.post(f"/tasks/{task}/complete", {"form_data": "{broken"})

    assert answer.status_code == 422
    assert "表单数据读不出来" in answer.text


def test_the_slower_of_two_reads_who_was_faster(center: House):
    """Both hold the page; one wins, the other reads by whom and when, and loses no word."""
    window = center.signed_in("window")
    twin = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))
    twin.get(f"/tasks/{task}")
    window.post(f"/tasks/{task}/complete", {"form_data": json.dumps(staff.REGISTER)})
    form = {**staff.REGISTER, "remark": "我也填了"}

    answer = twin.post(f"/tasks/{task}/complete", {"form_data": json.dumps(form)})

    assert answer.status_code == 409
    assert re.search(r"张窗口 于 09:\d\d 已办理", answer.text)  # the clock of the house runs
    assert "我也填了" in answer.text
    assert "下一件" in answer.text


def test_the_same_page_sent_twice_is_done_once(center: House):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))
    data = {"form_data": json.dumps(staff.REGISTER), "once": "a1"}

    answers = [window.post(f"/tasks/{task}/complete", data).status_code for _ in range(2)]

    assert answers == [302, 302]


def test_a_task_of_others_is_as_one_that_does_not_exist(center: House):
    """Refused with a sentence; its existence is not told."""
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))
    chief = center.signed_in("chief")
    unknown = "01a20000-0000-7000-8000-000000000000"

    for address in ("/tasks/{}", "/tasks/{}/diagram"):
        theirs, nothing = chief.get(address.format(task)), chief.get(address.format(unknown))
        assert theirs.status_code == nothing.status_code == 404
        assert "没有这件事，或您的岗位不能查看" in theirs.text
    for address in ("complete", "preview", "draft", "materials/m01"):
        answer = chief.post(f"/tasks/{task}/{address}", {"form_data": "{}"})
        assert answer.status_code == 404, address
    assert chief.post(f"/inbox/{task}/claim").status_code == 404


def test_a_refused_look_is_logged(center: House, capsys):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))
    chief = center.signed_in("chief")
    capsys.readouterr()

    chief.get(f"/tasks/{task}")

    assert '"not theirs"' in capsys.readouterr().out


def test_each_act_records_the_post_it_was_done_under(center: House):
    """The inspector of two acts as inspector, the reviewer's other post as reviewer."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    reviewer = center.signed_in("reviewer")
    staff.done(reviewer, application, staff.REVIEW)
    staff.done(reviewer, application, staff.INSPECT)

    used = center.rows(
        select(Decision.act, Decision.appointment_id).where(Decision.act.in_(("review", "inspect")))
    )
    assert {act for act, _post in used} == {"review", "inspect"}
    assert len({post for _act, post in used}) == 2


def test_without_a_grant_the_button_is_grey_and_says_why(center: House):
    """The same click without a grant is refused, by page and by command."""
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))
    center.do(SuspendGrant(center.rows(select(Grant.id))[0][0], "年度检查"))

    page = window.get(f"/tasks/{task}").text
    answer = window.post(f"/tasks/{task}/complete", {"form_data": json.dumps(staff.REGISTER)})

    assert "现在不能提交" in page
    assert "disabled aria-describedby" in page
    assert answer.status_code == 422
    assert center.rows(select(Task.c.state))[0][0] == "open"


def test_one_person_alone_on_site_is_told_beforehand_and_refused(center: House):
    """行政许可法 34: two persons or more; the second is another."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    reviewer = center.signed_in("reviewer")
    staff.done(reviewer, application, staff.REVIEW)
    staff.done(reviewer, application, staff.INSPECT)
    second = next(iter(staff.tasks_in(reviewer.get("/inbox?box=queue").text)))

    page = reviewer.get(f"/tasks/{second}").text
    answer = reviewer.post(f"/inbox/{second}/claim?box=queue")

    assert "您现在不能认领" in page
    assert answer.status_code == 422
    assert "两名以上工作人员" in answer.text


def test_what_is_wrong_with_a_material_is_asked_for(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)

    answer = acceptor.post(f"/tasks/{task}/materials/m02", {"verdict": "wrong"})

    assert answer.status_code == 422


def test_a_verdict_comes_back_as_one_part_of_the_page(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    form = {"verdict": "wrong", "problem": "缺比例尺", "demand": "补画"}

    answer = acceptor.post(f"/tasks/{task}/materials/m02", form, headers={"HX-Request": "true"})

    assert "<html" not in answer.text
    assert "缺比例尺" in answer.text
    assert 'id="m-m02"' in answer.text


def test_accepting_with_open_materials_is_refused_and_the_form_stays(center: House):
    """行政许可法 32(5): accepted only when all is there and right."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)

    form = {"form_data": '{"outcome": "accept", "remark": "都看过了"}'}
    answer = acceptor.post(f"/tasks/{task}/complete", form)

    assert answer.status_code == 422
    assert "不能受理" in answer.text
    assert "都看过了" in answer.text


def test_the_counting_of_the_limit_is_on_the_page(center: House):
    """2025-09-26 Friday + 5 working days = 2025-10-10 across National Day (domain 4.5)."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)

    page = acceptor.get(f"/tasks/{task}").text

    assert "受理答复期限：2025-10-10" in page
    assert "国庆" in page
    assert "调休" in page


def test_only_diagram_pages_may_carry_inline_styles(center: House):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))

    with_diagram = window.get(f"/tasks/{task}").headers["Content-Security-Policy"]
    without = window.get("/inbox").headers["Content-Security-Policy"]

    assert "style-src 'self' 'unsafe-inline'" in with_diagram
    assert "script-src 'self';" in with_diagram
    assert "unsafe-inline" not in without


def test_who_decides_sees_all_opinions_and_records(center: House):
    """Domain 4.4, step 9: the decider sees all opinions and the record of the inspection."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    reviewer = center.signed_in("reviewer")
    staff.done(reviewer, application, staff.REVIEW)
    staff.done(reviewer, application, staff.INSPECT)
    staff.done(center.signed_in("inspector"), application, staff.COSIGN)
    staff.done(reviewer, application, staff.OPINION)
    chief = center.signed_in("chief")

    page = chief.get(f"/tasks/{staff.claimed(chief, application)}").text

    assert "已有的意见和记录" in page
    assert "现场核查（第二人签名）" in page
    assert "审查意见</span>" in page
    assert "现场与布局图一致" in page
    assert "书面和现场均符合" in page
