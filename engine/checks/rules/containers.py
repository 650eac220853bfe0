"""What may not stand in a process at all: choreography, implicit throws; data in sub-processes.

Refuses ``<choreographyTask/>`` in a process, ``<implicitThrowEvent/>`` outside of complex behavior.
Source: BPMN 2.0.2, 8.4 Flow Elements Container, 10.3 Loop Characteristics, 10.4 Items and Data.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.vocabulary import ACTIVITIES, CHOREOGRAPHY_ACTIVITIES, SCOPES, SUB_PROCESSES
from engine.errors import Problem


@rule
def choreography_in_process(model: Model) -> Iterator[Problem]:
    """``choreography-in-process``."""
    for node in model.every(*CHOREOGRAPHY_ACTIVITIES):
        if node.parent is not None and node.parent.tag in SCOPES:
            yield node.problem(
                "choreography-in-process",
                f"stands in {node.parent.label}; a choreography is a diagram of its own",
            )


@rule
def implicit_throw_misplaced(model: Model) -> Iterator[Problem]:
    """``implicit-throw-misplaced``."""
    for node in model.every("implicitThrowEvent"):
        if node.parent is None or node.parent.tag != "complexBehaviorDefinition":
            yield node.problem(
                "implicit-throw-misplaced",
                "stands alone; it belongs into a complex behavior of a loop",
            )


@rule
def sub_process_io_specification(model: Model) -> Iterator[Problem]:
    """``sub-process-io-specification``: it sees its parent's data, so it declares none."""
    for node in model.every(*SUB_PROCESSES):
        if node.kid("ioSpecification"):
            yield node.problem("sub-process-io-specification", "declares data; remove it")


@rule
def ad_hoc_content(model: Model) -> Iterator[Problem]:
    """``ad-hoc-empty``, ``ad-hoc-start-or-end``."""
    for scope, nodes in model.scopes:
        if scope.tag != "adHocSubProcess":
            continue
        if not any(node.tag in ACTIVITIES for node in nodes):
            yield scope.problem("ad-hoc-empty", "holds no activity; draw at least one")
        for node in nodes:
            if node.tag in ("startEvent", "endEvent"):
                yield node.problem(
                    "ad-hoc-start-or-end",
                    f"stands in {scope.label}, which has no start or end; delete it",
                )
