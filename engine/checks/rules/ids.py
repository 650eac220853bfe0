"""Each id once: in one file, and for processes in one deployment.

Refuses two tasks ``id="a"``, also a shape that repeats the id of a task.
Source: BPMN 2.0.2, 8.3 Foundation (BaseElement id).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, line_of
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import BPMN


@rule
def duplicate_id(model: Model) -> Iterator[Problem]:
    """``duplicate-id``: an id that another element of the file has already."""
    for node in model.repeated:
        first = model.by_id[node.id or ""]
        yield node.problem("duplicate-id", f"repeats the id of line {first.line}; rename one")
    seen = set(model.by_id)
    for part in model.document.root.iterchildren(tag="{*}BPMNDiagram"):
        for shape in part.iter("{*}*"):
            key = shape.get("id")
            if key is None:
                continue
            if key in seen:
                yield Problem(
                    "duplicate-id",
                    key,
                    line_of(shape),
                    f'the drawing repeats the id "{key}"; rename one',
                    model.file,
                )
            seen.add(key)


@rule
def duplicate_process(model: Model) -> Iterator[Problem]:
    """``duplicate-id-across-files``: two files of one deployment define the same process."""
    for process in model.every("process"):
        for other in model.others:
            twin = other.by_id.get(process.id or "")
            if twin is not None and twin.tag == f"{{{BPMN}}}process":
                yield process.problem(
                    "duplicate-id-across-files", f"is defined in {other.file} as well; rename one"
                )
