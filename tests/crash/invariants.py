"""``python tests/crash/invariants.py URL LEDGER``: what the event log says about a killed house.

It shares no code with the product: its own SQL, its own reading of bodies, its own hashes.
Prints {"events": n, "broken": [sentence, …]}; exit 1 where anything is broken.

1. Every chain counts 1, 2, 3 … , each event names the hash of the one before, its own hash is
   right, and the head is the last one.
2. No step is lost: what was acknowledged has exactly one event. None is doubled: what was begun has
   at most one.
3. A token enters an element once and leaves it once; rounds follow each other in order.
4. Rows are what the events tell: open tasks, jobs, timers, subscriptions. No timer is lost.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import psycopg
import zstandard

_EVENTS = (
    "SELECT e.tenant, e.stream, e.seq, e.id, e.type, e.happened_at, e.recorded_at, e.person,"
    " e.appointment, e.on_behalf_of, e.channel, e.element_id, e.form_version, e.rule_version,"
    " e.trace, e.payload_hash, e.previous_hash, e.hash, p.salt, p.body"
    " FROM event e LEFT JOIN payload p ON p.tenant = e.tenant AND p.id = e.id"
    " ORDER BY e.stream, e.seq"
)
_WAITING = {
    "task": "state = 'open'",
    "due": "kind IN ('timer', 'job')",
    "subscription": "case_id IS NOT NULL",
}
_IDS = (0, 1, 3, 7, 8, 9)
#: Table with the row of a token that stands at an element
_ROWS = {"first": "task", "second": "task", "work": "due", "pause": "due"}
#: Rows of what waits beside it: a reminder, the two branches of the race. Their tokens tell nothing
#: before they are reached, so these rows are counted
_BESIDE = {
    ("first", "due"): ("remind",),
    ("race", "due"): ("late",),
    ("race", "subscription"): ("answer",),
}


class Log:
    """All events, stream by stream, as plain values."""

    def __init__(self, url: str) -> None:
        self._connection: Any = (
            sqlite3.connect(url.removeprefix("sqlite:///"))
            if url.startswith("sqlite")
            else psycopg.connect(url)
        )
        self.events = [self._plain(row) for row in self.rows(_EVENTS)]
        self.streams: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
        for event in self.events:
            self.streams[event[1]].append(event)
        #: {table: (case, token, element) of the rows of what waits}
        self.waiting = {
            table: [(id_of(row[0]), *row[1:]) for row in self.rows(
                f"SELECT case_id, token, element_id FROM {table} WHERE {which}"
            )]
            for table, which in _WAITING.items()
        }  # fmt: skip

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self._connection.execute(sql).fetchall())

    def close(self) -> None:
        self._connection.close()

    @staticmethod
    def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
        read = list(row)
        for place in _IDS:
            read[place] = id_of(read[place])
        return tuple(bytes(one) if isinstance(one, memoryview) else one for one in read)


def id_of(value: Any) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(bytes=bytes(value))


def body_of(event: tuple[Any, ...]) -> dict[str, Any]:
    raw = event[19]
    if raw is None:
        return {}
    if raw[:4] == b"\x28\xb5\x2f\xfd":
        raw = zstandard.ZstdDecompressor().decompress(raw)
    found: dict[str, Any] = orjson.loads(raw)
    return found


def chains(log: Log) -> Iterator[str]:
    heads = {id_of(a): (b, c) for a, b, c in log.rows(
        "SELECT id, event_seq, event_hash FROM process_case"
        " UNION ALL SELECT stream, seq, hash FROM stream_head"
    )}  # fmt: skip
    for stream, events in log.streams.items():
        previous = None
        for number, event in enumerate(events, 1):
            if event[2] != number or event[16] != previous:
                yield f"{stream}: event {event[2]} does not follow {number - 1}"
            told = orjson.dumps(event[:17], default=lambda value: value.hex())
            if sha256(told).digest() != event[17]:
                yield f"{stream}: event {event[2]} has another hash"
            if event[15] is not None and sha256(event[18] + event[19]).digest() != event[15]:
                yield f"{stream}: event {event[2]} has another body"
            previous = event[17]
        seq, head = heads.get(stream, (0, b""))
        if seq != len(events) or bytes(head) != previous:
            yield f"{stream}: the head says {seq} and there are {len(events)}"


def acknowledged(log: Log, ledger: Path) -> Iterator[str]:
    marks: Counter[str] = Counter()
    for event in log.events:
        if event[4] in ("TaskCompleted", "MessageDelivered"):
            mark = (body_of(event).get("variables") or {}).get("mark")
            marks.update([mark] if mark else [])
    for mark, times in marks.items():
        if times > 1:
            yield f"{mark} was done {times} times"
    for text in ledger.read_text().splitlines():
        line = json.loads(text)
        if line["step"] != "done":
            continue
        wanted = 1 if line["kind"] == "complete" or line["reached"] else 0
        if marks[line["mark"]] != wanted:
            yield f"{line['mark']} was acknowledged and is there {marks[line['mark']]} times"


def tokens(log: Log) -> Iterator[str]:
    for stream, events in log.streams.items():
        standing: dict[tuple[int, str], str] = {}
        left: Counter[str] = Counter()
        for event in events:
            for element, state, token in orjson.loads(event[14] or "[]"):
                before = standing.get((token, element))
                if (state == "activated") != (before is None) or before in (
                    "completed",
                    "terminated",
                ):
                    yield f"{stream}: token {token} at {element}: {state} after {before}"
                standing[token, element] = state
                left[element] += state == "completed"
        if standing:
            yield from _rounds(stream, events, left)
            yield from _of_rows(log, stream, standing)


def _rounds(stream: UUID, events: list[Any], left: Counter[str]) -> Iterator[str]:
    """Each element of a round follows the one before it: none is ahead, none two behind."""
    line = ("first", "work", "second")
    steps = [left[one] for one in line] + [left["answer"] + left["late"]]
    for before, after in pairwise(steps):
        if not 0 <= before - after <= 1:
            yield f"{stream}: rounds {steps}"
    if not 0 <= left["work"] - left["pause"] <= 1:
        yield f"{stream}: {left['pause']} pauses in {left['work']} rounds"
    fired = Counter(e[11] for e in events if e[4] == "TimerFired")
    for element in ("pause", "late"):
        if fired[element] != left[element]:
            yield f"{stream}: {element} fired {fired[element]} times and was left {left[element]}"


def _of_rows(log: Log, stream: UUID, standing: dict[tuple[int, str], str]) -> Iterator[str]:
    waiting = [key for key, state in standing.items() if state == "activated"]
    beside = {name for names in _BESIDE.values() for name in names}
    for table, rows in log.waiting.items():
        wanted: Counter[tuple[int, str]] = Counter()
        for token, element in waiting:
            wanted[token, element] += _ROWS.get(element) == table
            wanted.update((0, name) for name in _BESIDE.get((element, table), ()))
        found = Counter(
            (0 if element in beside else token, element)
            for case, token, element in rows
            if case == stream
        )
        if found != +wanted:
            yield f"{stream}: {table} rows {sorted(found)} where events tell {sorted(+wanted)}"


def main(url: str, ledger: str) -> int:
    with closing(Log(url)) as log:
        broken = [*chains(log), *acknowledged(log, Path(ledger)), *tokens(log)]
    sys.stdout.write(json.dumps({"events": len(log.events), "broken": broken}) + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
