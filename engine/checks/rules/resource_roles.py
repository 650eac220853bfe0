"""Resource roles: who does or answers for an activity.

Of most activities they are a note. Of a user task they say who may do it, unless
``zeebe:assignmentDefinition`` does: by a resource (a group of that name) or by an expression. A
role with neither, or with parameters (a query to people), is refused rather than ignored.
Source: BPMN 2.0.2, 8.4 Resources, 10.3 Activities (Resource Assignment), User Task.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.supported import ROLES
from engine.errors import Problem
from engine.model.document import ZEEBE, unprefixed


@rule
def role_without_assignment(model: Model) -> Iterator[Problem]:
    """``not-supported``: a role of a user task that names nobody whom the engine could find."""
    for node in model.every("userTask", "globalUserTask"):
        runs = node.executable or (node.scope is None and model.runs)
        if not runs or node.extension(f"{{{ZEEBE}}}assignmentDefinition") is not None:
            continue
        for role in node.kids(*ROLES):
            names = role.kid("resourceRef") or role.kid("resourceAssignmentExpression")
            if not names or role.kid("resourceParameterBinding"):
                yield node.problem(
                    "not-supported",
                    f"has a {role.tag}, which assigns nobody here; name a resource without "
                    "parameters, write an expression, or add zeebe:assignmentDefinition",
                )


@rule
def resource_parameter_unbound(model: Model) -> Iterator[Problem]:
    """``resource-parameter-unbound``: a required parameter of the resource has a value."""
    for role in model.every(*ROLES):
        named = role.kid("resourceRef")
        resource = model.named(named.text) if named is not None else None
        if resource is None:
            continue
        bound = {
            unprefixed(each.get("parameterRef")) for each in role.kids("resourceParameterBinding")
        }
        for parameter in resource.kids("resourceParameter"):
            if parameter.flag("isRequired") and parameter.id not in bound:
                yield role.problem(
                    "resource-parameter-unbound",
                    f"gives no value to {parameter.label}, which {resource.label} requires; "
                    "add a binding",
                )
