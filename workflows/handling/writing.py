"""The few writes that every step shares: the application's row, and a decision with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import insert, update

from engine.protocols import Tx
from workflows.authority import Ruling
from workflows.handling.models import Application, Decision


def set_application(tx: Tx, application: UUID, **values: Any) -> None:
    """Write these columns of the application's row."""
    tx.connection.execute(
        update(Application)
        .where(Application.tenant == tx.tenant, Application.id == application)
        .values(**values)
    )


@dataclass(frozen=True, slots=True)
class Deed:
    """A legal act to be recorded. ``ruling`` None: the law itself, or the applicant, acts."""

    act: str
    application: UUID
    element: str
    ruling: Ruling | None = None
    reason: str | None = None
    clause: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def record_deed(tx: Tx, deed: Deed) -> UUID:
    """The row of a decision with a copy of the ruling it was done under, and its event."""
    id, proof = tx.new_id(), plain(deed.ruling.proof()) if deed.ruling else {}
    actor = tx.actor
    tx.connection.execute(
        insert(Decision).values(
            tenant=tx.tenant, id=id, application_id=deed.application, act=deed.act,
            happened_at=tx.now, recorded_at=tx.now, person_id=actor.person,
            appointment_id=actor.appointment, on_behalf_of=actor.on_behalf_of,
            grant_id=deed.ruling.grant if deed.ruling else None, proof=proof,
            reason=deed.reason, legal_basis=deed.clause,
            facts={"element": deed.element, **plain(dict(deed.facts))},
        )
    )  # fmt: skip
    body = {"decision": id.hex, "act": deed.act, "grant": proof.get("grant"), "proof": proof}
    tx.record(deed.application, "DecisionRecorded", body, element_id=deed.element or None)
    return id


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON keeps them: ids, dates and numbers that have no form there become text."""
    kept: dict[str, Any] = orjson.loads(orjson.dumps(values, default=str))
    return kept
