"""What a migration is refused for. Each file is one reason; all are asked, all answer."""

from __future__ import annotations

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal
from engine.migration.rules import (
    boundary_events,
    compensation,
    element_missing,
    event_gateways,
    forms,
    jobs,
    joins,
    other_events,
    other_kind,
    process,
)

_RULES = (
    boundary_events,
    compensation,
    element_missing,
    event_gateways,
    forms,
    jobs,
    joins,
    other_events,
    other_kind,
    process,
)


def refusals(plan: Plan) -> list[Refusal]:
    """Every reason against the plan; none: it can be carried out."""
    missing = list(process.check(plan))
    if any(one.code == "process-missing" for one in missing):
        return missing
    found = [one for rule in _RULES if rule is not process for one in rule.check(plan)]
    return list(dict.fromkeys(missing + found))
