"""A deployment compiled: its processes, decisions and forms, immutable and shared by threads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from engine import checks, dmn
from engine.behavior.conversations import Correlation
from engine.behavior.expressions import At, text_of
from engine.behavior.incidents import Halt
from engine.behavior.node import ScopeSpec
from engine.errors import DeploymentRefused, Problem
from engine.events import Message, Signal, Timer
from engine.events.iso8601 import Cycle
from engine.model.document import BPMN, Document, read
from engine.model.global_tasks import GLOBAL_TASKS, global_task
from engine.model.graph import Graph, build
from engine.model.source import Source

#: Timers of start events see no variables, so what they say can be tried on any day
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_DMN_NAMESPACE = b"omg.org/spec/DMN"


@dataclass(frozen=True, slots=True)
class Process:
    """One process of a deployment."""

    id: str
    name: str
    version_tag: str | None
    executable: bool
    file: str
    #: Ids of its none start events
    starts: tuple[str, ...]
    #: The graph that SpiffWorkflow executes
    spec: ScopeSpec = field(repr=False)
    #: {element id: (tag, name)}
    elements: Mapping[str, tuple[str, str]] = field(repr=False)
    #: {message: how its conversation is found}; "" for names that are expressions
    conversations: Mapping[str, tuple[Correlation, ...]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class StartSubscription:
    """A start event that waits for a message or signal, as long as the deployment is the newest."""

    process_id: str
    element_id: str
    #: message or signal
    kind: str
    name: str
    #: Which of the event definitions
    definition: int = 0
    #: The others must occur as well (engine.pipeline.together)
    together: bool = False


@dataclass(frozen=True, slots=True)
class StartTimer:
    """A start event that a timer triggers. ``definition`` compiles date, duration or cycle."""

    process_id: str
    element_id: str
    definition: Timer
    #: Which of the event definitions
    number: int = 0

    def first_due(self, now: datetime) -> datetime:
        """When it starts a case first, seen from the instant of deployment."""
        return self.schedule(now).first

    def next_due(self, previous: datetime, count: int) -> datetime | None:
        """When it starts the next case, after ``count`` starts; None when that was the last."""
        plan = self.schedule(previous)
        if plan.rounds is not None and count >= plan.rounds:
            return None
        return Cycle(previous, None, plan.interval_text).due(1)

    def schedule(self, now: datetime) -> Cycle:
        """The plan of the timer; it sees no variables. May raise ``Halt``."""
        return self.definition.schedule(now, At({}, now))


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that a deployment can run."""

    processes: Mapping[str, Process]
    #: The processes, and global tasks as processes of one task: what a call activity can call
    callables: Mapping[str, Process]
    start_subscriptions: tuple[StartSubscription, ...]
    start_timers: tuple[StartTimer, ...]
    #: {decision id: DMN model that holds it}
    decisions: Mapping[str, Any]
    #: {form id: its JSON}
    forms: Mapping[str, bytes]

    def correlations(self, message: str) -> set[Correlation]:
        """By which keys the processes find the conversation of a message of this name."""
        return {
            one
            for process in self.processes.values()
            for name in (message, "")
            for one in process.conversations.get(name, ())
        }

    def elements(self, process_id: str) -> Mapping[str, tuple[str, str]]:
        """{element id: (tag, name)} of a process, nested elements too."""
        return self.callables[process_id].elements


def compile_bundle(files: Mapping[str, bytes], *, deployed: bool = False) -> Bundle:
    """The bundle of these files ({name: bytes}). Raises ``DeploymentRefused`` with all problems.

    ``deployed``: they passed the checks when they were deployed. They are not checked again, so a
    rule that a later version brings never locks out the cases that run on them.
    """
    problems: list[Problem] = []
    kinds = {name: _kind(name, body) for name, body in files.items()}
    documents = _documents(files, kinds, problems)
    unread = len(problems)
    decisions = _decisions(files, kinds, problems)
    forms = _forms(files, kinds, problems)
    # Where a table or form is broken, nothing can be said about what it would have held
    broken = len(problems) > unread
    known = (
        checks.Resources() if broken else checks.Resources(frozenset(decisions), frozenset(forms))
    )
    for document in () if deployed else documents:
        problems += checks.check(document, _others(documents, document), known)
    # What the checks refuse is not built: the builder may rely on them, and says nothing twice
    processes = {} if problems else _processes(documents, problems)
    tasks = {} if problems else _global_tasks(documents, problems)
    subscriptions, timers = _starts(processes.values(), problems)
    if problems:
        raise DeploymentRefused(_sorted(problems))
    callables = MappingProxyType({**tasks, **processes})
    return Bundle(MappingProxyType(processes), callables, subscriptions, timers, decisions, forms)


def _others(documents: Sequence[Document], document: Document) -> list[Document]:
    return [other for other in documents if other is not document]


def _kind(name: str, body: bytes) -> str:
    """bpmn, dmn, form or other: by name, and for other XML by the namespace of DMN."""
    lower = name.lower()
    if lower.endswith(".dmn"):
        return "dmn"
    if lower.endswith((".form", ".json")):
        return "form"
    if lower.endswith((".bpmn", ".xml")):
        # A diagram may name the language of its expressions by the namespace of DMN
        head = body[:2000]
        return "dmn" if _DMN_NAMESPACE in head and BPMN.encode() not in head else "bpmn"
    return "other"


