"""Read models rebuilt from the events, case by case, each in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from engine.errors import EngineError
from engine.pipeline.surroundings import CaseSurroundings
from engine.protocols import Actor
from engine.store import cases
from engine.store.rebuild import Difference, Rebuilt, case_ids, rebuild_case

if TYPE_CHECKING:
    from engine.runtime import Engine
    from engine.store.cases import CaseRow
    from engine.store.transaction import Transaction


def rebuild(engine: Engine, tenant: UUID, *, write: bool) -> Rebuilt:
    """Compare, and with ``write`` put right, what lists and workers read of every case."""
    actor, found = Actor.system(tenant), Rebuilt()
    with engine.look(actor) as tx:
        every = case_ids(tx)
    for case_id in every:
        with engine.transaction(actor) as tx:
            row = cases.load(tx, case_id)
            if row is not None:
                rebuild_case(tx, case_id, found, write=write)
                _state(engine, tx, row, found, write)
    engine.forget()
    return found


def _state(engine: Engine, tx: Transaction, row: CaseRow, found: Rebuilt, write: bool) -> None:
    """The state by which cases are counted and filtered follows from the snapshot."""
    from engine.live import LiveCase

    try:
        live = LiveCase.load(row.snapshot, CaseSurroundings(engine.host, tx))
    except (EngineError, ValueError):
        return  # quarantined: its state is what people see of it
    if live.state == row.state:
        return
    found.differences.append(Difference(row.id, "process_case", "changed", row.id, ("state",)))
    if write:
        cases.correct_state(tx, row.id, live.state)
