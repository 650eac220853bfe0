"""A diagram as the game sees it: nodes, flows and scopes; and the same as a BPMN file."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.engine import models as m

#: Kinds of nodes that wait for a person or a message
WAITS = ("user", "catch", "receive")
#: Kinds of nodes that hold a scope
SCOPES = ("sub", "handler", "call")


@dataclass(eq=False)
class Node:
    """``kind`` says how a token behaves here."""

    id: str
    kind: str
    #: Of a boundary event: where it is attached. Of an arm: its race
    host: str = ""
    interrupting: bool = True
    #: Of a sub-process, event sub-process or call
    inner: Net | None = None
    #: How often a repeated task runs, a loop goes round, tokens are needed or made
    times: int = 1


@dataclass(frozen=True)
class Flow:
    """``when``: the value of ``c`` for which it is taken; None: always, or by default."""

    id: str
    source: str
    target: str
    when: int | None = None
    default: bool = False


@dataclass(eq=False)
class Net:
    """One scope."""

    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def out(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node]

    def into(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node]

    def of(self, *kinds: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind in kinds]

    def attached(self, host: str, *kinds: str) -> list[Node]:
        return [node for node in self.of(*kinds) if node.host == host]

    def kinds(self) -> set[str]:
        """What the scope and those inside it are made of."""
        found = {_named(node) for node in self.nodes.values()}
        found |= {
            "several into a task" for n in self.of("user", "pass") if len(self.into(n.id)) > 1
        }
        found |= {"several out of a task" for n in self.of("user", "pass") if self.splits(n)}
        found |= {"conditional flow of a task" for n in self.of("user", "pass") if self.chooses(n)}
        for node in self.nodes.values():
            found |= node.inner.kinds() if node.inner else set()
        return found

    def splits(self, node: Node) -> bool:
        return len([flow for flow in self.out(node.id) if not flow.default]) > 1

    def chooses(self, node: Node) -> bool:
        return any(flow.when is not None for flow in self.out(node.id))


def _named(node: Node) -> str:
    aside = node.kind in ("boundary", "handler", "escalated")
    return f"{node.kind} beside" if aside and not node.interrupting else node.kind


def to_xml(net: Net) -> bytes:
    """The file with process ``p``."""
    written = _Written()
    body = written.scope(net)
    return m.definitions(*written.roots, m.process(body), *written.processes)


class _Written:
    def __init__(self) -> None:
        self.roots = [m.an_error(), m.an_escalation()]
        self.processes: list[str] = []

    def scope(self, net: Net) -> str:
        nodes = "".join(self.node(net, node) for node in net.nodes.values())
        return nodes + "".join(_flow(flow) for flow in net.flows)

    def node(self, net: Net, node: Node) -> str:
        default = {f.source: f.id for f in net.out(node.id) if f.default}
        facts = {"default": default[node.id]} if default else {}
        write = getattr(self, f"_{node.kind}", None)
        if write is not None:
            return str(write(node, facts))
        tag, inner = _PLAIN[node.kind]
        return m.node(tag, node.id, inner, **facts)

    def _message(self, node: Node) -> str:
        self.roots.append(m.a_message(f"m_{node.id}", f"m_{node.id}", "=key"))
        return m.message(f"m_{node.id}")

    def _catch(self, node: Node, facts: dict[str, str]) -> str:
        return m.catch(node.id, self._message(node))

    _arm = _catch

    def _receive(self, node: Node, facts: dict[str, str]) -> str:
        self._message(node)
        return m.node("receiveTask", node.id, messageRef=f"m_{node.id}")

    def _sub(self, node: Node, facts: dict[str, str]) -> str:
        assert node.inner is not None
        return m.sub(node.id, self.scope(node.inner), **facts)

    def _call(self, node: Node, facts: dict[str, str]) -> str:
        assert node.inner is not None
        self.processes.append(m.process(self.scope(node.inner), id=f"p_{node.id}"))
        called = m.zeebe("calledElement", processId=f"p_{node.id}")
        # What was chosen inside goes on outside, whether or not it was chosen before
        return m.node("callActivity", node.id, m.ext(called, m.io({}, {"c": "=c"})), **facts)

    def _handler(self, node: Node, facts: dict[str, str]) -> str:
        assert node.inner is not None
        first = next(iter(node.inner.of("start")))
        flag = {} if node.interrupting else {"isInterrupting": "false"}
        body = self.scope(node.inner)
        begun = m.node("startEvent", first.id, self._message(node), **flag)
        return m.sub(node.id, body.replace(m.start(first.id), begun), triggeredByEvent="true")

    def _boundary(self, node: Node, facts: dict[str, str]) -> str:
        return m.boundary(node.id, node.host, self._message(node), interrupting=node.interrupting)

    def _caught(self, node: Node, facts: dict[str, str]) -> str:
        return m.boundary(node.id, node.host, m.error("err"))

    def _escalated(self, node: Node, facts: dict[str, str]) -> str:
        return m.boundary(node.id, node.host, m.escalation("esc"), interrupting=node.interrupting)

    def _many(self, node: Node, facts: dict[str, str]) -> str:
        inner = m.formal("loopCardinality", str(node.times))
        return m.user(node.id, m.multi(inner=inner), **facts)

    def _row(self, node: Node, facts: dict[str, str]) -> str:
        inner = m.formal("loopCardinality", str(node.times))
        return m.user(node.id, m.multi(inner=inner, sequential=True), **facts)

    def _rounds(self, node: Node, facts: dict[str, str]) -> str:
        return m.user(node.id, m.loop(f"loopCounter < {node.times}"), **facts)

    def _gathers(self, node: Node, facts: dict[str, str]) -> str:
        return m.node("task", node.id, startQuantity=str(node.times), **facts)

    def _spreads(self, node: Node, facts: dict[str, str]) -> str:
        return m.node("task", node.id, completionQuantity=str(node.times), **facts)

    def _leap(self, node: Node, facts: dict[str, str]) -> str:
        return m.throw(node.id, m.link(node.host))

    def _landing(self, node: Node, facts: dict[str, str]) -> str:
        return m.catch(node.id, m.link(node.host))


_PLAIN = {
    "start": ("startEvent", ""),
    "end": ("endEvent", ""),
    "user": ("userTask", ""),
    "pass": ("task", ""),
    "xor": ("exclusiveGateway", ""),
    "and": ("parallelGateway", ""),
    "or": ("inclusiveGateway", ""),
    "race": ("eventBasedGateway", ""),
    "throw": ("intermediateThrowEvent", ""),
    "terminate": ("endEvent", m.TERMINATE),
    "error": ("endEvent", m.error("err")),
    "escalate": ("intermediateThrowEvent", m.escalation("esc")),
}


def _flow(flow: Flow) -> str:
    inner = "" if flow.when is None else m.formal("conditionExpression", f"=c = {flow.when}")
    return m.node("sequenceFlow", flow.id, inner, sourceRef=flow.source, targetRef=flow.target)
