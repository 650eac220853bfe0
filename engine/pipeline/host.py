"""What every command works with: policy, participants, and the two bounded caches."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from engine.errors import NotFound
from engine.measures import Measures
from engine.protocols import AccessPolicy, Participant
from engine.store import deployments

if TYPE_CHECKING:
    from engine.bundle import Bundle
    from engine.pipeline.opened import Kept
    from engine.store.transaction import Transaction

K = TypeVar("K")
V = TypeVar("V")


class Lru(Generic[K, V]):
    """A bounded map that forgets what was used longest ago. Shared by threads."""

    def __init__(self, size: int) -> None:
        self._size, self._items, self._lock = size, OrderedDict[K, V](), threading.Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            if key not in self._items:
                return None
            self._items.move_to_end(key)
            return self._items[key]

    def take(self, key: K) -> V | None:
        """As ``get``, and nobody else gets it."""
        with self._lock:
            return self._items.pop(key, None)

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._items.pop(key, None)
            self._items[key] = value
            while len(self._items) > self._size:
                self._items.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._items.clear()


@dataclass(slots=True)
class Host:
    """Handed to every command; immutable but for its caches."""

    policy: AccessPolicy
    participants: Sequence[Participant] = ()
    #: Parsed deployments, immutable, shared by threads
    bundles: Lru[tuple[UUID, UUID], Bundle] = field(default_factory=lambda: Lru(64))
    #: Bundles compiled for a ``Deploy`` that is about to begin, by content
    compiled: Lru[str, Bundle] = field(default_factory=lambda: Lru(8))
    #: Live cases as of their last committed version; checked against the row at each load
    cases: Lru[tuple[UUID, UUID], Kept] = field(default_factory=lambda: Lru(1024))
    #: Which of these cases an open task belongs to (engine.pipeline.at_hand)
    tasks: Lru[tuple[UUID, UUID], UUID] = field(default_factory=lambda: Lru(4096))
    measures: Measures = field(default_factory=Measures)

    def bundle(self, tx: Transaction, deployment_id: UUID) -> Bundle:
        """The parsed deployment. Raises ``NotFound``."""
        key = (tx.tenant, deployment_id)
        bundle = self.bundles.get(key)
        if bundle is None:
            files = deployments.files(tx, deployment_id)
            if not files:
                raise NotFound("there is no such deployment", deployment=deployment_id)
            from engine.bundle import compile_bundle

            bundle = compile_bundle(files, deployed=True)
            self.bundles.put(key, bundle)
        return bundle
