"""What stands still, and which cases run on which version: within the person's reach."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from web.cases.queries import Case, Definition, Incident
from web.reach import sees_all, within_reach
from web.session.identity import Identity
from workflows.models import Application, Base, Body, Item, Park

Deployment = Base.metadata.tables["deployment"]
#: Rows of one page; what is older comes when these are done
MOST = 200


def incidents(conn: Connection, who: Identity) -> list[Any]:
    """Incidents that nobody has resolved, the oldest first; also those without a case."""
    query = (
        _joined(
            select(
                Incident.c.id, Incident.c.case_id, Incident.c.element_id, Incident.c.code,
                Incident.c.message, Incident.c.raised_at, Definition.c.name.label("process"),
                Application.number, Item.name.label("item"),
            ).select_from(Incident).outerjoin(
                Case, and_(Case.c.tenant == Incident.c.tenant, Case.c.id == Incident.c.case_id)
            )
        )
        .where(Incident.c.tenant == who.tenant, Incident.c.resolved_at.is_(None), _allowed(who))
        .order_by(Incident.c.raised_at, Incident.c.id)
        .limit(MOST)
    )  # fmt: skip
    return list(conn.execute(query))


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


def running(conn: Connection, who: Identity, process: str, target: UUID) -> list[Any]:
    """Running cases of a process on another version than ``target``, the oldest first."""
    query = (
        _joined(
            select(Case.c.id, Case.c.started_at, Case.c.state, Definition.c.version,
                   Application.number, Item.name.label("item")).select_from(Case)
        )
        .where(
            Case.c.tenant == who.tenant,
            Case.c.process_id == process,
            Case.c.state.in_(("active", "incident")),
            Case.c.deployment_id != target,
            _allowed(who),
        )
        .order_by(Case.c.started_at, Case.c.id)
        .limit(MOST)
    )  # fmt: skip
    return list(conn.execute(query))


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
