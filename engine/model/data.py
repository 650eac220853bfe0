"""Data inputs, outputs, properties and associations of an element, read and compiled.

Source: BPMN 2.0.2, 10.4 Items and Data.
"""

from __future__ import annotations

from engine.behavior.data import Association, DataFlow, DataSet, Path
from engine.feel import Expression
from engine.model.document import local
from engine.model.source import Source


def read_data(source: Source) -> DataFlow | None:
    """What the element declares; None if it declares no data."""
    specification = source.child("ioSpecification") or source
    flow = DataFlow(
        properties=_ids(source, "property"),
        inputs=_ids(specification, "dataInput"),
        outputs=_ids(specification, "dataOutput"),
        input_sets=tuple(_set(one, "Input", "output") for one in _all(specification, "inputSet")),
        output_sets=tuple(_set(one, "Output", "input") for one in _all(specification, "outputSet")),
        into=_associations(source, "dataInputAssociation"),
        out=_associations(source, "dataOutputAssociation"),
    )
    return None if flow == DataFlow() else flow


def local_names(container: Source) -> tuple[str, ...]:
    """Data objects and properties of a sub-process."""
    return _ids(container, "dataObject") + _ids(container, "property")


def _all(source: Source, tag: str) -> list[Source]:
    return [child for child in source.children() if local(child.element) == tag]


def _ids(source: Source, tag: str) -> tuple[str, ...]:
    return tuple(child.id for child in _all(source, tag))


def _set(source: Source, side: str, other: str) -> DataSet:
    """``inputSet`` or ``outputSet``."""
    members = _named(source, f"data{side}Refs")
    later = _named(source, f"optional{side}Refs") | _named(source, f"whileExecuting{side}Refs")
    return DataSet(source.id, members, members - later, _named(source, f"{other}SetRefs"))


def _named(source: Source, tag: str) -> frozenset[str]:
    return frozenset(one.variable(one.text()) for one in _all(source, tag))


def _associations(source: Source, tag: str) -> tuple[Association, ...]:
    found = (_association(one) for one in _all(source, tag))
    return tuple(one for one in found if one is not None)


def _association(source: Source) -> Association | None:
    target = source.child("targetRef")
    if target is None:
        return None
    names = [one.text().strip().rpartition(":")[2] for one in _all(source, "sourceRef")]
    named, variable = target.text().strip().rpartition(":")[2], source.variable(target.text())
    transformation = source.child("transformation")
    return Association(
        sources=tuple((name, source.variable(name)) for name in names),
        target=variable,
        transformation=None if transformation is None else source.expression(transformation.text()),
        assignments=_assignments(source, {named, variable}, variable),
    )


def _assignments(
    source: Source, names: set[str], variable: str
) -> tuple[tuple[Expression, Path], ...]:
    lines = []
    for one in _all(source, "assignment"):
        value, to = one.child("from"), one.child("to")
        expression = None if value is None else one.expression(value.text())
        first, *rest = ("" if to is None else to.text().removeprefix("=").strip()).split(".")
        if expression is None or first not in names:
            one.problem("assignment-target", f"an assignment goes to {variable} or a part of it")
            continue
        lines.append((expression, (variable, *rest)))
    return tuple(lines)
