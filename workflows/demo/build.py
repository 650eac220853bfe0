"""Making the demo: tenant, people and grants, then ninety days of cases on a moved clock."""

from __future__ import annotations

import heapq
from datetime import date
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from engine.ids import UuidV7
from engine.protocols import Actor
from workflows.clock import at_shanghai
from workflows.demo.grants import grants
from workflows.demo.people import ADMIN_LOGIN, ADMIN_NAME, APPLICANTS, PASSWORD, STAFF, Staff
from workflows.demo.programme import BEGINS, OPENS, programme
from workflows.demo.stage import Stage
from workflows.handling.commands import SaveApplication
from workflows.handling.models import Application
from workflows.items.models import Item
from workflows.people.commands import AddPerson, AddPost, Appoint, SetPassword
from workflows.people.models import Body, Park
from workflows.starter import install
from workflows.tenants.commands import InitTenant

if TYPE_CHECKING:
    from workflows.office import Office

_APPOINTED = date(2025, 6, 1)


def build(office: Office) -> UUID:
    """Make the demo in an empty office; its clock then stands at the morning it opens.

    Gives the tenant. All is done by ``office.execute``: nothing is written beside it.
    """
    # Not from the engine's ids: those would go on from the real time, and never back to the demo's
    tenant = UuidV7(lambda: at_shanghai(BEGINS, 8)).new()
    init = InitTenant(
        "德阳市", "510600000000", ADMIN_NAME, ADMIN_LOGIN, PASSWORD, is_demo=True,
        starts_at=at_shanghai(BEGINS, 8),
    )  # fmt: skip
    office.execute(init, actor=Actor(tenant, None, channel="cli"))
    install(office, tenant)
    stage = Stage(office, tenant)
    _learn_codes(stage)
    _hire(stage)
    for grant in grants(stage.ids):
        stage.do(grant)
    _admit_applicants(stage)
    play(stage)
    stage.at(OPENS)
    return tenant


def play(stage: Stage) -> None:
    """Play all stories side by side, the earliest step first, until the demo opens."""
    order = count()
    due = [(begins, next(order), story) for begins, story in programme(stage)]
    heapq.heapify(due)
    while due:
        instant, _, story = heapq.heappop(due)
        if instant >= OPENS:
            return
        stage.at(instant)
        following = next(story, None)
        if following is not None:
            heapq.heappush(due, (following, next(order), story))


def _learn_codes(stage: Stage) -> None:
    with stage.office.reading() as conn:
        for table in (Body, Park, Item):
            query = select(table.code, table.id).where(table.tenant == stage.tenant)
            stage.ids.update({row.code: row.id for row in conn.execute(query)})


def _hire(stage: Stage) -> None:
    for one in STAFF:
        if one.login not in stage.ids:
            _enter(stage, one.login, AddPerson(one.name, one.login))
        appointment = _appoint(stage, one)
        person = stage.ids[one.login]
        stage.actors.setdefault(one.login, Actor(stage.tenant, person, appointment))


def _appoint(stage: Stage, one: Staff) -> UUID:
    ids = stage.ids
    park, department = ids.get(one.park or ""), ids.get(one.department or "")
    post = stage.do(AddPost(ids[one.body], one.role, one.post, park, department))
    appointment: UUID = stage.do(Appoint(ids[one.login], post, _APPOINTED))
    return appointment


def _enter(stage: Stage, login: str, person: AddPerson) -> None:
    stage.ids[login] = stage.do(person)
    stage.do(SetPassword(stage.ids[login], PASSWORD))


def _admit_applicants(stage: Stage) -> None:
    """Enterprises with an account: known to the window first, as in life."""
    for login, name, enterprise in APPLICANTS:
        save = SaveApplication("scjg-04", "dyjkq", stage.enterprises[enterprise])
        draft = stage.do(save, "zhang.chuangkou")
        _enter(stage, login, AddPerson(name, login, party_id=_party_of(stage, draft)))
        stage.actors[login] = Actor(stage.tenant, stage.ids[login])


def _party_of(stage: Stage, application: UUID) -> UUID:
    query = select(Application.party_id).where(
        Application.tenant == stage.tenant, Application.id == application
    )
    with stage.office.reading() as conn:
        party = conn.execute(query).scalar_one()
    assert party is not None
    return party
