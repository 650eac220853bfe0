"""What was ever stored can be loaded, says what it said, and goes on."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest

from engine.snapshot import SnapshotDamaged, SnapshotUnknown, read
from engine.store.codec import decode
from tests.corpus import parts
from tests.corpus.replaying import acted, loaded, seen

FILES = sorted(Path(__file__).parent.glob("format-*/*.json"))
LATEST = sorted(Path(__file__).parent.glob("format-*"))[-1]


#: Cases whose acts and end are recorded too
PARTS = [file for file in FILES if "acts" in json.loads(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_stored_case_is_as_it_was_and_goes_on(file: Path) -> None:
    entry = json.loads(file.read_text())
    live = loaded(entry)
    told = (entry["state"], entry["tokens"], decode(entry["variables"].encode()))
    assert seen(live) == told

    again = loaded(entry, live.dump())
    assert seen(again) == told
    for token, _, state in again.tokens():
        if state == "open" and not again.case.stands_still(again.case.by_id[token]):
            again.complete_task(token, {"a": 1})
            break
    if again.state in ("active", "incident"):
        again.cancel()
    assert again.tokens() == []


@pytest.mark.parametrize("file", PARTS, ids=lambda file: file.stem)
def test_each_part_of_a_snapshot_still_does_what_it_is_there_for(file: Path) -> None:
    entry = json.loads(file.read_text(encoding="utf-8"))
    (live, trace), end = acted(entry), entry["end"]
    assert trace == end["trace"]
    assert (live.state, live.variables) == ("completed", decode(end["variables"].encode()))
    assert set(live.case.by_id) == {live.case.task_tree.id}


def test_there_are_cases_of_every_format() -> None:
    folders = {file.parent.name for file in FILES}
    assert folders == {"format-1", "format-2", "format-2-parts"}
    assert len(FILES) >= 26


def test_every_part_has_its_case() -> None:
    assert {file.stem for file in PARTS} == set(parts.PARTS)


@pytest.mark.parametrize("file", sorted(LATEST.glob("*.json")), ids=lambda file: file.stem)
def test_a_flipped_byte_is_detected_wherever_it_is(file: Path) -> None:
    snapshot = b64decode(json.loads(file.read_text())["snapshot"])
    for place in range(len(snapshot)):
        spoiled = bytearray(snapshot)
        spoiled[place] ^= 0x20
        with pytest.raises((SnapshotDamaged, SnapshotUnknown)):
            read(bytes(spoiled))
