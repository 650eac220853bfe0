"""What follows a phase for each park (X2): proposed by D6 and D7, decided by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from engine.protocols import Tx
from workflows.campaign import states
from workflows.campaign.models import Enrollment
from workflows.campaign.oversight_models import Promotion
from workflows.campaign.reading import PhaseFacts
from workflows.errors import Finding, refuse_if
from workflows.people.models import Park, ParkTarget

_DECISIONS = frozenset({"promote", "defer", "stop"})


def candidates(tx: Tx, phase: PhaseFacts) -> list[dict[str, Any]]:
    """[{enrollment, park, track, status, listed}]: parks that did not leave the list."""
    listed = select(ParkTarget.park_id).where(
        ParkTarget.tenant == tx.tenant,
        ParkTarget.phase == phase.no + 1,
        ParkTarget.track == states.PROVINCIAL,
    )
    planned = set(tx.connection.execute(listed).scalars())
    query = (
        select(
            Enrollment.id, Enrollment.park_id, Enrollment.park_name, Enrollment.track,
            Enrollment.status,
        )
        .where(
            Enrollment.tenant == tx.tenant,
            Enrollment.phase_id == phase.id,
            Enrollment.status != states.REMOVED,
        )
        .order_by(Enrollment.id)
    )  # fmt: skip
    return [
        {
            "enrollment": str(row.id), "name": row.park_name, "track": row.track,
            "status": row.status, "listed": row.park_id in planned,
        }
        for row in tx.connection.execute(query)
    ]  # fmt: skip


def save_proposals(tx: Tx, phase: UUID, variables: Mapping[str, Any]) -> bool:
    """Keep what the table answered for each candidate. Gives whether somebody must decide."""
    asked = False
    for one, answer in zip(variables["candidates"], variables["answers"], strict=True):
        if not answer or answer["proposal"] == "NONE":
            continue
        asked = True
        tx.connection.execute(
            insert(Promotion).values(
                tenant=tx.tenant, id=tx.new_id(), phase_id=phase,
                enrollment_id=UUID(one["enrollment"]), rule=answer["rule"], listed=one["listed"],
                track=states.PROVINCIAL if answer["rule"] != "D3" else one["track"],
            )
        )  # fmt: skip
    tx.record(phase, "NextPhaseProposed", {"candidates": len(variables["candidates"])})
    return asked


def apply_decisions(tx: Tx, phase: UUID, decisions: Mapping[str, Any]) -> None:
    """One decision for each proposal; against a promotion by the plan only with a reason."""
    query = select(Promotion.__table__).where(
        Promotion.tenant == tx.tenant, Promotion.phase_id == phase
    )
    rows = list(tx.connection.execute(query.order_by(Promotion.id)))
    names = dict(
        tx.connection.execute(
            select(Enrollment.id, Park.name)
            .join(Park, (Park.tenant == Enrollment.tenant) & (Park.id == Enrollment.park_id))
            .where(Enrollment.tenant == tx.tenant, Enrollment.phase_id == phase)
        ).all()
    )
    said = {row.id: decisions.get(str(row.enrollment_id)) or {} for row in rows}
    findings = []
    for row in rows:
        decision, reason = said[row.id].get("decision"), str(said[row.id].get("reason") or "")
        name = names.get(row.enrollment_id, "")
        if decision not in _DECISIONS:
            findings.append(Finding(f"请决定“{name}”下一阶段如何安排。", "required", "decisions"))
        elif (row.rule != "D6" or decision != "promote") and not reason.strip():
            findings.append(Finding(f"请写明“{name}”的理由。", "reason-missing", "decisions"))
    refuse_if(findings)
    for row in rows:
        values = {
            "decision": said[row.id]["decision"], "reason": said[row.id].get("reason") or None,
            "decided_by": tx.actor.person, "decided_at": tx.now,
        }  # fmt: skip
        tx.connection.execute(
            update(Promotion)
            .where(Promotion.tenant == tx.tenant, Promotion.id == row.id)
            .values(**values)
        )
    tx.record(phase, "NextPhaseDecided", {"decided": len(rows)})
