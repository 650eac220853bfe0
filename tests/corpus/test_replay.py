"""What was ever stored can be loaded, says what it said, and goes on."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from engine.bundle import Bundle, compile_bundle
from engine.live import LiveCase
from engine.protocols import Work
from engine.snapshot import SnapshotDamaged, SnapshotUnknown, read
from engine.store.codec import decode

FILES = sorted(Path(__file__).parent.glob("format-*/*.json"))
LATEST = sorted(Path(__file__).parent.glob("format-*"))[-1]


class Outside:
    """A case that stands by itself."""

    now = datetime(2026, 1, 1, tzinfo=UTC)

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def performs(self, work_type: str) -> bool:
        return False

    def perform(self, work: Work) -> Mapping[str, Any]:
        raise LookupError(work.type)

    def bundle_for(self, process: str, binding: str, tag: str | None) -> tuple[UUID, Bundle]:
        return UUID(int=1), self._bundle

    def bundle(self, deployment_id: UUID) -> Bundle:
        return self._bundle


def loaded(entry: Mapping[str, Any]) -> LiveCase:
    """As a case that was deployed long ago: checks of today do not lock it out."""
    bundle = compile_bundle({"0.bpmn": entry["diagram"].encode()}, deployed=True)
    return LiveCase.load(b64decode(entry["snapshot"]), Outside(bundle))


def seen(live: LiveCase) -> tuple[Any, ...]:
    return live.state, [list(token) for token in live.tokens()], live.variables


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_stored_case_is_as_it_was_and_goes_on(file: Path) -> None:
    entry = json.loads(file.read_text())
    live = loaded(entry)
    told = (entry["state"], entry["tokens"], decode(entry["variables"].encode()))
    assert seen(live) == told

    again = loaded({**entry, "snapshot": _text(live.dump())})
    assert seen(again) == told
    for token, _, state in again.tokens():
        if state == "open" and not again.case.stands_still(again.case.by_id[token]):
            again.complete_task(token, {"a": 1})
            break
    if again.state in ("active", "incident"):
        again.cancel()
    assert again.tokens() == []


def test_there_are_cases_of_every_format() -> None:
    folders = {file.parent.name for file in FILES}
    assert folders == {"format-1", "format-2"}
    assert len(FILES) >= 10


@pytest.mark.parametrize("file", sorted(LATEST.glob("*.json")), ids=lambda file: file.stem)
def test_a_flipped_byte_is_detected_wherever_it_is(file: Path) -> None:
    snapshot = b64decode(json.loads(file.read_text())["snapshot"])
    for place in range(len(snapshot)):
        spoiled = bytearray(snapshot)
        spoiled[place] ^= 0x20
        with pytest.raises((SnapshotDamaged, SnapshotUnknown)):
            read(bytes(spoiled))


def _text(snapshot: bytes) -> str:
    from base64 import b64encode

    return b64encode(snapshot).decode()
