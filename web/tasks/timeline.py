"""What happened to an application, in order: legal acts, and steps that are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, literal, null, select, union_all

from workflows.handling.states import APPROVED, REFUSED, label_under
from workflows.models import Appointment, Base, Decision, Person, Post

ACTS: dict[str, str] = {
    "receive": "收件",
    "accept": "受理",
    "not_accepted": "不予受理",
    "not_required": "不受理",
    "correct": "告知补正",
    "check_correction": "核对补正材料",
    "deem_accepted": "视为受理",
    "return": "退件",
    "review": "审查",
    "inspect": "现场核查",
    "approve": "准予",
    "refuse": "不予",
    "back": "退回审查",
    "deliver": "送达",
    "archive": "归档",
    "withdraw": "撤回申请",
}

#: Steps that repeat an act: the second opinion and signature have names of their own
_SECOND = {"opinion": "审查意见", "cosign": "现场核查（第二人签名）"}
#: Acts that give the result
_RESULTS = {"approve": APPROVED, "refuse": REFUSED}
#: Recorded so much later than it happened, it is said
_LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    what: str
    happened_at: datetime
    recorded_at: datetime
    who: str | None
    post: str | None
    on_behalf_of: str | None
    reason: str | None
    #: Code of the legal act; empty for a step that is none
    act: str = ""
    #: Element of the diagram, and what was filled in on its form
    element: str | None = None
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def recorded_late(self) -> bool:
        return self.recorded_at - self.happened_at > _LATE


def timeline(
    conn: Connection, tenant: UUID, case_id: UUID, regime: str | None = None
) -> list[Entry]:
    """All that happened, first things first, in the words of ``regime``. One statement."""
    rows = conn.execute(_STATEMENT, {"tenant": tenant, "case": case_id}).all()
    acts = {row.at for row in rows if row.kind == "act"}
    # a step and the legal act it recorded are one line
    return [_entry(row, regime) for row in rows if row.kind == "act" or row.at not in acts]


def act_words(act: str, regime: str | None) -> str:
    """What was done: the result of an item that is no licence has words of its own."""
    if act in _RESULTS:
        return label_under(_RESULTS[act], regime)
    return ACTS.get(act, act)


def _entry(row: Any, regime: str | None) -> Entry:
    element: Any = (row.facts or {}).get("element")
    return Entry(
        what=_SECOND.get(element) or act_words(row.what, regime),
        act=row.what if row.kind == "act" else "",
        happened_at=row.happened_at,
        recorded_at=row.at,
        who=row.who,
        post=row.post,
        on_behalf_of=row.behalf,
        reason=row.reason,
        element=element,
        form=(row.facts or {}).get("form") or {},
    )


_T: Any = bindparam("tenant")
_Task = Base.metadata.tables["task"]
_Behalf = Person.__table__.alias("behalf")
_ACTED = select(
    literal("act").label("kind"),
    Decision.act.label("what"),
    Decision.happened_at.label("happened_at"),
    Decision.recorded_at.label("at"),
    Decision.person_id.label("person"),
    Decision.appointment_id.label("appointment"),
    Decision.on_behalf_of.label("behalf_of"),
    Decision.reason.label("reason"),
    Decision.facts.label("facts"),
).where(Decision.tenant == _T, Decision.application_id == bindparam("case"))
_DONE = select(
    literal("step"),
    _Task.c.name,
    _Task.c.closed_at,
    _Task.c.closed_at,
    _Task.c.closed_by,
    _Task.c.closed_as,
    null(),
    null(),
    null(),
).where(_Task.c.tenant == _T, _Task.c.case_id == bindparam("case"), _Task.c.state == "completed")
_All = union_all(_ACTED, _DONE).subquery()
_STATEMENT = (
    select(
        _All.c.kind,
        _All.c.what,
        _All.c.happened_at,
        _All.c.at,
        _All.c.reason,
        _All.c.facts,
        Person.name.label("who"),
        Post.name.label("post"),
        _Behalf.c.name.label("behalf"),
    )
    .select_from(_All)
    .outerjoin(Person, and_(Person.tenant == _T, Person.id == _All.c.person))
    .outerjoin(Appointment, and_(Appointment.tenant == _T, Appointment.id == _All.c.appointment))
    .outerjoin(Post, and_(Post.tenant == _T, Post.id == Appointment.post_id))
    .outerjoin(_Behalf, and_(_Behalf.c.tenant == _T, _Behalf.c.id == _All.c.behalf_of))
    .order_by(_All.c.happened_at, _All.c.at)
)
