"""The page of a case: all that somebody may know of it, and nothing beyond."""

from __future__ import annotations

import json
import re
from uuid import uuid4

from sqlalchemy import select

from tests.web import staff
from tests.web.house import House
from workflows.models import Body
from workflows.people.commands import AddPost

#: With a right check character
NINE = "911124198108030024"


def registered(house: House) -> str:
    """A case that the window has taken in."""
    window = house.signed_in("window")
    case = staff.submitted(house, window)
    staff.done(window, case, staff.REGISTER)
    return case


def test_it_says_where_the_case_stands_in_one_sentence(center: House) -> None:
    case = registered(center)
    page = center.signed_in("manager").get(f"/cases/{case}").text
    assert "已收件" in page
    assert re.search(r"“[^”]+”等受理岗认领", page), page


def test_numbers_are_masked_for_those_who_only_watch(center: House) -> None:
    case = registered(center)
    watching = center.signed_in("manager").get(f"/cases/{case}").text
    handling = center.signed_in("acceptor").get(f"/cases/{case}").text
    assert "138****1234" in watching
    assert "13800001234" not in watching
    assert "13800001234" in handling


def test_the_diagram_shows_the_way_and_the_token(center: House) -> None:
    case = registered(center)
    manager = center.signed_in("manager")
    found = re.search(r'id="diagram-state">(.*?)</script>', manager.get(f"/cases/{case}").text)
    assert found
    state = json.loads(found[1])
    assert "register" in state["visited"]
    assert state["flows"]
    assert any(one["label"] == "受理岗" for one in state["active"])
    diagram = manager.get(f"/cases/{case}/diagram.bpmn")
    assert diagram.mimetype == "text/xml"
    assert b'id="item-handling"' in diagram.data


def test_a_case_that_is_not_there_and_one_of_others_read_alike(center: House) -> None:
    case = registered(center)
    body = center.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    post = AddPost(body, "process_designer", "流程设计员")
    center.person("designer", "钱设计", post)
    designer = center.signed_in("designer")
    theirs, nobodys = designer.get(f"/cases/{case}"), designer.get(f"/cases/{uuid4()}")
    assert theirs.status_code == nobodys.status_code == 404

    def said(page: str) -> str:
        part = re.search(r"<main.*?</main>", page, re.DOTALL)
        assert part
        return re.sub(r"<code>.*?</code>", "", part[0])

    assert said(theirs.text) == said(nobodys.text)


def test_the_deadline_is_counted_day_by_day(center: House) -> None:
    case = registered(center)
    page = center.signed_in("manager").get(f"/cases/{case}").text
    assert "起算日不计" in page
    assert "yb-day-due" in page


def test_an_incident_of_another_case_cannot_be_retried_here(center: House) -> None:
    case = registered(center)
    manager = center.signed_in("manager")
    manager.get("/cases")
    answer = manager.post(f"/cases/{case}/incidents/{uuid4()}/retry", {"reason": "再试"})
    assert answer.status_code == 404


def test_a_foreigners_number_that_begins_with_nine_is_masked_in_the_queue(center: House) -> None:
    """A permanent residence card has 18 digits from 9 on, as a company's code may have."""
    person = {"applicant_kind": "person", "name": "Anna Muster", "identifier": NINE}
    application = staff.submitted(center, center.signed_in("guide"), form={**staff.FORM, **person})
    assert application
    window = center.signed_in("window")
    task = next(iter(staff.tasks_in(window.get("/inbox?box=queue").text)))

    page = window.get(f"/tasks/{task}").text

    assert "Anna Muster" in page
    assert NINE not in page
