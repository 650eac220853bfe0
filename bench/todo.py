"""t9, t10, t11: the to-do list at a million tasks, at a hundred thousand, and the naive join.

Who reads holds three posts and belongs to an organ; the list is what lies in the own hands, and in
those queues, soonest due first. Measured is what the page asks of the database, with SQLAlchemy
and all that a row shows; the naive side is one statement over a task and a candidate table. Visits
take turns; what counts is CPU, on PostgreSQL that of this process and of the server's.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, bindparam, text

from bench import bulk, kept
from bench.figures import Figure
from engine.store.database import Database
from engine.store.types import Id, from_micros
from web.inbox import queries, statements
from web.inbox.filters import Filters
from web.session.identity import Identity

SMALL, LARGE = 100_000, 1_000_000
ROUNDS, VISITS = 5, 100
_NOW = from_micros(bulk.START)
_LIST = Filters(box="queue")
_MADE_BY = Path(bulk.__file__)


@dataclass(frozen=True)
class Reader(Identity):
    """A person with three posts in an organ, whose list is one."""

    posts: tuple[str, ...] = ()

    @cached_property
    def queue_keys(self) -> tuple[str, ...]:
        return (self.own_key, *self.posts)


def readers(seed: int) -> Iterator[Reader]:
    """People at random, without end."""
    chance = random.Random(seed)
    while True:
        posts = [bulk.post_key(number) for number in chance.sample(range(bulk.POSTS), 3)]
        organ = bulk.organ_key(chance.randrange(bulk.ORGANS))
        person = bulk.person(chance.randrange(bulk.PERSONS))
        who = (bulk.TENANT, "", False, person, "", "", None, "", "", ())
        yield Reader(*who, posts=(*posts, organ))


Visit = Callable[[Connection, Reader], Any]


def listed(conn: Connection, who: Reader) -> list[Any]:
    """The first page, and one row more: whether there is a next."""
    return queries.found_rows(conn, who, _LIST, _NOW)


def with_counts(conn: Connection, who: Reader) -> Any:
    """The page and the numbers beside its boxes."""
    return listed(conn, who), queries.counts(conn, who)


def naive(conn: Connection, who: Reader) -> list[Any]:
    """The same page, as plain systems ask for it."""
    values = {"me": who.person, "keys": list(who.posts), "limit": statements.PAGE + 1}
    return list(conn.execute(_NAIVE, values))


_NAIVE = text(
    "SELECT DISTINCT t.id, t.name, t.case_id, t.due_at FROM naive_task t"
    " LEFT JOIN naive_candidate c ON c.task_id = t.id"
    " WHERE t.state = 'open' AND (t.assignee = :me OR c.key IN :keys)"
    " ORDER BY t.due_at NULLS LAST, t.id LIMIT :limit"
).bindparams(bindparam("me", type_=Id), bindparam("keys", expanding=True))


def report(folder: Path, small: int = SMALL, large: int = LARGE) -> list[Figure]:
    """All six rows."""
    return [*_on_sqlite(small, large), *_on_postgres(small, large)]


def ratchet(folder: Path) -> list[Figure]:
    """t9 on SQLite with fewer tasks, for every run."""
    with _pair(_sqlite(100_000), _sqlite(300_000)) as pair:
        return [_flat("t9", "", pair, listed, 1.4, slack=1.25)]


def _on_sqlite(small: int, large: int) -> list[Figure]:
    with _pair(_sqlite(small), _sqlite(large)) as pair:
        return _rows("", pair, 200)


def _on_postgres(small: int, large: int) -> list[Figure]:
    with kept.postgres_server() as server:
        few, many = (
            kept.postgres(server, f"tasks{n}", _MADE_BY, partial(bulk.fill, tasks=n))
            for n in (small, large)
        )
        with _pair(few, many) as pair:
            return _rows("_pg", pair, 150)


def _sqlite(tasks: int) -> str:
    path = kept.sqlite(f"tasks{tasks}", _MADE_BY, partial(bulk.fill, tasks=tasks))
    return f"sqlite:///{path}"


Pair = tuple[Connection, Connection]


def clock_of(conn: Connection) -> Callable[[], float]:
    """CPU seconds of this process, and of the server's behind ``conn`` where it runs here."""
    if conn.dialect.name == "sqlite":
        return time.process_time
    pid = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    ticks = Path(f"/proc/{pid}/schedstat")
    if not ticks.exists():
        return time.perf_counter
    return lambda: time.process_time() + int(ticks.read_text().split()[0]) / 1e9


