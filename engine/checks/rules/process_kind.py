"""Executable processes: there is one, and it is not a public one.

Refuses ``<process processType="Public" isExecutable="true"/>`` and a deployment whose processes are
all drawings. A file without any process (messages, errors, items) is a library and legal.
Source: BPMN 2.0.2, 10.2 Basic Process Concepts.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import Document


@rule
def public_process_executable(model: Model) -> Iterator[Problem]:
    """``public-process-executable``: a public process shows only what partners see."""
    for process in model.executed("process"):
        if process.get("processType") == "Public":
            yield process.problem(
                "public-process-executable",
                'is Public and executable; make it processType="Private"',
            )


@rule
def no_executable_process(model: Model) -> Iterator[Problem]:
    """``no-executable-process``: there are processes in the deployment, and none can be run."""
    first = next(iter(model.every("process")), None)
    if first is None or model.runs or any(_runs(other) for other in model.others):
        return
    yield first.problem(
        "no-executable-process",
        'is not executable, and no other process of the deployment is; set isExecutable="true"',
    )


def _runs(document: Document) -> bool:
    return any(process.get("isExecutable") in ("true", "1") for process in document.processes())
