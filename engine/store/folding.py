"""Many small writes as few statements: to PostgreSQL each costs a snapshot, locks and a message.

Parts of one statement see the state before it and run in no order (PostgreSQL, 7.8.4
Data-Modifying Statements in WITH), so writes to one table share a statement only where that makes
no difference. Changed rows are counted in the same statement: where one that had to change a row
found none, the division fails, and the COMMIT that travels behind it is not done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

#: (sql, parameters, whether it must change a row)
Write = tuple[str, Sequence[Any], bool]

#: Longer ones would hardly come twice in the same shape, and be prepared in vain
_MOST = 12
_VERB = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) (\w+)")
#: (what came before, what comes) to one table that may share a statement: an update does not see
#: what is inserted, a row that is deleted twice is gone
_TOGETHER = {
    ("INSERT INTO", "INSERT INTO"),
    ("DELETE FROM", "DELETE FROM"),
    ("UPDATE", "INSERT INTO"),
}
#: A table whose rows are nothing but their key
_KEYS_ONLY = "slot"


def folded(writes: Sequence[Write]) -> Iterator[tuple[str, Sequence[Any]]]:
    """The same writes in as few statements as may be."""
    group: list[Write] = []
    verbs: dict[str, str] = {}
    #: Tasks whose slots are deleted in this group
    gone: set[Any] = set()
    for write in writes:
        found = _verb_and_table(write[0])
        if group and (
            found is None or len(group) == _MOST or not _fits(verbs, gone, *found, write[1])
        ):
            yield _one(group)
            group, verbs, gone = [], {}, set()
        group.append(write)
        if found is None:
            yield _one(group)
            group = []
            continue
        verb, table = found
        verbs[table] = verb
        if table == _KEYS_ONLY and verb == "DELETE FROM":
            gone.update(value for value in write[1][1:] if type(value) is UUID)
    if group:
        yield _one(group)


def _fits(
    verbs: dict[str, str], gone: set[Any], verb: str, table: str, values: Sequence[Any]
) -> bool:
    if table == _KEYS_ONLY and verb == "INSERT INTO" and gone:
        # The rows of another task: none of them was deleted a moment ago
        return not any(value in gone for value in values)
    return table not in verbs or (verbs[table], verb) in _TOGETHER


def _one(group: Sequence[Write]) -> tuple[str, Sequence[Any]]:
    if len(group) == 1 and not group[0][2]:
        return group[0][0], group[0][1]
    sql = _statement(tuple((sql, must) for sql, _, must in group))
    return sql, [value for _, parameters, _ in group for value in parameters]


@lru_cache(maxsize=2048)
def _statement(parts: tuple[tuple[str, bool], ...]) -> str:
    names = [
        f"w{number} AS ({sql}{' RETURNING 1' if must else ''})"
        for number, (sql, must) in enumerate(parts)
    ]
    # What is counted is done in this order, and first of all: the case, which is saved last, is
    # locked before its rows, as by those who lock it first
    counted = [f"w{number}" for number, (_, must) in reversed(list(enumerate(parts))) if must]
    # Each changes one row or none, so all together are one row or none
    found = f"1 / count(*) FROM {', '.join(counted)}" if counted else "1"
    return f"WITH {', '.join(names)} SELECT {found}"


@lru_cache(maxsize=2048)
def _verb_and_table(sql: str) -> tuple[str, str] | None:
    """None for what reads other rows, or is no plain write: it stands alone."""
    found = _VERB.match(sql)
    if found is None or "SELECT" in sql or "RETURNING" in sql or "ON CONFLICT" in sql:
        return None
    return found[1], found[2]
