"""What a running case asks of the pipeline around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.bundle import Bundle
from engine.protocols import Work
from engine.store import deployments, large_values, stored

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


class CaseSurroundings:
    """Implements ``engine.protocols.Surroundings``; kept with its case from step to step."""

    __slots__ = ("_apart", "_host", "_tx", "now")

    def __init__(self, host: Host, tx: Transaction) -> None:
        self._host = host
        self.now: datetime = tx.now
        self._tx: Transaction | None = tx
        #: Whether large values of the case are stored apart
        self._apart = False

    def enter(self, tx: Transaction) -> None:
        """The case is now part of ``tx``."""
        self._tx, self.now = tx, tx.now

    def leave(self) -> None:
        """The transaction is over: nothing may be asked until the next one."""
        self._tx = None

    @property
    def tx(self) -> Transaction:
        if self._tx is None:
            raise RuntimeError("a case was run outside a transaction")
        return self._tx

    def performs(self, work_type: str) -> bool:
        return any(one.performs(work_type) for one in self._host.participants)

    def perform(self, work: Work) -> Mapping[str, Any]:
        for participant in self._host.participants:
            if participant.performs(work.type):
                return participant.perform(self.tx, work)
        raise LookupError(f"no participant performs {work.type}")

    def bundle_for(
        self, process_id: str, binding: str, version_tag: str | None
    ) -> tuple[UUID, Bundle] | None:
        tag = version_tag if binding == "versionTag" else None
        deployment_id = deployments.newest_effective(self.tx, process_id, tag)
        if deployment_id is None:
            return None
        return deployment_id, self._host.bundle(self.tx, deployment_id)

    def bundle(self, deployment_id: UUID) -> Bundle:
        return self._host.bundle(self.tx, deployment_id)

    def stored(self, name: str) -> Any:
        return stored.read(self.tx, name)

    def apart(self, case_id: UUID) -> Mapping[str, bytes]:
        self._apart = True
        return large_values.read(self.tx, case_id)

    def keep_apart(self, case_id: UUID, values: Mapping[str, bytes]) -> None:
        """What the snapshot of this step names, and nothing else, is stored."""
        if values or self._apart:
            large_values.keep(self.tx, case_id, values)
            self._apart = bool(values)
