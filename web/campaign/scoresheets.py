"""Reading the sheet of an enrollment, and what was filled in on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from engine.errors import NotFound
from workflows.campaign.sheets import Entry, Sheet
from workflows.models import Enrollment, Person, Phase, Score, ScoreSheet


def sheet_of(conn: Connection, tenant: UUID, enrollment: UUID) -> Sheet:
    """The sheet of the phase's version for the park's category, else the one for the rest."""
    query = (
        select(ScoreSheet.__table__)
        .join(
            Phase,
            and_(Phase.tenant == ScoreSheet.tenant, Phase.sheet == ScoreSheet.code),
        )
        .join(
            Enrollment,
            and_(Enrollment.tenant == Phase.tenant, Enrollment.phase_id == Phase.id),
        )
        .where(
            Enrollment.tenant == tenant,
            Enrollment.id == enrollment,
            ScoreSheet.category.in_((Enrollment.category, "*")),
        )
        .order_by((ScoreSheet.category == "*").asc())
    )
    row = conn.execute(query).first()
    if row is None:
        raise NotFound("no scoring sheet", enrollment=str(enrollment))
    return Sheet.of(row)


def saved(
    conn: Connection, tenant: UUID, enrollment: UUID, round_: int, kind: str, person: UUID
) -> Any | None:
    """The filled sheet of one person in a round, or None."""
    query = select(Score.__table__).where(
        Score.tenant == tenant,
        Score.enrollment_id == enrollment,
        Score.round == round_,
        Score.kind == kind,
        Score.person_id == person,
    )
    return conn.execute(query).first()


def all_of(conn: Connection, tenant: UUID, enrollment: UUID) -> list[Any]:
    """Every sheet that was handed in, with who filled it, by round. One statement."""
    query = (
        select(Score.__table__, Person.name.label("who"))
        .join(Person, and_(Person.tenant == Score.tenant, Person.id == Score.person_id))
        .where(
            Score.tenant == tenant,
            Score.enrollment_id == enrollment,
            Score.submitted_at.is_not(None),
        )
        .order_by(Score.round, Score.id)
    )
    return list(conn.execute(query))


def entries_of(stored: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The entries of a stored sheet or of a draft; what is no entry is passed over."""
    return [
        Entry(
            indicator=str(one.get("indicator", "")),
            score=_text(one.get("score")),
            reason=_text(one.get("reason")),
            evidence=_text(one.get("evidence")),
            file_id=_id(one.get("file_id")),
        )
        for one in stored
        if isinstance(one, Mapping)
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _id(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
