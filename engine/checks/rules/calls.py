"""Call activities: the target is named, is there, and can be started and run.

Refuses ``<callActivity/>``, a call of a task, of a process that starts by message only, or of a
drawing. A target given by an expression, or bound to the latest deployment or a version tag, is
looked up when the call runs.
Source: BPMN 2.0.2, 10.3 Call Activity.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.checks.context import Model, Node
from engine.checks.names import Names, Unbound
from engine.checks.references import CALLABLE
from engine.checks.registry import rule
from engine.checks.rules.reference_targets import with_article
from engine.errors import Problem
from engine.model.document import BPMN, ZEEBE, local

_CALLED = f"{{{ZEEBE}}}calledElement"


@rule
def call_target_missing(model: Model) -> Iterator[Problem]:
    """``call-target-missing``."""
    for node in model.executed("callActivity"):
        if not _wanted(node):
            yield node.problem(
                "call-target-missing",
                "names no process; add zeebe:calledElement with a processId",
            )


@rule
def call_target_twice(model: Model) -> Iterator[Problem]:
    """``call-target-twice``: the attribute and the extension name different processes."""
    for node in model.executed("callActivity"):
        bound, named = node.extension(_CALLED), (node.get("calledElement") or "").strip()
        if bound is not None and named and named != (bound.get("processId") or "").strip():
            yield node.problem("call-target-twice", "names two processes; keep one")


@rule
def call_version_tag(model: Model) -> Iterator[Problem]:
    """``attribute-missing``: bound to a version tag, and no tag is named."""
    for node in model.executed("callActivity"):
        bound = node.extension(_CALLED)
        if bound is None or bound.get("bindingType") != "versionTag":
            continue
        if not (bound.get("versionTag") or "").strip():
            yield node.problem("attribute-missing", "is bound to a version tag; add versionTag")


@rule
def call_target(model: Model) -> Iterator[Problem]:
    """``unresolved-reference``, ``undeclared-prefix`` and the rules about the target."""
    names = Names(model)
    by_event_only: dict[etree._Element, bool] = {}
    for node in model.every("callActivity"):
        wanted = _wanted(node)
        if not wanted or wanted.startswith("="):
            continue
        try:
            namespace, name = names.split(node, wanted)
        except Unbound as unbound:
            yield node.problem(
                "undeclared-prefix",
                f'calls "{wanted}", but "{unbound.prefix}" is not declared; declare the prefix',
            )
            continue
        target = _find(model, namespace, name)
        if target is not None:
            if target not in by_event_only:
                by_event_only[target] = _starts_by_event_only(target)
            yield from _fits(node, target, by_event_only[target])
        elif _must_be_here(node):
            yield node.problem(
                "unresolved-reference",
                f'calls "{wanted}", and there is no such process; '
                "deploy it along, or correct the name",
            )


def _fits(node: Node, target: etree._Element, by_event_only: bool) -> Iterator[Problem]:
    called = f'calls "{target.get("id")}"'
    if local(target) not in CALLABLE:
        yield node.problem(
            "call-target-kind", f"{called}, which is {with_article(local(target))}; call a process"
        )
    elif local(target) == "process":
        if by_event_only:
            yield node.problem(
                "call-target-no-none-start",
                f"{called}, which starts by events only; give it a plain start event",
            )
        if node.executable and target.get("isExecutable") not in ("true", "1"):
            yield node.problem(
                "call-target-not-executable", f"{called}, which is not executable; make it so"
            )


def _starts_by_event_only(target: etree._Element) -> bool:
    starts = list(target.iterchildren(f"{{{BPMN}}}startEvent"))
    if starts:
        return all(_triggered(start) for start in starts)
    nodes = target.iterchildren(f"{{{BPMN}}}receiveTask", f"{{{BPMN}}}eventBasedGateway")
    return any(node.get("instantiate") in ("true", "1") for node in nodes)


def _triggered(start: etree._Element) -> bool:
    return any(
        local(child).endswith(("EventDefinition", "EventDefinitionRef", "eventDefinitionRef"))
        for child in start.iterchildren(tag=etree.Element)
    )


def _wanted(node: Node) -> str:
    bound = node.extension(_CALLED)
    text = bound.get("processId") if bound is not None else None
    return (text or node.get("calledElement") or "").strip()


def _must_be_here(node: Node) -> bool:
    bound = node.extension(_CALLED)
    if bound is None:
        return True
    return node.executable and bound.get("bindingType") == "deployment"


def _find(model: Model, namespace: str | None, name: str) -> etree._Element | None:
    own = model.by_id.get(name)
    if namespace is None and own is not None:
        return own.xml
    for document in model.others:
        found = document.by_id.get(name)
        if found is None:
            continue
        # All files of a deployment may call each other by id, as in the zeebe dialect
        by_id = namespace is None and local(found) in CALLABLE
        if by_id or namespace == document.root.get("targetNamespace"):
            return found
    return None
