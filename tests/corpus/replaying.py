"""A recorded case comes back to life, and goes on as it was told."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from engine import effects as fx
from engine.behavior.token import STARTED, WAITING
from engine.bundle import Bundle, compile_bundle
from engine.live import LiveCase
from engine.protocols import Work

#: What is done to a case: (complete | job | retry | deliver | signal | timer, element, variables)
Act = tuple[str, str, dict[str, Any]]
Entry = Mapping[str, Any]


class Outside:
    """A case that stands by itself, with what lay outside of its snapshot."""

    def __init__(self, bundle: Bundle, entry: Entry) -> None:
        self._bundle = bundle
        self.now = datetime.fromisoformat(entry.get("now") or "2026-01-01T00:00:00+00:00")
        self.now = self.now.astimezone(UTC)
        self._apart = {key: body.encode() for key, body in entry.get("apart", {}).items()}
        self.stores = dict(entry.get("stores", {}))

    def performs(self, work_type: str) -> bool:
        return False

    def perform(self, work: Work) -> Mapping[str, Any]:
        raise LookupError(work.type)

    def bundle_for(self, process: str, binding: str, tag: str | None) -> tuple[UUID, Bundle]:
        return UUID(int=1), self._bundle

    def bundle(self, deployment_id: UUID) -> Bundle:
        return self._bundle

    def apart(self, case_id: UUID) -> Mapping[str, bytes]:
        return self._apart

    def stored(self, name: str) -> Any:
        return self.stores.get(name)


def loaded(entry: Entry, snapshot: bytes | None = None) -> LiveCase:
    """As a case that was deployed long ago: checks of today do not lock it out."""
    bundle = compile_bundle({"0.bpmn": entry["diagram"].encode()}, deployed=True)
    body = b64decode(entry["snapshot"]) if snapshot is None else snapshot
    return LiveCase.load(body, Outside(bundle, entry))


def seen(live: LiveCase) -> tuple[Any, ...]:
    """What can be seen of a case from outside."""
    return live.state, [list(token) for token in live.tokens()], live.variables


def acted(entry: Entry) -> tuple[LiveCase, list[list[str]]]:
    """The case after all its acts, and what elements did: [[element, state], …]."""
    live, trace = loaded(entry), []
    for kind, element_id, variables in json.loads(json.dumps(entry["acts"])):
        _act(live, kind, element_id, variables)
        for effect in live.take_effects():
            if isinstance(effect, fx.Traced):
                trace.append([effect.element_id, effect.state])
            if isinstance(effect, fx.DataStored):
                live.case.surroundings.stores[effect.name] = effect.value  # type: ignore[attr-defined]
    return live, trace


def _act(live: LiveCase, kind: str, element_id: str, variables: dict[str, Any]) -> None:
    tokens = [one for one in live.case.by_id.values() if one.task_spec.element_id == element_id]
    if kind in ("deliver", "signal", "timer"):
        token = min(one.id for one in tokens if one._state == WAITING)
    elif kind == "retry":
        token = min(one.id for one in tokens if one.id in live.case.incidents)
    elif kind == "job":
        token = min(one.id for one in tokens if one._state == STARTED)
    else:
        token = min(key for key, element, state in live.tokens()
                    if (element, state) == (element_id, "open"))  # fmt: skip
    match kind:
        case "complete":
            live.complete_task(token, variables)
        case "retry":
            live.retry(token, variables)
        case "job":
            assert live.complete_job(token, variables)
        case "deliver" | "signal":
            assert live.deliver(token, int(kind == "signal"), variables)
        case "timer":
            (due,) = live.case.by_id[token].internal_data["due"].values()
            live.case.surroundings.now = datetime.fromisoformat(due)  # type: ignore[misc]
            assert live.fire_timer(token, 0)
