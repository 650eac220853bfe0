"""What follows a phase for each park (X2, D6, D7), the table of ``decide_next``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select
from werkzeug.datastructures import MultiDict

from web.campaign.work.about import About
from web.campaign.work.areas import Sent
from workflows.campaign import states
from workflows.errors import Finding
from workflows.models import Enrollment, Park, Promotion

DECISIONS = {"promote": "晋级下一阶段省级创建", "defer": "转下一阶段", "stop": "不再创建"}
RULES = {
    "D6": "市级已授牌，方案列入下一阶段省级创建",
    "D7": "市级未通过，但方案列入下一阶段省级创建：请作出决定",
    "D3": "本阶段未通过",
}


@dataclass(frozen=True)
class Row:
    """One park with what is proposed and what was chosen."""

    enrollment: str
    park: str
    status: str
    proposal: str
    decision: str
    reason: str
    wrong: list[str]


class Decisions:
    """``areas.Area`` of the next phase's list."""

    template = "campaign/areas/decisions.html"
    decisions = DECISIONS

    def __init__(self, conn: Connection, tenant: UUID, about: About) -> None:
        query = (
            select(Promotion.__table__, Park.short_name, Enrollment.status, Enrollment.track)
            .join(
                Enrollment,
                and_(Enrollment.tenant == tenant, Enrollment.id == Promotion.enrollment_id),
            )
            .join(Park, and_(Park.tenant == tenant, Park.id == Enrollment.park_id))
            .where(Promotion.tenant == tenant, Promotion.phase_id == about.phase)
            .order_by(Park.serial)
        )
        self._proposed = conn.execute(query).all()
        self.fill(None, ())

    def sent(self, form: MultiDict[str, str]) -> Sent:
        ids = [str(one.enrollment_id) for one in self._proposed]
        return {
            id: {
                "decision": form.get(f"{id}.decision", ""),
                "reason": form.get(f"{id}.reason", "").strip(),
            }
            for id in ids
        }

    def fill(self, sent: Sent | None, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        self.rows = [
            self._row(one, (sent or {}).get(str(one.enrollment_id))) for one in self._proposed
        ]

    def commands(self, sent: Sent) -> list[Any]:
        return []

    def variables(self, sent: Sent) -> dict[str, Any]:
        return {"decisions": {id: one for id, one in sent.items() if one["decision"]}}

    def _row(self, one: Any, chosen: Sent | None) -> Row:
        id = str(one.enrollment_id)
        proposed = "promote" if one.rule == "D6" else ""
        chosen = chosen or {"decision": one.decision or proposed, "reason": one.reason or ""}
        return Row(
            id,
            one.short_name,
            states.label(one.status, one.track),
            RULES.get(one.rule, one.rule),
            chosen["decision"],
            chosen["reason"],
            [f.sentence for f in self.findings if f.field == id],
        )
