"""The record of a case's decisions, read back from its events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store.codec import decode
from engine.store.types import from_micros

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

#: Type of the event that a decision leaves in the record of its case
DECISION_MADE = "DecisionMade"


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """One decision that a step of the case asked for."""

    element_id: str
    happened_at: datetime
    #: Digest of the decision's files
    version: str
    #: What ``engine.dmn.record`` wrote; empty where the body was erased
    body: Mapping[str, Any]

    @property
    def decision(self) -> str:
        return str(self.body.get("decision", ""))

    @property
    def value(self) -> str:
        return str(self.body.get("value", ""))

    @property
    def tables(self) -> Sequence[Mapping[str, Any]]:
        """The tables that were decided: table, inputs, rules, output."""
        return [entry for entry in self.body.get("trace", ()) if "table" in entry]

    @property
    def decisions(self) -> Sequence[Mapping[str, Any]]:
        """Every decision with its value, required ones before those that need them."""
        return [entry for entry in self.body.get("trace", ()) if "decision" in entry]


def of_case(tx: Transaction, case_id: UUID) -> list[DecisionMade]:
    """All decisions of the case, the first one first."""
    found = tx.run(
        "SELECT e.element_id, e.happened_at, e.rule_version, p.body FROM event e"
        " LEFT JOIN payload p ON p.tenant = e.tenant AND p.id = e.id"
        " WHERE e.tenant = ? AND e.stream = ? AND e.type = ? ORDER BY e.seq",
        (tx.tenant, case_id, DECISION_MADE),
    )
    return [
        DecisionMade(element, from_micros(at), version, {} if body is None else decode(bytes(body)))
        for element, at, version, body in found.fetchall()
    ]
