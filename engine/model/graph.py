"""From a process element to its immutable graph of nodes: all nodes in one pass, then all flows.

SpiffWorkflow's own parser follows the flows by recursion and stops at the first error; here length
and nesting cost no stack, unreachable nodes are seen, and problems are collected.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from engine.behavior.activity import Activity
from engine.behavior.compensation import Undoing
from engine.behavior.data import InputGate
from engine.behavior.loops import MultiInstance, Wrapper
from engine.behavior.node import Flow, Node, ScopeSpec
from engine.behavior.quantities import Gathering
from engine.behavior.standard_loop import StandardLoop
from engine.elements import ELEMENTS
from engine.elements.ad_hoc_sub_process import AdHocSubProcess, Turn
from engine.elements.boundary_event import BoundaryEvent
from engine.elements.call_activity import CallActivity
from engine.elements.event_based_gateway import EventBasedGateway
from engine.elements.event_sub_process import EventSubProcess
from engine.elements.intermediate_catch_event import IntermediateCatchEvent
from engine.elements.intermediate_throw_event import IntermediateThrowEvent
from engine.elements.start_event import StartEvent
from engine.elements.sub_process import SubProcess
from engine.events import Compensate
from engine.model.data import local_names, read_data
from engine.model.document import BPMN, local, unprefixed
from engine.model.source import Source

#: A scope to be built: its element, its graph, the sub-process that it is inside of
_Open = tuple[Source, ScopeSpec, SubProcess | None]


@dataclass(slots=True)
class Graph:
    """What was built from one process."""

    spec: ScopeSpec
    #: {element id: (tag, name)} of all flow nodes, nested ones too
    elements: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: The scopes inside, to be frozen with the outermost
    scopes: list[ScopeSpec] = field(default_factory=list)


def build(process: Source) -> Graph:
    """The graph of a process. Problems are left in ``process.problems``."""
    _read_lanes(process)
    graph = Graph(ScopeSpec(process.id, process.document.file))
    graph.spec.io_specification = read_data(process)
    associated = _associations(process)
    waiting: list[_Open] = [(process, graph.spec, None)]
    while waiting:
        container, spec, host = waiting.pop()
        graph.scopes.append(spec)
        nodes = _nodes(container, spec, graph, waiting)
        _connect(container, nodes)
        _link(nodes)
        _attach(container, nodes, associated)
        _count_tokens(container, spec, nodes)
        if isinstance(host, AdHocSubProcess):
            _take_turns(host, spec, nodes)
        _wait_for_inputs(spec, nodes)
        entries = tuple(Flow(f"#{n.name}", n) for n in _entries(container, nodes))
        if isinstance(host, AdHocSubProcess):
            host.enabled = entries
        else:
            spec.entries = entries
        _guard(spec, nodes, transaction=local(container.element) == "transaction")
        for node in spec.task_specs.values():
            node.linked(spec)
    for spec in graph.scopes:
        spec.freeze()
    return graph


def _nodes(
    container: Source, spec: ScopeSpec, graph: Graph, waiting: list[_Open]
) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for place, source in enumerate(container.children()):
        tag = local(source.element)
        kind = ELEMENTS.get("eventSubProcess" if _by_event(source) else tag)
        if kind is None:
            continue
        if not source.element.get("id"):
            # A node needs no id by the standard, but a trace and a snapshot do
            source.element.set("id", f"{container.id}.{tag}.{place}")
        if source.id in spec.task_specs or source.id in graph.elements:
            source.problem("duplicate-id", f"the id {source.id} is used twice")
            continue
        node = nodes[source.id] = _node(kind, spec, source)
        graph.elements[source.id] = (tag, source.element.get("name") or "")
        body = node.body if isinstance(node, Wrapper) else node
        if isinstance(body, SubProcess) and not isinstance(body, CallActivity):
            body.inner = ScopeSpec(source.id, source.document.file)
            body.local_items = local_names(source)
            waiting.append((source, body.inner, body))
    return nodes


def _node(kind: type[Node], spec: ScopeSpec, source: Source) -> Node:
    wrapper = _wrapper(spec, source) if issubclass(kind, Activity) else None
    if wrapper is None or not issubclass(kind, Activity):
        node = kind(spec, source.id)
        node.read(source)
        node.declared = read_data(source)
        return node
    wrapper.read(source)
    wrapper.declared = read_data(source)
    wrapper.body = kind(spec, f"{source.id}#body", source.id)
    wrapper.body.read(source)
    wrapper.body.loop = wrapper
    return wrapper


def _wrapper(spec: ScopeSpec, source: Source) -> Wrapper | None:
    """Of a repeated activity: what goes around it."""
    several, loop = source.loop_definition(), source.standard_loop()
    if several is not None:
        instances = MultiInstance(spec, source.id)
        instances.loop_definition = several
        return instances
    if loop is not None:
        rounds = StandardLoop(spec, source.id)
        rounds.loop_definition = loop
        return rounds
    return None


def _connect(container: Source, nodes: dict[str, Node]) -> None:
    for place, flow in enumerate(container.element.iterchildren(f"{{{BPMN}}}sequenceFlow")):
        source = container.at(flow)
        # Flows need no id, but joins must tell them apart; "#" cannot stand in an XML id
        key = flow.get("id") or f"#{place}"
        ends = [nodes.get(flow.get(end) or "") for end in ("sourceRef", "targetRef")]
        start, target = ends
        if start is None or target is None:
            source.problem("unresolved-reference", "an end of the flow is no node of its scope")
            continue
        condition = source.child("conditionExpression")
        expression = None if condition is None else source.expression(condition.text())
        start.flows = [*start.flows, Flow(key, target, expression)]
        target.incoming = [*target.incoming, key]
        start.connect(target)


def _link(nodes: dict[str, Node]) -> None:
    """A flow from each link throw to the catch of its name."""
    catches = {n.link: n for n in nodes.values() if isinstance(n, IntermediateCatchEvent)}
    for node in nodes.values():
        if not isinstance(node, IntermediateThrowEvent) or node.link is None:
            continue
        target = catches[node.link]
        key = f"#{node.name}"
        node.flows = [*node.flows, Flow(key, target)]
        target.incoming = [*target.incoming, key]
        node.connect(target)


def _attach(container: Source, nodes: dict[str, Node], associated: dict[str, list[str]]) -> None:
    for key, node in nodes.items():
        if not isinstance(node, BoundaryEvent):
            continue
        element = container.document.by_id.get(key)
        name = "" if element is None else element.get("attachedToRef") or ""
        host = nodes.get(unprefixed(name))
        if host is None:
            source = container if element is None else container.at(element)
            source.problem("unresolved-reference", "the boundary event has no host in its scope")
            continue
        if any(isinstance(one, Compensate) for one in node.definitions):
            body = host.body if isinstance(host, Wrapper) else host
            _join_handler(node, body, [nodes.get(name) for name in associated.get(key, ())])
        else:
            host.boundaries = [*host.boundaries, node]


def _join_handler(boundary: Node, host: Node, joined: list[Node | None]) -> None:
    """The association from a compensation boundary event says which activity undoes its host."""
    for handler in joined:
        if isinstance(host, Activity) and isinstance(handler, Activity) and handler.compensates:
            host.undone_by = (boundary, handler)


def _associations(process: Source) -> dict[str, list[str]]:
    """{element: those that associations join to it, in whatever direction}, of the whole file."""
    joined: dict[str, list[str]] = {}
    for association in process.document.root.iter(f"{{{BPMN}}}association"):
        one, other = (unprefixed(association.get(end)) for end in ("sourceRef", "targetRef"))
        joined.setdefault(one, []).append(other)
        joined.setdefault(other, []).append(one)
    return joined


def _guard(spec: ScopeSpec, nodes: dict[str, Node], *, transaction: bool) -> None:
    """Event sub-processes wait beside the flow; what is undone has a node of its own."""
    beside = [node for node in nodes.values() if isinstance(node, EventSubProcess)]
    spec.guards = tuple(node for node in beside if node.guards_scope)
    spec.undo_handler = next((node for node in beside if node.undoes_scope), None)
    if transaction or any(_undoable(node) for node in nodes.values()):
        spec.undo = Undoing(spec, "#undo")


def _undoable(node: Node) -> bool:
    body = node.body if isinstance(node, Wrapper) else node
    return isinstance(body, Activity) and (
        body.undone_by is not None or isinstance(body, SubProcess)
    )


def _count_tokens(container: Source, spec: ScopeSpec, nodes: dict[str, Node]) -> None:
    """``completionQuantity`` draws the flows out so often; ``startQuantity`` gathers before."""
    gathering: dict[str, Node] = {}
    for source in container.children():
        node = nodes.get(source.id)
        if not isinstance(node, Activity):
            continue
        out = source.whole("completionQuantity", 1)
        if out > 1:
            node.flows = [flow for flow in node.flows for _ in range(out)]
        needed = source.whole("startQuantity", 1)
        if needed > 1:
            before = Gathering(spec, f"{node.name}#tokens", node.element_id)
            before.quantity = needed
            gathering[node.name] = before
    _put_before(gathering, nodes)


def _take_turns(host: AdHocSubProcess, spec: ScopeSpec, nodes: dict[str, Node]) -> None:
    """The activities of an ad-hoc sub-process tell it when they are done, and may have to wait."""
    races = [node for node in nodes.values() if isinstance(node, EventBasedGateway)]
    raced = {flow.target.name for gateway in races for flow in gateway.flows}
    turns: dict[str, Node] = {}
    for node in _activities(nodes):
        if node.compensates or isinstance(node, EventSubProcess):
            continue
        node.inside = host
        # What a race has decided has its turn already
        if host.sequential and node.name not in raced:
            turns[node.name] = Turn(spec, f"{node.name}#turn", node.element_id)
    _put_before(turns, nodes)


def _wait_for_inputs(spec: ScopeSpec, nodes: dict[str, Node]) -> None:
    """Activities whose inputs may not be there yet begin when they are."""
    gates: dict[str, Node] = {}
    for node in _activities(nodes):
        if node.declared is not None and node.declared.waits and not _aside(node):
            gate = InputGate(spec, f"{node.name}#input", node.element_id)
            gate.declared = node.declared
            gates[node.name] = gate
    _put_before(gates, nodes)


def _activities(nodes: dict[str, Node]) -> list[Activity]:
    return [n for n in nodes.values() if isinstance(n, Activity) and n.is_activity]


def _put_before(befores: dict[str, Node], nodes: dict[str, Node]) -> None:
    """{node: what stands before it}: all that led to the node leads there, and that to the node."""
    for other in nodes.values() if befores else ():
        other.flows = [
            replace(flow, target=befores[flow.target.name]) if flow.target.name in befores else flow
            for flow in other.flows
        ]
    for name, before in befores.items():
        node = nodes[name]
        before.label, before.incoming = node.label, node.incoming
        before.flows = [Flow(f"#{name}", node)]
        node.incoming = [f"#{name}"]
        before.connect(node)
        nodes[before.name] = before


def _entries(container: Source, nodes: dict[str, Node]) -> list[Node]:
    """None start events; in a scope without any start event, all nodes that no flow leads to.

    An event sub-process begins at its start event, whatever that waits for.
    """
    starts = [node for node in nodes.values() if isinstance(node, StartEvent)]
    if starts:
        return [node for node in starts if not node.definitions or _by_event(container)]
    return [node for node in nodes.values() if not node.incoming and not _aside(node)]


def _aside(node: Node) -> bool:
    """It stands outside of the flow, and something else brings a token to it."""
    handler = isinstance(node, Activity) and node.compensates
    opens = node.begins or (isinstance(node, EventBasedGateway) and node.opens)
    return handler or opens or isinstance(node, BoundaryEvent | EventSubProcess)


def _by_event(source: Source) -> bool:
    """An event sub-process: its scope begins with an event and not with a token."""
    return local(source.element) == "subProcess" and source.flag("triggeredByEvent")


def _read_lanes(process: Source) -> None:
    """Outer lanes first, so that the innermost one that names a node wins."""
    for lane in process.element.iter(f"{{{BPMN}}}lane"):
        for reference in lane.iterchildren(f"{{{BPMN}}}flowNodeRef"):
            process.lanes[(reference.text or "").strip()] = lane
