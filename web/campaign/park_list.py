"""The dynamic list of parks (F17, R-009): add, rename, remove, correct, with every change kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, and_, select

from web import current
from web.campaign import schemas
from web.campaign.blueprint import blueprint, execute, stored, taken, the_campaign, today
from web.campaign.header import Head
from web.i18n import _
from web.schemas import Input, read
from workflows.campaign import states
from workflows.models import CampaignPark, CodeEntry, Enrollment, ListChange, Park, Person, Phase

KINDS = {"add": "新增", "rename": "更名", "merge": "合并", "remove": "退出"}
#: {act: the schema of its form}
ACTS: dict[str, Callable[[Head], Input]] = {
    "add": lambda head: schemas.Adding(),
    "rename": lambda head: schemas.Renaming(head.id),
    "remove": lambda head: schemas.Removing(),
    "correct": lambda head: schemas.Correcting(),
}


@blueprint.get("/list")
def park_list() -> str:
    """Who is on the list, and every change of it."""
    return _page("", {})


@blueprint.post("/list/<act>")
def change_list(act: str) -> ResponseReturnValue:
    """One change, with its reason and its document."""
    make = ACTS.get(act) or abort(404)
    head = the_campaign()
    return taken(
        lambda: execute(read(make(head), {**request.form, "file_id": stored()}), "city_admin"),
        partial(_page, act),
        _("已登记，名单和覆盖率按新的名单计算。"),
        url_for("campaign.park_list"),
    )


def _page(act: str, errors: dict[str, str]) -> str:
    head = the_campaign()
    conn = current.read()
    return render_template(
        "campaign/park_list.html",
        head=head,
        parks=parks_of(conn, head),
        others=_others(conn, head),
        active=_active(conn),
        changes=changes_of(conn, head),
        categories=_categories(conn),
        kinds=KINDS,
        tracks=states.TRACKS,
        act=act,
        errors=errors,
        today=today(),
        once=request.form.get("once") or uuid4(),
        may_change="city_admin" in current.identity().roles,
    )


def _tenant() -> Any:
    return current.identity().tenant


def parks_of(conn: Connection, head: Head) -> list[Any]:
    """Parks that are or were on the list."""
    on_list = and_(CampaignPark.tenant == Park.tenant, CampaignPark.park_id == Park.id)
    query = (
        select(
            Park.id, Park.name, Park.short_name, Park.county, Park.category,
            CodeEntry.name.label("category_name"), CampaignPark.joined_on, CampaignPark.left_on,
        )
        .join(CampaignPark, on_list)
        .outerjoin(
            CodeEntry,
            and_(
                CodeEntry.tenant == Park.tenant,
                CodeEntry.list == "park-category",
                CodeEntry.code == Park.category,
            ),
        )
        .where(Park.tenant == _tenant(), CampaignPark.campaign_id == head.id)
        .order_by(Park.serial)
    )  # fmt: skip
    return list(conn.execute(query))


def _others(conn: Connection, head: Head) -> list[Any]:
    """Parks in use that could be added."""
    on_list = (
        select(CampaignPark.park_id)
        .where(
            CampaignPark.tenant == _tenant(),
            CampaignPark.campaign_id == head.id,
            CampaignPark.left_on.is_(None),
        )
        .scalar_subquery()
    )
    query = select(Park.id, Park.name).where(
        Park.tenant == _tenant(), Park.active.is_(True), Park.id.not_in(on_list)
    )
    return list(conn.execute(query.order_by(Park.serial)))


def _active(conn: Connection) -> list[Any]:
    """Enrollments that have not ended."""
    query = (
        select(Enrollment.id, Enrollment.park_name, Phase.no)
        .join(Phase, and_(Phase.tenant == Enrollment.tenant, Phase.id == Enrollment.phase_id))
        .where(Enrollment.tenant == _tenant(), Enrollment.ended_at.is_(None))
        .order_by(Phase.no, Enrollment.park_name)
    )
    return list(conn.execute(query))


def changes_of(conn: Connection, head: Head) -> list[Any]:
    query = (
        select(ListChange.__table__, Park.name.label("park"), Person.name.label("who"))
        .join(Park, and_(Park.tenant == ListChange.tenant, Park.id == ListChange.park_id))
        .outerjoin(
            Person, and_(Person.tenant == ListChange.tenant, Person.id == ListChange.person_id)
        )
        .where(ListChange.tenant == _tenant(), ListChange.campaign_id == head.id)
        .order_by(ListChange.recorded_at.desc())
    )
    return list(conn.execute(query))


def _categories(conn: Connection) -> list[Any]:
    query = select(CodeEntry.code, CodeEntry.name).where(
        CodeEntry.tenant == _tenant(),
        CodeEntry.list == "park-category",
        CodeEntry.active.is_(True),
    )
    return list(conn.execute(query.order_by(CodeEntry.id)))
