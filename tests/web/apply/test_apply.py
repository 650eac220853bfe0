"""Applications from the applicant's side."""

from __future__ import annotations

import io
import json
from uuid import UUID

from tests.web import staff
from tests.web.house import House


def test_a_known_company_is_found_by_the_initials_of_its_pinyin(center: House):
    window = center.signed_in("window")
    staff.saved(window)

    found = window.get("/applications/parties?q=dyjh&item=scjg-04&park=dyjkq").text

    assert "德阳旌湖食品有限公司" in found
    assert staff.APPLICANT["identifier"] in found


def test_a_picked_company_is_filled_in(center: House):
    window = center.signed_in("window")
    staff.saved(window)
    found = window.get("/applications/parties?q=dyjh&item=scjg-04&park=dyjkq").text
    address = staff.first_link(found)

    page = window.get(f"/applications/new{address}").text

    assert '"name": "德阳旌湖食品有限公司"' in page


def test_a_draft_whose_applicant_is_incomplete_or_wrong_is_kept(center: House):
    """暂存 loses nothing; what must be put right before submission is named at once."""
    window = center.signed_in("window")
    form = {**staff.FORM, "identifier": "91510600MA6BK1234X", "contact": ""}
    data = {"item": staff.ITEM, "park": staff.PARK, "form_data": json.dumps(form)}

    kept = window.post("/applications/save", data)

    page = window.follow(kept).text
    assert "末位校验码正确" in page
    assert "请填写联系人" in page
    assert "91510600MA6BK1234X" in page
    assert staff.APPLICANT["name"] in window.get("/applications").text


def test_an_empty_draft_is_listed_and_submitted_once_it_is_complete(center: House):
    window = center.signed_in("window")
    application = staff.saved(window, {"premises": "旌湖东路"})
    assert "申请人未填写" in window.get("/applications").text
    assert "旌湖东路" in window.get(f"/applications/{application}/edit").text

    data = {"item": staff.ITEM, "park": staff.PARK, "form_data": json.dumps(staff.FORM)}
    answer = window.post(f"/applications/{application}/submit", data)

    assert answer.status_code == 302, answer.text
    assert staff.APPLICANT["name"] in window.get("/applications").text


def test_what_is_wrong_at_submission_is_named_at_once_and_kept(center: House):
    """Of the applicant (check character of GB 32100) and of the rest of the form."""
    window = center.signed_in("window")
    application = staff.saved(window)
    form = {**staff.FORM, "identifier": "91510600MA6BK1234X", "premises": ""}
    data = {"item": staff.ITEM, "park": staff.PARK, "form_data": json.dumps(form)}

    answer = window.post(f"/applications/{application}/submit", data)

    assert answer.status_code == 422
    assert "末位校验码正确" in answer.text
    assert '"premises"' in answer.text
    assert "91510600MA6BK1234X" in window.get(f"/applications/{application}/edit").text


def test_a_draft_without_applicant_is_nobody_elses(center: House):
    """Who has no enterprise does not share the one that is not there."""
    application = staff.saved(center.signed_in("window"), {"premises": "旌湖东路"})

    assert center.signed_in("acceptor").get(f"/applications/{application}").status_code in (
        403,
        404,
    )


def test_a_half_filled_application_is_not_submitted(center: House):
    window = center.signed_in("window")
    half = {key: value for key, value in staff.FORM.items() if key != "premises"}
    application = staff.saved(window, half)
    data = {"item": staff.ITEM, "park": staff.PARK, "form_data": json.dumps(half)}

    answer = window.post(f"/applications/{application}/submit", data)

    assert answer.status_code == 422
    assert '"premises"' in answer.text


def test_a_file_that_a_browser_could_run_is_refused(center: House):
    window = center.signed_in("window")
    application = staff.saved(window)
    file = (io.BytesIO(b"<html><script>alert(1)</script></html>"), "plan.pdf")

    answer = window.post(f"/applications/{application}/materials/m01", {"file": file})

    assert answer.status_code == 422
    assert "不接收此类文件" in answer.text


def test_an_application_without_any_material_may_be_handed_in(center: House):
    """The window receives what there is; what is missing is told once (行政许可法 32)."""
    window = center.signed_in("window")
    application = staff.submitted(center, window, but=("m01", "m02", "m03", "m04", "m05"))

    assert "待收件" in window.get(f"/applications/{application}").text


