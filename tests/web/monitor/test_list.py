"""The list of cases shows what somebody's posts cover, narrowed by its address, and no more."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.web import staff
from tests.web.house import House
from workflows.models import Body, Park
from workflows.people.commands import AddPost


def other_park(house: House, login: str) -> None:
    """A manager of another park."""
    park = house.rows(select(Park.id).where(Park.code != staff.PARK))[0][0]
    body = house.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    post = AddPost(body, "manager", "外园管理", park_id=park)
    house.person(login, "外园管理", post)


def test_a_manager_sees_the_cases_of_the_own_park_only(center: House) -> None:
    case = staff.submitted(center, center.signed_in("window"))
    other_park(center, "faraway")
    assert f"/cases/{case}" in center.signed_in("manager").get("/cases").text
    faraway = center.signed_in("faraway")
    assert f"/cases/{case}" not in faraway.get("/cases").text
    assert faraway.get(f"/cases/{case}").status_code == 404
    assert faraway.get(f"/cases/{case}/diagram.bpmn").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=submitted", True),
        ("state=archived", False),
        ("state=running", True),
        ("state=stuck", False),
        ("age=3", True),
        ("age=old", False),
        ("process=item-handling", True),
        ("process=another", False),
        (f"park={staff.PARK}", True),
        ("park=elsewhere", False),
        ("light=black", False),
        ("q=旌湖", True),
        ("q=spjy", True),
        ("q=dygx", False),
        ("q=%25", False),
    ],
)
def test_each_filter_narrows_the_list(center: House, query: str, found: bool) -> None:
    case = staff.submitted(center, center.signed_in("window"))
    page = center.signed_in("manager").get(f"/cases?{query}").text
    assert (f"/cases/{case}" in page) is found


def test_the_export_holds_exactly_what_is_shown(center: House) -> None:
    window = center.signed_in("window")
    for _ in range(2):
        staff.submitted(center, window)
    manager = center.signed_in("manager")
    all_of_it = load_workbook(BytesIO(manager.get("/cases/export.xlsx").data)).active
    none_of_it = load_workbook(
        BytesIO(manager.get("/cases/export.xlsx?state=archived").data)
    ).active
    assert all_of_it.max_row == 3
    assert none_of_it.max_row == 1


def test_the_next_page_begins_where_this_one_ended(
    center: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    import re

    from web.monitor import queries

    monkeypatch.setattr(queries, "PAGE", 2)
    window = center.signed_in("window")
    cases = {staff.submitted(center, window) for _ in range(3)}
    manager = center.signed_in("manager")
    first = manager.get("/cases").text
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link
    second = manager.get("/cases" + link[1].replace("&amp;", "&")).text
    on_first = {case for case in cases if f"/cases/{case}" in first}
    on_second = {case for case in cases if f"/cases/{case}" in second}
    assert len(on_first) == 2
    assert on_first | on_second == cases
    assert not on_first & on_second


def test_an_administrator_of_accounts_sees_no_case(center: House) -> None:
    assert center.signed_in("admin").get("/cases").status_code == 403
