"""The people of one service center, with the authority to handle one item: 食品经营许可."""

from __future__ import annotations

import io
import json
import re
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.web.house import House, Visitor
from workflows import starter
from workflows.authority.commands import AddGrant
from workflows.models import Application, Body, Item, Park
from workflows.people.commands import AddPost
from workflows.people.roles import ROLES
from workflows.people.uscc import check_character

ITEM, PARK, BODY = "scjg-04", "dyjkq", "dyjkq-gwh"

#: (login, name, roles)
PEOPLE = (
    ("window", "张窗口", ("window",)),
    ("acceptor", "李受理", ("acceptor",)),
    ("acceptor2", "赵受理", ("acceptor",)),
    ("reviewer", "王审查", ("reviewer", "inspector")),
    ("inspector", "陈核查", ("inspector",)),
    ("chief", "刘首代", ("approver",)),
    ("guide", "周帮办", ("guide",)),
    ("manager", "孙管理", ("manager",)),
)

APPLICANT = {
    "applicant_kind": "enterprise",
    "name": "德阳旌湖食品有限公司",
    "identifier": "91510600MA6BK12342",
    "legal_representative": "何总",
    "address": "德阳市旌阳区一号",
    "contact": "何联系",
    "mobile": "13800001234",
}
FORM = {
    **APPLICANT,
    "delivery_method": "window",
    "truth_promise": True,
    "applied_on": "2025-09-26",
    "business_type": "catering",
    "business_scope": ["hot"],
    "area_m2": 120,
    "premises": "德阳市旌阳区一号",
    "employees": 8,
    "safety_manager": "何安全",
    "layout_confirmed": True,
}
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def staff(house: House) -> None:
    """Bring in the starter set, the people, and one grant that covers all acts."""
    starter.install(house.office, house.city)
    for code in (BODY, "scjg", PARK):
        table = Park if code == PARK else Body
        house.ids[code] = _id(house, table, code)
    for login, name, roles in PEOPLE:
        body, park = house.ids[BODY], house.ids[PARK]
        posts = [AddPost(body, role, f"{ROLES[role]}（经开区）", park) for role in roles]
        house.person(login, name, *posts)
    grant(house)


def grant(house: House) -> UUID:
    """The park's committee may do all of it, by transfer (直接下放)."""
    ids = house.ids
    command = AddGrant(
        number="德府函〔2025〕1号",
        mode="TRANSFER",
        item_id=_id(house, Item, ITEM),
        park_id=ids[PARK],
        delegator_id=ids["scjg"],
        delegatee_id=ids[BODY],
        actions=("receive", "accept", "correct", "review", "inspect", "decide", "issue", "deliver"),
        legal_basis="《行政许可法》第二十五条",
        instrument="德阳市人民政府关于下放事项的决定",
        valid_from=house.today,
    )
    made: UUID = house.do(command)
    return made


def enterprise(house: House, application: UUID) -> None:
    """A person who signs in for the applicant of ``application`` as ``corp``."""
    party = house.rows(select(Application.party_id).where(Application.id == application))
    house.person("corp", "何总", party=party[0][0])


def saved(visitor: Visitor, form: dict[str, Any] | None = None) -> str:
    """An application kept as a draft through the page. Gives its id."""
    data = {"item": ITEM, "park": PARK, "form_data": json.dumps(form or FORM)}
    answer = visitor.post("/applications/save", data)
    assert answer.status_code == 302, answer.text
    return str(answer.location).split("/")[2]


def with_materials(visitor: Visitor, application: str, but: tuple[str, ...] = ()) -> None:
    """Upload every material of the item, but for some."""
    for code in ("m01", "m02", "m03", "m04", "m05"):
        if code in but:
            continue
        file = (io.BytesIO(PDF), f"{code}.pdf")
        answer = visitor.post(f"/applications/{application}/materials/{code}", {"file": file})
        assert answer.status_code == 302, answer.text


def form_of(number: int) -> dict[str, Any]:
    """The form of another company."""
    stem = f"91510600MA6BL{number:04}"
    company = {"name": f"德阳第{number}食品厂", "identifier": stem + check_character(stem)}
    return {**FORM, **company}


def submitted(
    house: House,
    visitor: Visitor,
    but: tuple[str, ...] = (),
    form: dict[str, Any] | None = None,
) -> str:
    """An application with its materials, handed in through the page. Gives its id."""
    form = form or FORM
    application = saved(visitor, form)
    with_materials(visitor, application, but)
    answer = visitor.post(
        f"/applications/{application}/submit",
        {"item": ITEM, "park": PARK, "form_data": json.dumps(form)},
    )
    assert answer.status_code == 302, answer.text
    return application


def _id(house: House, table: Any, code: str) -> UUID:
    found: UUID = house.rows(select(table.id).where(table.code == code))[0][0]
    return found


def claimed(visitor: Visitor, application: str) -> str:
    """The open task of ``application``, claimed by the visitor from the queue. Gives its id."""
    task = _task_in(visitor.get("/inbox?box=queue").text)
    assert task, f"nothing to claim for {application}"
    answer = visitor.post(f"/inbox/{task}/claim?box=queue")
    assert answer.status_code == 302, answer.text
    return task


def done(visitor: Visitor, application: str, form: dict[str, Any]) -> str:
    """Claim the task of ``application`` and finish it with ``form``. Gives its id."""
    task = claimed(visitor, application)
    answer = visitor.post(f"/tasks/{task}/complete", {"form_data": json.dumps(form)})
    assert answer.status_code == 302, answer.text
    return task


def checked(visitor: Visitor, task: str, wrong: dict[str, str] | None = None) -> None:
    """A verdict on every material: ok but for those in ``wrong`` {code: problem}."""
    for code in ("m01", "m02", "m03", "m04", "m05"):
        problem = (wrong or {}).get(code)
        verdict = {"verdict": "wrong", "problem": problem, "demand": "请重新提交"}
        data = verdict if problem else {"verdict": "ok"}
        answer = visitor.post(f"/tasks/{task}/materials/{code}", data)
        assert answer.status_code == 302, answer.text


def tasks_in(page: str) -> set[str]:
    """Ids of the tasks in a list."""
    return set(re.findall(r'data-open href="/tasks/([0-9a-f-]{36})', page))


def next_page(page: str) -> str:
    """Address behind 下一页."""
    found = re.search(r'rel="next" href="([^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def first_link(page: str) -> str:
    found = re.search(r'href="([^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def _task_in(page: str) -> str:
    found = re.search(r'href="/tasks/([0-9a-f-]{36})\?', page)
    return found[1] if found else ""


REGISTER = {"originals_checked": True, "paper_copies": 0, "intake": "window"}
REVIEW = {"findings": "材料符合要求", "conditions_met": "yes", "recommendation": "approve"}
INSPECT = {
    "inspected_on": "2025-09-26",
    "place": "经营场所",
    "attendee": "何总",
    "checked": ["premises"],
    "findings": "现场与布局图一致",
    "inspection": "pass",
    "signed": True,
}
COSIGN = {"cosigned": "agree", "signed": True}
OPINION = {"findings": "书面和现场均符合", "recommendation": "approve"}
APPROVE = {"decision": "approve", "granted": "热食类食品制售", "valid_years": 5}
DELIVER = {"method": "window", "delivered_on": "2025-09-26", "receiver": "何总"}
ARCHIVE = {"contents": ["application"], "retention": "30", "complete": True}
