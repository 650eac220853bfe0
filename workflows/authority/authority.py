"""``Authority``: the one place that says who may act, for whom, by which paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from engine.protocols import Actor, Tx
from workflows.authority.check import Question, Refusal, refusal_of
from workflows.authority.grants import grants_for
from workflows.authority.modes import ACTIONS, MODES
from workflows.authority.ruling import GrantFacts, Ruling
from workflows.clock import legal_day
from workflows.errors import AuthorityRefused
from workflows.items.models import Item
from workflows.law import XKF
from workflows.people.holders import Held, appointment
from workflows.people.models import Body


class Authority:
    """Answers from the table of grants. Without a grant nothing is allowed."""

    @staticmethod
    def may(
        where: Tx | Connection,
        holder: Actor | Held,
        item: UUID,
        action: str,
        park: UUID,
        facts: Mapping[str, Any] | None = None,
        at: date | datetime | None = None,
    ) -> Ruling:
        """Whether the post of ``holder`` may do ``action`` to an item in a park on a day.

        Given a ``Tx``, the grant rows are locked against recall until the commit, and ``at`` may
        be left out (the transaction's day). Given a plain connection, it is a preview.
        """
        place = _Place(where, holder.tenant, item, park, _day(where, at))
        held = _held(place, holder)
        if held is None:
            reason = "您没有在任的岗位，不能办理。"
            return _refused(place, action, Refusal("post-not-in-force", reason, ()), None)
        if held.park is not None and held.park != park:
            reason = "您的岗位不在该园区，不能办理该园区的办件。"
            return _refused(place, action, Refusal("other-park", reason, ()), None)
        return _ruled(place, Question(action, place.on, facts or {}, held))

    @staticmethod
    def require(
        where: Tx | Connection,
        holder: Actor | Held,
        item: UUID,
        action: str,
        park: UUID,
        facts: Mapping[str, Any] | None = None,
        at: date | datetime | None = None,
    ) -> Ruling:
        """As ``may``, but raises ``AuthorityRefused`` where it is not allowed."""
        ruling = Authority.may(where, holder, item, action, park, facts, at)
        if not ruling.allowed:
            raise AuthorityRefused(ruling)
        return ruling

    @staticmethod
    def issuer(
        where: Tx | Connection,
        tenant: UUID,
        item: UUID,
        action: str,
        park: UUID,
        at: date | datetime | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Ruling:
        """In whose name an act is done, whoever signs: for acts of the law itself (视为受理)."""
        place = _Place(where, tenant, item, park, _day(where, at))
        return _ruled(place, Question(action, place.on, facts or {}, None))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and when a ruling is asked for."""

    where: Tx | Connection
    tenant: UUID
    item: UUID
    park: UUID
    on: date

    @property
    def connection(self) -> Connection:
        return self.where if isinstance(self.where, Connection) else self.where.connection

    @property
    def lock(self) -> bool:
        return not isinstance(self.where, Connection)


def _day(where: Tx | Connection, at: date | datetime | None) -> date:
    if at is None:
        if isinstance(where, Connection):
            raise ValueError("a preview names its day")
        at = where.now
    return legal_day(at) if isinstance(at, datetime) else at


def _held(place: _Place, holder: Actor | Held) -> Held | None:
    if isinstance(holder, Held):
        in_time = holder.starts_on <= place.on and (
            holder.ends_on is None or place.on <= holder.ends_on
        )
        return holder if in_time else None
    if holder.appointment is None or holder.person is None:
        return None
    held = appointment(place.connection, place.tenant, holder.appointment, place.on)
    return held if held is not None and held.person == holder.person else None


def _ruled(place: _Place, asked: Question) -> Ruling:
    if asked.action not in ACTIONS:
        raise ValueError(f"no such action: {asked.action}")
    grants = grants_for(place.connection, place.tenant, place.item, place.park, lock=place.lock)
    nearest: tuple[Refusal, GrantFacts] | None = None
    for grant in grants:
        refusal = refusal_of(grant, asked)
        if refusal is None:
            return _allowed(place, asked, grant)
        if nearest is None or refusal.passed >= nearest[0].passed:
            nearest = refusal, grant
    if nearest is None:
        return _without_grant(place, asked.action)
    return _refused(place, asked.action, *nearest)


def _without_grant(place: _Place, action: str) -> Ruling:
    body, name = _department(place)
    reason = f"该事项没有授权在本园区办理，由{name}办理（{XKF.article('二十二')}）。"
    return Ruling(
        False, "no-grant", reason, action, place.item, place.park, place.on,
        principal=body, who_could=(name,) if name else (),
    )  # fmt: skip


def _refused(place: _Place, action: str, refusal: Refusal, grant: GrantFacts | None) -> Ruling:
    ruling = Ruling(
        False, refusal.code, refusal.reason, action, place.item, place.park, place.on,
        who_could=refusal.who_could,
    )  # fmt: skip
    if grant is None:
        return ruling
    return replace(
        ruling, grant=grant.id, grant_number=grant.number, grant_version=grant.version,
        mode=grant.mode, principal=grant.delegator,
    )  # fmt: skip


def _allowed(place: _Place, asked: Question, grant: GrantFacts) -> Ruling:
    own_name = MODES[grant.mode].name_of == "delegatee"
    side = "delegatee" if own_name else "delegator"
    name = getattr(grant, f"{side}_name")
    return Ruling(
        True, "allowed", f"依{MODES[grant.mode].instrument}（{grant.number}）办理。",
        asked.action, place.item, place.park, place.on,
        grant=grant.id, grant_number=grant.number, grant_version=grant.version, mode=grant.mode,
        body=grant.delegatee, issuer=getattr(grant, side), name_on_document=name,
        document_prefix=getattr(grant, f"{side}_prefix"),
        seal=grant.seal_name or f"{name}行政审批专用章",
        respondent=getattr(grant, side), review_body=getattr(grant, f"{side}_review"),
        court=getattr(grant, f"{side}_court"), legal_basis=grant.legal_basis,
        valid_from=grant.valid_from, valid_to=grant.valid_to,
        deputy=asked.held is not None and asked.held.deputy_for is not None,
    )  # fmt: skip


def _department(place: _Place) -> tuple[UUID | None, str]:
    row = place.connection.execute(
        _DEPARTMENT, {"tenant": place.tenant, "item": place.item}
    ).first()
    return (None, "法定实施机关") if row is None else (row[0], row[1])


_DEPARTMENT = (
    select(Body.id, Body.name)
    .join(Item, (Item.tenant == Body.tenant) & (Item.department_id == Body.id))
    .where(Item.tenant == bindparam("tenant"), Item.id == bindparam("item"))
)
