"""Settings of the evaluation: what the plan leaves open, and who works at which park (D10)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, and_, or_, select

from web import current
from web.campaign import schemas
from web.campaign.blueprint import blueprint, execute, taken, the_campaign, today
from web.i18n import _
from web.schemas import read
from workflows.models import Appointment, Campaign, Park, Person, Post, Secondment


@blueprint.get("/settings")
def settings() -> str:
    """Pass marks, rounds, limits; secondments."""
    return _page("", {})


@blueprint.post("/settings")
def change_settings() -> ResponseReturnValue:
    """Running rounds take it at their next step."""
    form = schemas.Settings(the_campaign().id)
    return _take("settings", lambda: execute(read(form, request.form), "city_admin"))


@blueprint.post("/secondments")
def add_secondment() -> ResponseReturnValue:
    """Somebody works at a park and does not evaluate it meanwhile (D10)."""
    form = schemas.Secondment()
    return _take("secondment", lambda: execute(read(form, request.form), "city_admin"))


@blueprint.post("/secondments/<uuid:secondment>/end")
def end_secondment(secondment: UUID) -> ResponseReturnValue:
    """It is over, or will be."""
    form = schemas.SecondmentEnd(secondment)
    return _take(str(secondment), lambda: execute(read(form, request.form), "city_admin"))


def _take(form: str, act: Any) -> ResponseReturnValue:
    back = url_for("campaign.settings")
    return taken(act, partial(_page, form), _("已登记。"), back)


def _page(form: str, errors: dict[str, str]) -> str:
    head, conn = the_campaign(), current.read()
    return render_template(
        "campaign/settings.html",
        head=head,
        now=settings_of(conn, head.id),
        secondments=secondments_of(conn),
        people=_evaluators(conn),
        parks=_parks(conn),
        form=form,
        errors=errors,
        today=today(),
        once=request.form.get("once") or uuid4(),
        may_change="city_admin" in current.identity().roles,
    )


def _tenant() -> UUID:
    return current.identity().tenant


def settings_of(conn: Connection, campaign: UUID) -> Any:
    """The campaign's row."""
    query = select(Campaign.__table__).where(Campaign.tenant == _tenant(), Campaign.id == campaign)
    return conn.execute(query).one()


def secondments_of(conn: Connection) -> list[Any]:
    """Those that go on first."""
    query = (
        select(
            Secondment.id, Secondment.starts_on, Secondment.ends_on, Person.name.label("who"),
            Park.short_name.label("park"),
        )
        .join(
            Person, and_(Person.tenant == Secondment.tenant, Person.id == Secondment.person_id)
        )
        .join(Park, and_(Park.tenant == Secondment.tenant, Park.id == Secondment.park_id))
        .where(Secondment.tenant == _tenant())
        .order_by(Secondment.ends_on.is_not(None), Secondment.starts_on.desc(), Secondment.id)
    )  # fmt: skip
    return list(conn.execute(query))


def _evaluators(conn: Connection) -> list[Any]:
    """(id, name) of those who may be asked to evaluate."""
    day = today()
    query = (
        select(Person.id, Person.name)
        .join(
            Appointment,
            and_(
                Appointment.tenant == Person.tenant,
                Appointment.person_id == Person.id,
                Appointment.starts_on <= day,
                or_(Appointment.ends_on.is_(None), Appointment.ends_on >= day),
            ),
        )
        .join(Post, and_(Post.tenant == Person.tenant, Post.id == Appointment.post_id))
        .where(Person.tenant == _tenant(), Person.active.is_(True), Post.role == "evaluator")
        .distinct()
        .order_by(Person.name)
    )
    return list(conn.execute(query))


def _parks(conn: Connection) -> list[Any]:
    query = select(Park.id, Park.short_name).where(Park.tenant == _tenant(), Park.active.is_(True))
    return list(conn.execute(query.order_by(Park.serial)))
