"""Who may see which application: one rule for lists, case pages, documents and files."""

from __future__ import annotations

import io
import json
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.web import staff
from tests.web.house import House, Visitor
from workflows.models import Application, Appointment, Body, Material, Park, Person
from workflows.people.commands import AddPost, ChangeBody, EndAppointment


def test_a_county_post_sees_the_cases_of_the_parks_of_its_county_only(center: House) -> None:
    application = staff.submitted(center, center.signed_in("guide"))
    there = _county_of(center, application)
    here = _county_lead(center, "jyqspj", there)
    elsewhere = _county_lead(center, "ljqspj", "罗江区")

    assert here.get(f"/cases/{application}").status_code == 200
    assert f"/cases/{application}" in here.get("/cases").text
    assert elsewhere.get(f"/cases/{application}").status_code == 404
    assert f"/cases/{application}" not in elsewhere.get("/cases").text


def test_a_county_post_is_offered_the_parks_of_its_county(center: House) -> None:
    page = _county_lead(center, "ljqspj", "罗江区").get("/cases").text

    assert 'value="ljjkq"' in page
    assert 'value="dyjkq"' not in page


def test_a_post_at_a_body_without_a_county_covers_none(center: House) -> None:
    application = staff.submitted(center, center.signed_in("guide"))
    nowhere = _county_lead(center, "jyqspj", None)

    assert nowhere.get(f"/cases/{application}").status_code == 404
    assert 'value="dyjkq"' not in nowhere.get("/cases").text


def test_every_county_body_of_the_starter_set_names_a_county_that_has_parks(center: House) -> None:
    counties = {row[0] for row in center.rows(select(Park.county))}
    named = {row[0] for row in center.rows(select(Body.county).where(Body.level == "county"))}
    assert named
    assert named <= counties


def test_a_draft_is_its_applicants_own_until_it_is_submitted(center: House) -> None:
    guide, manager = center.signed_in("guide"), center.signed_in("manager")
    draft = staff.saved(guide)
    file = {"file": (io.BytesIO(staff.PDF), "m01.pdf")}
    guide.post(f"/applications/{draft}/materials/m01", file)
    id = center.rows(select(Material.file_id).where(Material.file_id.is_not(None)))[0][0]

    assert guide.get(f"/files/{id}").status_code == 200
    assert manager.get(f"/files/{id}").status_code == 404

    staff.with_materials(guide, draft, but=("m01",))
    guide.post(f"/applications/{draft}/submit", _sent())
    assert manager.get(f"/files/{id}").status_code == 200


def test_the_applicants_own_people_see_its_case_whoever_handed_it_in(center: House) -> None:
    application = staff.submitted(center, center.signed_in("guide"))
    staff.enterprise(center, UUID(application))

    assert center.signed_in("corp").get(f"/applications/{application}").status_code == 200
    file = center.rows(select(Material.file_id))[0][0]
    assert center.signed_in("corp").get(f"/files/{file}").status_code == 200


def _sent() -> dict[str, Any]:
    return {"item": staff.ITEM, "park": staff.PARK, "form_data": json.dumps(staff.FORM)}


def _county_of(house: House, application: str) -> str:
    query = select(Park.county).join(Application, Application.park_id == Park.id)
    return str(house.rows(query)[0][0])


def _county_lead(house: House, body: str, county: str | None) -> Visitor:
    """Somebody of the approval bureau of a county."""
    id = house.rows(select(Body.id).where(Body.code == body))[0][0]
    house.do(
        ChangeBody(id, "某区行政审批局", "approval_bureau", "行政机关", "county", county=county)
    )
    house.person(body, "区县", AddPost(id, "county_lead", "园区岗"))
    return house.signed_in(body)


def test_a_post_that_ended_yesterday_opens_neither_the_task_nor_the_case(center: House) -> None:
    window = center.signed_in("window")
    case = staff.submitted(center, window)
    task = staff.claimed(window, case)
    person = select(Person.id).where(Person.login == "window").scalar_subquery()
    [held] = center.rows(select(Appointment.id).where(Appointment.person_id == person))
    center.do(EndAppointment(held[0], center.today, "调离"))
    assert window.get(f"/tasks/{task}").status_code == 200  # the last day counts

    center.later(days=1)

    for address in (f"/tasks/{task}", f"/tasks/{task}/diagram", f"/cases/{case}"):
        assert window.get(address).status_code == 404, address
    done = {"form_data": json.dumps(staff.REGISTER)}
    assert window.post(f"/tasks/{task}/complete", done).status_code == 404
