"""A snapshot on another version: names of nodes and flows are exchanged, all else stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from engine import snapshot
from engine.migration.plan import Plan


def migrated(plan: Plan, deployment_id: UUID) -> bytes:
    """The case of ``plan`` as bytes that load on the target deployment."""
    content = snapshot.read(snapshot.dump(plan.case))
    content[1] = deployment_id.hex
    own = {scope.task_tree.id for scope in plan.scopes()}
    for row in content[snapshot.SCOPES]:
        if row[1] in own:
            _rename_scope(plan, row)
    return snapshot.write(content)


def _rename_scope(plan: Plan, row: list[Any]) -> None:
    for token in row[6]:
        token[2] = plan.renamed(token[2])
        token[4] = None if token[4] is None else plan.renamed(token[4])
    if len(row) > 7:
        _rename_log(plan, row[7])
    if len(row) > 8:
        row[8] = {plan.renamed(name): _flows(plan, flows) for name, flows in row[8].items()}


def _rename_log(plan: Plan, log: list[list[Any]]) -> None:
    """What lies in a called process keeps its names."""
    foreign: set[int] = set()
    for number, entry in enumerate(log):
        outer = entry[0]
        if outer in foreign or (outer >= 0 and log[outer][5] is not None):
            foreign.add(number)
        else:
            entry[1] = plan.renamed(entry[1])


def _flows(plan: Plan, flows: list[str]) -> list[str]:
    return [plan.renamed(flow) for flow in flows]