def _documents(
    files: Mapping[str, bytes], kinds: Mapping[str, str], problems: list[Problem]
) -> list[Document]:
    documents = []
    for name, body in sorted(files.items()):
        if kinds[name] == "bpmn":
            try:
                documents.append(read(name, body))
            except DeploymentRefused as refused:
                problems += refused.problems
    return documents


def _processes(documents: Sequence[Document], problems: list[Problem]) -> dict[str, Process]:
    processes: dict[str, Process] = {}
    for document in documents:
        for element in document.processes():
            source = Source(document, element, others=_others(documents, document))
            if not source.flag("isExecutable"):
                continue  # a drawing: it may hold what the engine does not run
            if source.id in processes:
                source.problem("duplicate-process", f"the process {source.id} is defined twice")
            else:
                processes[source.id] = _process(source, build(source))
            problems += source.problems
    return processes


def _global_tasks(documents: Sequence[Document], problems: list[Problem]) -> dict[str, Process]:
    tasks: dict[str, Process] = {}
    for document in documents:
        for element in document.root.iterchildren(*(f"{{{BPMN}}}{tag}" for tag in GLOBAL_TASKS)):
            source = Source(document, element, others=_others(documents, document))
            tasks[source.id] = _process(source, global_task(source))
            problems += source.problems
    return tasks


def _process(source: Source, graph: Graph) -> Process:
    tag = source.zeebe("versionTag")
    starts = tuple(flow.target.element_id for flow in graph.spec.entries)
    return Process(
        id=source.id,
        name=source.element.get("name") or "",
        version_tag=None if tag is None else tag.get("value"),
        executable=source.flag("isExecutable"),
        file=source.document.file,
        starts=starts,
        spec=graph.spec,
        elements=MappingProxyType(graph.elements),
        conversations=MappingProxyType(_conversations(graph)),
    )


def _conversations(graph: Graph) -> dict[str, tuple[Correlation, ...]]:
    found: dict[str, tuple[Correlation, ...]] = {}
    for scope in graph.scopes:
        for node in scope.task_specs.values():
            for one in node.definitions:
                if isinstance(one, Message) and one.correlations:
                    name = _constant(one)
                    found[name] = (*found.get(name, ()), *one.correlations)
    return found


def _constant(message: Message) -> str:
    """The name of a message; empty where it depends on variables."""
    try:
        return text_of(message.name, At({}), "message name")
    except Halt:
        return ""


def _starts(
    processes: Iterable[Process], problems: list[Problem]
) -> tuple[tuple[StartSubscription, ...], tuple[StartTimer, ...]]:
    subscriptions: list[StartSubscription] = []
    timers: list[StartTimer] = []
    for process in processes:
        for node in process.spec.task_specs.values():
            for number, definition in enumerate(_opening(node)):
                try:
                    if isinstance(definition, Timer):
                        timers.append(_timer(process.id, node, number, definition))
                    elif isinstance(definition, Message | Signal):
                        subscriptions.append(_subscription(process.id, node, number, definition))
                except Halt as halt:
                    problems.append(_at(process, node.element_id, halt))
    return tuple(subscriptions), tuple(timers)


def _opening(node: Any) -> Sequence[Any]:
    """The events by which a case begins at a node; what goes around an instance speaks for it."""
    return () if getattr(node, "loop", None) is not None else node.begins_by


def _timer(process_id: str, node: Any, number: int, definition: Timer) -> StartTimer:
    timer = StartTimer(process_id, node.element_id, definition, number)
    timer.schedule(_ANY_DAY)
    return timer


def _subscription(
    process_id: str, node: Any, number: int, definition: Message | Signal
) -> StartSubscription:
    name = text_of(definition.name, At({}), f"{definition.kind} name")
    return StartSubscription(
        process_id, node.element_id, definition.kind, name, number, node.all_needed
    )


def _at(process: Process, element_id: str, halt: Halt) -> Problem:
    return Problem(halt.code, element_id, 0, halt.message, process.file)


def _decisions(
    files: Mapping[str, bytes], kinds: Mapping[str, str], problems: list[Problem]
) -> Mapping[str, Any]:
    bodies = {name: body for name, body in sorted(files.items()) if kinds[name] == "dmn"}
    decisions: dict[str, Any] = {}
    for name, body in bodies.items():
        others = [other for key, other in bodies.items() if key != name]
        try:
            model = dmn.load(body, *others, file=name)
        except dmn.DmnError as error:
            problems.append(Problem("dmn-invalid", name, 0, str(error), name))
            continue
        except DeploymentRefused as refused:
            problems += refused.problems
            continue
        for key in model.decisions:
            decisions.setdefault(key, model)
    return MappingProxyType(decisions)


def _forms(
    files: Mapping[str, bytes], kinds: Mapping[str, str], problems: list[Problem]
) -> Mapping[str, bytes]:
    forms: dict[str, bytes] = {}
    for name, body in sorted(files.items()):
        if kinds[name] != "form":
            continue
        try:
            content = json.loads(body)
        except (ValueError, RecursionError) as error:
            problems.append(Problem("form-broken", name, 0, f"not JSON: {error}", name))
            continue
        key = content.get("id") if isinstance(content, dict) else None
        if not isinstance(key, str) or not key:
            problems.append(Problem("form-without-id", name, 0, "the form has no id", name))
        elif key in forms:
            problems.append(Problem("duplicate-form", key, 0, f"the form {key} is twice", name))
        else:
            forms[key] = body
    return MappingProxyType(forms)


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    """Each finding once, by file and line."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.file, p.line, p.code, p.element))
