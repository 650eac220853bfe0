"""Review by page: what changed, publication by another, sent back with a reason."""

from __future__ import annotations

import re

import pytest

from tests.web.designer.drawing import (
    FILE,
    changed,
    content,
    draft,
    published,
    reviewed,
    save,
    submitted,
)
from tests.web.house import House


def test_the_reviewer_sees_what_changed_and_publishes(house: House) -> None:
    at = submitted(house.signed_in("cheng"))
    ye = house.signed_in("ye")
    assert "改环节" in ye.get("/designer").text
    page = ye.get(f"{at}/compare").text
    assert "改一个步骤的名称" in page
    assert FILE in page
    assert "会审意见" in page
    assert published(ye, at).status_code == 302
    assert "第2版" in ye.get("/designer").text
    assert "叶静" in ye.get("/designer/versions/item-handling").text


def test_a_draft_changed_behind_an_open_review_is_not_published(house: House) -> None:
    cheng, ye = house.signed_in("cheng"), house.signed_in("ye")
    at = submitted(cheng)
    seen = reviewed(ye, at)
    cheng.post(f"{at}/take-back")
    body = content(cheng, at).replace("书面审查", "随便审查", 1)
    assert save(cheng, at, body, 2).status_code == 200
    assert cheng.post(f"{at}/submit", {"note": "改"}).status_code == 302
    answer = ye.post(f"{at}/publish", {"reviewed": seen})
    assert answer.status_code == 409
    assert "又改过" in answer.text
    assert "第2版" not in ye.get("/designer").text


def test_a_version_for_a_later_day_shows_what_is_to_come(house: House) -> None:
    at = submitted(house.signed_in("cheng"))
    ye = house.signed_in("ye")
    published(ye, at, effective_on="2025-10-09")
    page = ye.get("/designer").text
    assert "第1版" in page
    assert "2025-10-09" in page
    house.later(days=14)
    assert "第2版" in ye.get("/designer").text


def test_a_version_to_come_is_taken_back_by_the_publisher_and_says_why(house: House) -> None:
    cheng, ye = house.signed_in("cheng"), house.signed_in("ye")
    at = submitted(cheng)
    published(ye, at, effective_on="2025-10-09")
    assert "等待生效" in cheng.get("/designer").text
    assert "/cancel" not in cheng.get("/designer").text
    (address,) = set(
        re.findall(r'action="(/designer/versions/[^"]+/cancel)"', ye.get("/designer").text)
    )
    assert cheng.post(address, {"reason": "我来"}).status_code == 403
    assert ye.post(address, {"reason": " "}).status_code == 422
    assert ye.post(address, {"reason": "上级推迟"}).status_code == 302
    assert "等待生效" not in ye.get("/designer").text
    versions = ye.get("/designer/versions/item-handling").text
    assert "已取消发布" in versions
    assert "上级推迟" in versions
    assert "发布已取消：上级推迟" in cheng.get(at).text
    again = ye.post(address, {"reason": "再来"})
    assert again.status_code == 409
    assert "已经取消" in again.text
    house.later(days=14)
    assert "第2版" not in ye.get("/designer").text


def test_s5_who_worked_on_it_reads_why_another_must_publish(house: House) -> None:
    meng = house.signed_in("meng")
    at = submitted(meng)
    page = meng.get(f"{at}/compare").text
    assert "应当由另一位发布审核人员发布" in page
    answer = published(meng, at)
    assert answer.status_code == 422
    assert "S5" in answer.text
    assert "第2版" not in meng.get("/designer").text