@contextmanager
def _pair(small: str, large: str) -> Iterator[Pair]:
    databases = Database(small), Database(large)
    with databases[0].reading() as few, databases[1].reading() as many:
        if many.dialect.name == "postgresql":
            # Helpers of the server are processes of their own, whose CPU nobody could read
            many.exec_driver_sql("SET LOCAL max_parallel_workers_per_gather = 0")
        yield few, many
    for database in databases:
        database.close()


def _rows(suffix: str, pair: Pair, least: float) -> list[Figure]:
    return [
        _flat(f"t9{suffix}", suffix, pair, listed, 1.4),
        _against_naive(f"t10{suffix}", suffix, pair[1], least),
        _flat(f"t11{suffix}", suffix, pair, with_counts, 1.6),
    ]


def _flat(row: str, suffix: str, pair: Pair, visit: Visit, most: float, slack: float = 0) -> Figure:
    """p95 at many tasks / at few."""
    sides = [(visit, conn) for conn in pair]
    rounds = [(few, many) for few, many in (_p95s(sides, n) for n in range(ROUNDS))]
    ratios = [many / few for few, many in rounds]
    what = "list and counts" if visit is with_counts else "to-do list"
    return Figure(
        f"{what}, {_database(suffix)}, p95 at many tasks / at few",
        median(ratios),
        at_most=most * slack if slack else None,
        row=row,
        reach=most,
        least_is_best=True,
        spread=(min(ratios), max(ratios)),
        note=_ms(rounds, "few", "many"),
    )


def _against_naive(row: str, suffix: str, conn: Connection, least: float) -> Figure:
    """p95 of the naive statement / of the product's, warm: a round of one, a round of the other."""
    _same_answers(conn)
    rounds = [
        (_p95s([(listed, conn)], seed)[0], _p95s([(naive, conn)], seed, 40)[0])
        for seed in range(ROUNDS)
    ]
    ratios = [theirs / ours for ours, theirs in rounds]
    return Figure(
        f"to-do list, {_database(suffix)}, many tasks, p95, naive / product",
        median(ratios),
        row=row,
        reach=least,
        spread=(min(ratios), max(ratios)),
        note=_ms(rounds, "product", "naive"),
    )


def _same_answers(conn: Connection) -> None:
    for _, who in zip(range(5), readers(99), strict=False):
        ours = [row.id for row in listed(conn, who)]
        theirs = [Id().process_result_value(row[0], conn.dialect) for row in naive(conn, who)]
        assert ours == theirs, "the product's list is not the naive one"


def _p95s(
    sides: Sequence[tuple[Visit, Connection]], seed: int, visits: int = VISITS
) -> list[float]:
    """p95 of each side in milliseconds; sides take turns, the first visits do not count."""
    taken: list[list[float]] = [[] for _ in sides]
    clocks = [clock_of(conn) for _, conn in sides]
    people = readers(seed)
    for turn in range(visits + visits // 5):
        who = next(people)
        for side in sorted(range(len(sides)), reverse=turn % 2 > 0):
            visit, conn = sides[side]
            begun = clocks[side]()
            visit(conn, who)
            taken[side].append((clocks[side]() - begun) * 1e3)
    return [_p95(times[-visits:]) for times in taken]


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def _database(suffix: str) -> str:
    return "PostgreSQL" if suffix else "SQLite"


def _ms(rounds: list[tuple[float, float]], first: str, second: str) -> str:
    one, other = median(a for a, _ in rounds), median(b for _, b in rounds)
    return f"{first} {one:.2f} ms, {second} {other:.2f} ms, {os.cpu_count()} cores"
