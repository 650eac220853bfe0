"""What stands still, and which cases run on which version: within the person's reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, tuple_

from engine.errors import NotFound
from web.cases.queries import Case, Definition, Incident
from web.reach import sees_all, within_reach
from web.session.identity import Identity
from workflows.models import Application, Base, Body, Item, Park

Deployment = Base.metadata.tables["deployment"]
#: Rows of one page
MOST = 200
#: Where a page ended: when its last row began, and its id
Mark: TypeAlias = tuple[datetime, UUID]
_SINCE = (Incident.c.raised_at, Incident.c.id)
_STARTED = (Case.c.started_at, Case.c.id)


def incidents(conn: Connection, who: Identity, after: Mark | None = None) -> list[Any]:
    """Incidents that nobody has resolved, the oldest first, up to ``MOST`` + 1; also those
    without a case.
    """
    columns = (
        Incident.c.id, Incident.c.case_id, Incident.c.element_id, Incident.c.code,
        Incident.c.message, Incident.c.raised_at, Definition.c.name.label("process"),
        Application.number, Item.name.label("item"),
    )  # fmt: skip
    return _page(conn, _unresolved(who, *columns), _SINCE, after)


def require_incidents(conn: Connection, who: Identity, ids: Iterable[UUID]) -> None:
    """Raises ``NotFound`` unless all of these are unresolved and within the person's reach."""
    wanted = set(ids)
    query = _unresolved(who, Incident.c.id).where(Incident.c.id.in_(wanted))
    if len(conn.execute(query).all()) != len(wanted):
        raise NotFound("no such incident")


def _unresolved(who: Identity, *columns: Any) -> Select[Any]:
    query: Select[Any] = _joined(
        select(*columns)
        .select_from(Incident)
        .outerjoin(Case, and_(Case.c.tenant == Incident.c.tenant, Case.c.id == Incident.c.case_id))
    )
    return query.where(
        Incident.c.tenant == who.tenant, Incident.c.resolved_at.is_(None), _allowed(who)
    )


def versions(conn: Connection, tenant: UUID) -> list[Any]:
    """Processes with more than one version: each version in effect, the newest first."""
    several = (
        select(Definition.c.process_id)
        .where(Definition.c.tenant == tenant)
        .group_by(Definition.c.process_id)
        .having(func.count() > 1)
    )
    query = (
        select(Definition.c.process_id, Definition.c.name, Definition.c.version,
               Definition.c.deployment_id, Definition.c.effective_at)
        .where(Definition.c.tenant == tenant, Definition.c.process_id.in_(several))
        .where(Definition.c.withdrawn_at.is_(None))
        .order_by(Definition.c.process_id, Definition.c.version.desc())
    )  # fmt: skip
    return list(conn.execute(query))


def version(conn: Connection, tenant: UUID, deployment: UUID) -> Any:
    """The one of ``versions`` that this deployment brought. Raises ``NotFound``."""
    for one in versions(conn, tenant):
        if one.deployment_id == deployment:
            return one
    raise NotFound("no such version")


def running(conn: Connection, who: Identity, target: Any, after: Mark | None = None) -> list[Any]:
    """Running cases of the processes of ``target`` on other versions, the oldest first, up to
    ``MOST`` + 1.
    """
    columns = (
        Case.c.id, Case.c.started_at, Case.c.state, Definition.c.version, Application.number,
        Item.name.label("item"),
    )  # fmt: skip
    return _page(conn, _elsewhere(who, target, *columns), _STARTED, after)


def require_running(conn: Connection, who: Identity, target: Any, ids: Iterable[UUID]) -> None:
    """Raises ``NotFound`` unless all of these run on another version, within the reach."""
    wanted = set(ids)
    query = _elsewhere(who, target, Case.c.id).where(Case.c.id.in_(wanted))
    if len(conn.execute(query).all()) != len(wanted):
        raise NotFound("no such case, or it has gone on meanwhile")


def _elsewhere(who: Identity, target: Any, *columns: Any) -> Select[Any]:
    processes = select(Definition.c.process_id).where(
        Definition.c.tenant == who.tenant, Definition.c.deployment_id == target.deployment_id
    )
    query: Select[Any] = _joined(select(*columns).select_from(Case))
    return query.where(
        Case.c.tenant == who.tenant,
        Case.c.process_id.in_(processes),
        Case.c.state.in_(("active", "incident")),
        Case.c.deployment_id != target.deployment_id,
        _allowed(who),
    )


def _page(
    conn: Connection, query: Select[Any], order: tuple[Any, Any], after: Mark | None
) -> list[Any]:
    if after is not None:
        place = (literal(value, column.type) for value, column in zip(after, order, strict=True))
        query = query.where(tuple_(*order) > tuple_(*place))
    return list(conn.execute(query.order_by(*order).limit(MOST + 1)))


def _joined(columns: Any) -> Any:
    """``columns`` with the definition that the case runs on, its application, park and item."""
    return (
        columns.outerjoin(Definition, and_(Definition.c.tenant == Case.c.tenant,
                                           Definition.c.deployment_id == Case.c.deployment_id,
                                           Definition.c.process_id == Case.c.process_id))
        .outerjoin(Application, and_(Application.tenant == Case.c.tenant,
                                     Application.id == Case.c.id))
        .outerjoin(Item, and_(Item.tenant == Case.c.tenant, Item.id == Application.item_id))
        .outerjoin(Park, and_(Park.tenant == Case.c.tenant, Park.id == Application.park_id))
        .outerjoin(Body, and_(Body.tenant == Case.c.tenant, Body.id == Item.department_id))
    )  # fmt: skip


def _allowed(who: Identity) -> ColumnElement[bool]:
    """Cases of the own posts; what has no application for those who watch or run all."""
    mine = and_(Application.id.is_not(None), within_reach(who))
    everything = sees_all(who) or "sysadmin" in who.roles
    return or_(mine, Application.id.is_(None)) if everything else mine
