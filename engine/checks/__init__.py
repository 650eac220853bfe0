"""What must be true of a BPMN file before it may be deployed.

``check`` returns every finding at once. A rule is one function in ``rules/``; ``README.md`` says
how to add one. Source of most rules: BPMN 2.0.2 (OMG formal/2013-12-09), by clause title.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.checks import rules
from engine.checks.context import Model, Resources
from engine.checks.registry import RULES
from engine.checks.rules.schema import schema_problems
from engine.errors import Problem
from engine.model.document import Document


def check(
    document: Document, others: Sequence[Document] = (), resources: Resources | None = None
) -> list[Problem]:
    """All findings in ``document``, sorted by line; an empty list means that it can be run.

    ``others``: the other BPMN files of the same deployment, for imports and called processes.
    ``resources``: ids of its decisions and forms; None leaves references to them unchecked.
    """
    rules.load()
    model = Model(document, others, resources)
    found = {problem for one in RULES for problem in one(model)}
    found = _without_echo(found | set(schema_problems(model, found)))
    return sorted(found, key=lambda p: (p.line, p.code, p.element, p.message))


def _without_echo(found: set[Problem]) -> set[Problem]:
    """What the standard forbids is told as that, not once more as something not supported."""
    forbidden = {(one.element, one.line) for one in found if one.code != "not-supported"}
    return {
        one
        for one in found
        if one.code != "not-supported" or (one.element, one.line) not in forbidden
    }


__all__ = ["Resources", "check"]