def test_the_enterprise_sees_its_own_and_nothing_of_others(center: House):
    window = center.signed_in("window")
    own = staff.submitted(center, window)
    other = staff.submitted(center, window, form=staff.form_of(7))
    staff.enterprise(center, UUID(own))
    corp = center.signed_in("corp")

    assert corp.get(f"/applications/{own}").status_code == 200
    assert corp.get(f"/applications/{other}").status_code == 404
    listed = corp.get("/applications").text
    assert own in listed
    assert other not in listed


def test_the_enterprise_applies_in_its_own_name_only(center: House):
    window = center.signed_in("window")
    staff.enterprise(center, UUID(staff.submitted(center, window)))
    corp = center.signed_in("corp")
    data = {
        "item": staff.ITEM,
        "park": staff.PARK,
        "form_data": json.dumps(staff.form_of(3)),
    }

    answer = corp.post("/applications/save", data)

    assert answer.status_code == 422
    assert "只能以本企业的名义申请" in answer.text


def test_correction_is_told_supplied_and_accepted(center: House):
    """One notice names everything; what was named is supplied; then it is accepted."""
    window = center.signed_in("window")
    application = staff.submitted(center, window, but=("m03",))
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task, wrong={"m02": "缺比例尺", "m03": "未提交"})
    told = acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "correct"}'})
    assert told.status_code == 302, told.text
    staff.enterprise(center, UUID(application))
    corp = center.signed_in("corp")
    page = corp.get(f"/applications/{application}").text
    assert "请补正材料" in page
    assert "缺比例尺" in page
    for code in ("m02", "m03"):
        file = (io.BytesIO(staff.PDF), f"{code}-new.pdf")
        answer = corp.post(f"/applications/{application}/materials/{code}", {"file": file})
        assert answer.status_code == 302, answer.text

    assert corp.post(f"/applications/{application}/supply").status_code == 302

    again = staff.claimed(acceptor, application)
    assert "补正后返回" in acceptor.get("/inbox").text
    for code in ("m02", "m03"):
        acceptor.post(f"/tasks/{again}/materials/{code}", {"verdict": "ok"})
    done = acceptor.post(f"/tasks/{again}/complete", {"form_data": '{"correction": "complete"}'})
    assert done.status_code == 302, done.text
    assert "已受理" in corp.get(f"/applications/{application}").text


def test_nothing_beside_the_notice_may_be_replaced(center: House):
    """行政许可法 32(4): what the notice does not name is settled."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task, wrong={"m02": "缺比例尺"})
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "correct"}'})
    file = (io.BytesIO(staff.PDF), "late.pdf")

    answer = window.post(f"/applications/{application}/materials/m01", {"file": file})

    assert answer.status_code == 422
    assert "不在补正告知书内" in answer.text


def test_withdrawn_before_the_decision(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)

    window.post(f"/applications/{application}/withdraw")

    assert "已撤回" in window.get(f"/applications/{application}").text
    assert "收件登记" not in window.get("/inbox?box=queue").text


def test_the_guide_who_helped_is_no_official_for_it(center: House):
    """S7: a helper can't touch the case as an official (domain 6.2)."""
    guide = center.signed_in("guide")
    application = staff.submitted(center, guide)

    assert guide.get(f"/applications/{application}").status_code == 200
    assert "收件登记" not in guide.get("/inbox?box=queue").text


def test_the_enterprise_sees_first_what_it_has_to_do(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task, wrong={"m02": "缺比例尺"})
    staff.enterprise(center, UUID(application))
    corp = center.signed_in("corp")
    before = corp.get("/applications").text
    assert "等您办" not in before
    assert "撤回申请" in before

    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "correct"}'})

    first = corp.get("/applications").text
    assert "等您办" in first
    assert "补正材料" in first
    assert "11月13日" in first  # thirty working days across 国庆
    assert "! 需补正" in corp.get(f"/applications/{application}").text


def test_where_an_item_is_not_handled_is_said_before_the_form(center: House):
    """Nobody fills in a form that cannot be taken; who is competent is named."""
    answer = center.signed_in("window").get("/applications/new?item=sw-28&park=dyjkq")

    assert answer.status_code == 422
    assert "德阳市税务局" in answer.text
    assert "application-form" not in answer.text


def test_a_withdrawn_application_promises_nothing_any_more(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    assert "承诺办结" in window.get(f"/applications/{application}").text

    window.post(f"/applications/{application}/withdraw")

    assert "承诺办结" not in window.get(f"/applications/{application}").text
    assert "承诺" not in window.get("/applications").text
