"""What an applicant, guide or window reads about own applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, exists, func, or_, select

from engine.errors import NotFound
from web.i18n import _
from web.journal import Journal
from web.reach import own
from web.session.identity import Identity
from workflows.authority import Authority, Ruling
from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.handling import states
from workflows.handling.clocks import CORRECTION_WAIT
from workflows.models import (
    Application,
    Base,
    Body,
    Decision,
    Item,
    ItemVersion,
    Park,
    Party,
)

log = Journal("apply")


@dataclass(frozen=True)
class Offered:
    """An item that can be applied for."""

    code: str
    name: str
    department: str


@dataclass(frozen=True)
class Own:
    """One of the own applications. ``row``: its columns by name."""

    row: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def party(self) -> str:
        """Name of the applicant, as far as it is known."""
        return self.row.party or (self.row.applicant or {}).get("name") or _("申请人未填写")

    @property
    def state_words(self) -> str:
        return states.label_under(self.state, self.regime)

    @property
    def decision_words(self) -> str:
        return states.label_under(self.decision, self.regime) if self.decision else ""

    @property
    def is_draft(self) -> bool:
        return bool(self.state == states.DRAFT)

    @property
    def wants_correction(self) -> bool:
        return bool(self.state == states.CORRECTION)

    @property
    def ask(self) -> str:
        """What the applicant has to do now; empty while it is the office's turn."""
        if self.is_draft:
            return _("继续填写")
        return _("补正材料") if self.wants_correction and not self.in_hand else ""

    @property
    def takes_materials(self) -> bool:
        """Until acceptance: to fix on the spot, or to supply what the notice names."""
        return self.state in {states.DRAFT, states.SUBMITTED, states.RECEIVED, states.CORRECTION}

    @property
    def runs(self) -> bool:
        """The limits of the decision count."""
        return self.state in states.RUNNING

    @property
    def may_withdraw(self) -> bool:
        return self.state in states.BEFORE_DECISION


@dataclass(frozen=True)
class Milestone:
    """One stage as the enterprise sees it. ``stage``: done, now or ahead."""

    label: str
    stage: str
    on: date | None


def offered_items(conn: Connection, tenant: UUID, today: date) -> list[Offered]:
    """All items with a version in force, by department."""
    rows = conn.execute(
        select(Item.code, Item.name, Body.name)
        .join(Body, and_(Body.tenant == Item.tenant, Body.id == Item.department_id))
        .where(
            Item.tenant == tenant,
            Item.id.in_(
                select(ItemVersion.item_id).where(
                    ItemVersion.tenant == tenant, ItemVersion.effective_on <= today
                )
            ),
        )
        .order_by(Body.code, Item.code)
    )
    return [Offered(*row) for row in rows]


def offered_parks(conn: Connection, who: Identity) -> list[tuple[str, str]]:
    """[(code, name)] of the parks where this person may register applications."""
    found = select(Park.code, Park.name).where(Park.tenant == who.tenant, Park.active)
    own = [held.park_code for held in who.held if held.role in ("guide", "window")]
    if own and None not in own:
        found = found.where(Park.code.in_(own))
    return [(row.code, row.name) for row in conn.execute(found.order_by(Park.serial))]


def handled_there(
    conn: Connection, tenant: UUID, item: str, park: str, at: datetime
) -> Ruling | None:
    """Whether, and by whom, applications for ``item`` are received in ``park``; by their codes."""
    item_id = conn.scalar(select(Item.id).where(Item.tenant == tenant, Item.code == item))
    park_id = conn.scalar(select(Park.id).where(Park.tenant == tenant, Park.code == park))
    if item_id is None or park_id is None:
        return None
    return Authority.issuer(conn, tenant, item_id, "receive", park_id, at)


def own_applications(conn: Connection, who: Identity, q: str = "", limit: int = 100) -> list[Own]:
    """The own applications, latest first."""
    found = _OWN.where(Application.tenant == who.tenant, own(who))
    if q:
        low = q.lower()
        found = found.where(
            or_(
                Application.number.startswith(low, autoescape=True),
                Party.name.contains(q, autoescape=True),
                Party.pinyin.contains(low, autoescape=True),
                Party.initials.contains(low, autoescape=True),
                Item.name.contains(q, autoescape=True),
                Item.initials.contains(low, autoescape=True),
            )
        )
    return [Own(row) for row in conn.execute(found.order_by(Application.id.desc()).limit(limit))]


def own_application(conn: Connection, who: Identity, id: UUID) -> Own:
    """One of them. Raises ``NotFound`` alike for one that is not there and one of others."""
    row = conn.execute(
        _OWN.where(Application.tenant == who.tenant, Application.id == id, own(who))
    ).first()
    if row is None:
        log.warning("not theirs", application=str(id), person=str(who.person))
        raise NotFound("no such application", application=str(id))
    return Own(row)


def correction_due(one: Own, calendar: WorkCalendar) -> date | None:
    """Until when the correction notice may be answered; None where none went out."""
    if one.told_at is None:
        return None
    return calendar.due(legal_day(one.told_at), CORRECTION_WAIT).date


def milestones(one: Own) -> list[Milestone]:
    """申请 → 收件 → 受理 → 审查 → 决定 → 送达, with the days."""
    stages: list[tuple[str, date | datetime | None]] = [
        ("提交", one.submitted_at),
        ("收件", one.received_on),
        ("受理", one.accepted_on),
        ("决定", one.decided_on),
        ("送达", one.delivered_on),
    ]
    done = [on is not None and not one.is_draft for _label, on in stages]
    ended = one.state in states.ENDED
    first_open = len(done) if ended or False not in done else done.index(False)
    return [
        Milestone(label, "done" if done[i] else "now" if i == first_open else "ahead", on)
        for i, (label, on) in enumerate(stages)
    ]


_Task = Base.metadata.tables["task"]
_OF_THIS = (Decision.tenant == Application.tenant, Decision.application_id == Application.id)
_OWN = (
    select(
        exists()
        .where(
            _Task.c.tenant == Application.tenant,
            _Task.c.case_id == Application.id,
            _Task.c.state == "open",
        )
        .label("in_hand"),
        select(func.max(Decision.happened_at))
        .where(*_OF_THIS, Decision.act == "correct")
        .scalar_subquery()
        .label("told_at"),
        Application.id,
        Application.number,
        Application.query_code,
        Application.state,
        Application.channel,
        Application.form,
        Application.submitted_at,
        Application.received_on,
        Application.silence_due_on,
        Application.accepted_on,
        Application.deemed,
        Application.promised_due_on,
        Application.statutory_due_on,
        Application.due_provisional,
        Application.decided_on,
        Application.decision,
        Application.delivered_on,
        Application.archived_on,
        Application.party_id,
        Application.applicant,
        Item.code.label("item_code"),
        Item.name.label("item"),
        ItemVersion.regime,
        Park.code.label("park_code"),
        Park.name.label("park"),
        Party.name.label("party"),
        Party.kind.label("kind"),
        Party.name,
        Party.identifier,
        Party.legal_representative,
        Party.contact,
        Party.mobile,
        Party.address,
    )
    .join(Item, and_(Item.tenant == Application.tenant, Item.id == Application.item_id))
    .join(
        ItemVersion,
        and_(
            ItemVersion.tenant == Application.tenant, ItemVersion.id == Application.item_version_id
        ),
    )
    .join(Park, and_(Park.tenant == Application.tenant, Park.id == Application.park_id))
    .outerjoin(Party, and_(Party.tenant == Application.tenant, Party.id == Application.party_id))
)