def test_it_is_sent_back_with_a_reason_that_the_designer_reads(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = submitted(cheng)
    ye = house.signed_in("ye")
    assert ye.post(f"{at}/reject", {"reason": ""}).status_code == 422
    ye.post(f"{at}/reject", {"reason": "请写明依据"})
    assert "请写明依据" in cheng.get(at).text


def test_what_keeps_a_draft_back_is_named_in_its_form(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    changed(cheng, at)
    answer = cheng.post(f"{at}/submit", {"note": "", "effective_on": "2025-01-01"})
    assert answer.status_code == 422
    assert "改了什么、为什么改" in answer.text
    assert (
        cheng.post(f"{at}/submit", {"note": "改", "effective_on": "2025-01-01"}).status_code == 422
    )


@pytest.mark.parametrize("login", ["window", "manager", "admin"])
def test_others_neither_see_nor_change_drafts(house: House, login: str) -> None:
    at = draft(house.signed_in("cheng"))
    visitor = house.signed_in(login)
    for address in ("/designer", at, f"{at}/edit/{FILE}", f"{at}/file/{FILE}", f"{at}/compare"):
        assert visitor.get(address).status_code == 403
    assert visitor.post(f"{at}/submit", {"note": "x"}).status_code == 403


def test_a_reviewer_reads_but_does_not_edit(house: House) -> None:
    cheng, ye = house.signed_in("cheng"), house.signed_in("ye")
    at = draft(cheng)
    page = ye.get(f"{at}/edit/{FILE}").text
    assert "data-save>" not in page
    assert ye.client.post(
        f"{at}/file/{FILE}", json={"body": "x", "based_on": 1}, headers={"X-CSRFToken": ye.token}
    ).status_code == 403  # fmt: skip
    assert content(ye, at) == content(cheng, at)


@pytest.mark.parametrize("depth", [500, 900, 5000])
def test_a_form_that_nests_too_deeply_is_a_finding_and_can_be_removed(
    house: House, depth: int
) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    parts = '{"type":"group","components":[' * depth + "]}" * depth
    form = f'{{"type":"default","id":"deep","components":[{parts}]}}'
    assert save(cheng, at, form, 0, "deep.form").status_code == 200

    for address in (at, f"{at}/edit/deep.form", f"{at}/compare", f"{at}/try"):
        assert cheng.get(address).status_code == 200, address
    answer = cheng.post(f"{at}/submit", {"note": "改"})
    assert answer.status_code == 422
    assert "deep.form" in answer.text


def test_unknown_drafts_and_files_are_not_found(house: House) -> None:
    cheng = house.signed_in("cheng")
    nobody = "/designer/drafts/01970000-0000-7000-8000-000000000000"
    at = draft(cheng)
    for address in (nobody, f"{nobody}/edit/{FILE}", f"{at}/edit/no.bpmn", f"{at}/file/no.form",
                    f"{at}/history/no.dmn", "/designer/versions/no", f"{nobody}/compare",
                    f"{nobody}/try"):  # fmt: skip
        assert cheng.get(address).status_code == 404, address


def test_a_copy_and_a_draft_given_up(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    copied = str(cheng.post(f"{at}/copy").location)
    assert content(cheng, copied) == content(cheng, at)
    assert cheng.post(f"{at}/drop").status_code == 302
    assert "已放弃" in cheng.get(at).text


def test_a_new_process_is_drafted_checked_and_published_on_its_own(house: House) -> None:
    cheng, ye = house.signed_in("cheng"), house.signed_in("ye")
    made = cheng.post("/designer/drafts", {"title": "用印审批", "process_id": "seal-request"})
    at = str(made.location)
    page = cheng.get(at).text
    assert "没有指定由谁办" in page
    body = content(cheng, at, "seal-request.bpmn").replace(
        "<zeebe:userTask/>",
        '<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="window"/>'
        '<zeebe:formDefinition formId="handled"/><yb:step limit="2WD"/>',
    )
    from tests.web.designer.drawing import save, send

    save(cheng, at, body, 1, "seal-request.bpmn")
    send(cheng, f"{at}/add-form", {"name": "forms/handled.form"})
    assert cheng.post(f"{at}/submit", {"note": "新流程"}).status_code == 302
    assert published(ye, at).status_code == 302
    assert "用印审批" in ye.get("/designer").text
