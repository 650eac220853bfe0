"""A decision as it is kept with its case: what went in, which rules matched, what came out.

Values stand as FEEL writes them, which is exact and reads back: a trace may hold ranges and
functions that no variable holds, and people are to read it years later. Long values are cut.
"""

from __future__ import annotations

from typing import Any

from engine.dmn.trace import Decided, DecisionTrace, TableTrace
from engine.feel.text import write_cut

#: Characters of one value, and entries of one trace: a record is evidence, no copy of the data
MAX_VALUE, MAX_ENTRIES, MAX_WARNINGS = 2_000, 200, 20


def record(decided: Decided, decision: str) -> dict[str, Any]:
    """Plain texts and numbers, as an event's body holds them."""
    return {
        "decision": decision,
        "version": decided.version,
        "value": written(decided.value),
        "trace": [_entry(entry) for entry in decided.trace[:MAX_ENTRIES]],
        "cut": max(0, len(decided.trace) - MAX_ENTRIES),
        "warnings": [reason.message for reason in decided.warnings[:MAX_WARNINGS]],
    }


def written(value: Any) -> str:
    """The value as FEEL writes it, cut where it is very long."""
    return write_cut(value, MAX_VALUE)


def _entry(entry: TableTrace | DecisionTrace) -> dict[str, Any]:
    if isinstance(entry, DecisionTrace):
        return {"decision": entry.decision, "name": entry.name, "value": written(entry.value)}
    return {
        "table": entry.table,
        "inputs": [[label, written(value)] for label, value in entry.inputs],
        "rules": [[number, identifier] for number, identifier in entry.rules],
        "output": written(entry.output),
    }
