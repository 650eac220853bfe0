"""Forbidden models in every place where a rule can be broken, each with the one code that says why.

``docs/rules.md`` has the smallest model of each rule; here stand the others: every event in every
wrong position, every wrong end of a flow, every kind of misplaced or mistyped part.
"""

from __future__ import annotations

from tests.engine.checks.refused import data, dialect, drawn, events, flow

AREAS = (flow, events, data, drawn, dialect)
#: {clause and what is wrong: (its code, the file)}
MODELS: dict[str, tuple[str, bytes]] = {
    what: (code, body) for area in AREAS for what, code, body in area.models()
}
