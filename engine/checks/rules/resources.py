"""Decisions and forms that a diagram names lie in the deployment.

Refuses ``<zeebe:calledDecision decisionId="fee"/>`` without a decision "fee" beside the diagram.
Checked only where the caller says what else is deployed; names by expression are found at run time.
Source: design rule "a deployment bundles diagrams, decisions and forms".
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import ZEEBE


@rule
def resources(model: Model) -> Iterator[Problem]:
    """``unresolved-reference`` to a decision, ``form-not-there``."""
    decisions, forms = model.resources.decisions, model.resources.forms
    kinds = (
        ("calledDecision", "decisionId", decisions, "decision", "unresolved-reference"),
        ("formDefinition", "formId", forms, "form", "form-not-there"),
    )
    for extension, attribute, known, kind, code in kinds:
        if known is None:
            continue
        for node in model.executed("businessRuleTask", "userTask", "startEvent"):
            xml = node.extension(f"{{{ZEEBE}}}{extension}")
            name = str(xml.get(attribute) or "").strip() if xml is not None else ""
            if name and not name.startswith("=") and name not in known:
                yield node.problem(
                    code,
                    f'names the {kind} "{name}", which is not in the deployment; add its file',
                )
