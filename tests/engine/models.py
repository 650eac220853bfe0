"""Small diagrams written as text: each function gives the XML of one element or flow."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from tests.support.schema_order import in_schema_order

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:yb="urn:yuanban:bpmn:1"'
    ' id="defs" targetNamespace="http://yuanban.cn/test">'
)


def definitions(*parts: str) -> bytes:
    """A file of processes and root elements, each sorted as the schema wants it."""
    return in_schema_order(f"{HEAD}{''.join(parts)}</bpmn:definitions>".encode())


def process(*parts: str, id: str = "p", extra: str = "") -> str:
    return f'<bpmn:process id="{id}" isExecutable="true"{extra}>{"".join(parts)}</bpmn:process>'


def diagram(*parts: str, roots: str = "") -> bytes:
    """One process ``p``."""
    return definitions(roots, process(*parts))


def node(tag: str, id: str, *inner: str, **attributes: str) -> str:
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f'<bpmn:{tag} id="{id}"{written}>{"".join(inner)}</bpmn:{tag}>'


def ext(*parts: str) -> str:
    return f"<bpmn:extensionElements>{''.join(parts)}</bpmn:extensionElements>"


def zeebe(tag: str, *inner: str, **attributes: str) -> str:
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<zeebe:{tag}{written}>{''.join(inner)}</zeebe:{tag}>"


def io(inputs: dict[str, str] | None = None, outputs: dict[str, str] | None = None) -> str:
    """``zeebe:ioMapping``: {target: source}."""
    lines = [zeebe("input", source=s, target=t) for t, s in (inputs or {}).items()]
    lines += [zeebe("output", source=s, target=t) for t, s in (outputs or {}).items()]
    return zeebe("ioMapping", *lines)


def start(id: str = "s", *inner: str) -> str:
    return node("startEvent", id, *inner)


def end(id: str = "e", *inner: str) -> str:
    return node("endEvent", id, *inner)


def user(id: str, *inner: str, **attributes: str) -> str:
    return node("userTask", id, *inner, **attributes)


def script(id: str, expression: str, result: str, *inner: str, **attributes: str) -> str:
    extension = ext(zeebe("script", expression=f"={expression}", resultVariable=result))
    return node("scriptTask", id, extension, *inner, **attributes)


def service(id: str, kind: str, *inner: str, extensions: str = "", **attributes: str) -> str:
    extension = ext(zeebe("taskDefinition", type=kind), extensions)
    return node("serviceTask", id, extension, *inner, **attributes)


def sub(id: str, *inner: str, **attributes: str) -> str:
    return node("subProcess", id, *inner, **attributes)


def xor(id: str, **attributes: str) -> str:
    return node("exclusiveGateway", id, **attributes)


def par(id: str) -> str:
    return node("parallelGateway", id)


def flows(*lines: str) -> str:
    """``a>b`` or ``a>b: condition``; the id of the flow is ``a_b``."""
    return "".join(map(_flow, lines))


def _flow(line: str) -> str:
    ends, _, condition = line.partition(": ")
    source, target = ends.split(">")
    inner = formal("conditionExpression", f"={condition}")
    return node(
        "sequenceFlow",
        f"{source}_{target}",
        inner if condition else "",
        sourceRef=source,
        targetRef=target,
    )


def path(*ids: str) -> str:
    """Flows from each node to the next."""
    return flows(*(f"{a}>{b}" for a, b in pairwise(ids)))


def boundary(id: str, host: str, definition: str, *, interrupting: bool = True) -> str:
    cancel = "true" if interrupting else "false"
    return node("boundaryEvent", id, definition, attachedToRef=host, cancelActivity=cancel)


def timer(duration: str = "", *, date: str = "", cycle: str = "") -> str:
    tag, text = next(
        pair
        for pair in (("timeDuration", duration), ("timeDate", date), ("timeCycle", cycle))
        if pair[1]
    )
    inner = formal(tag, text)
    return f"<bpmn:timerEventDefinition>{inner}</bpmn:timerEventDefinition>"


def message(ref: str = "m") -> str:
    return f'<bpmn:messageEventDefinition messageRef="{ref}"/>'


def signal(ref: str = "sig") -> str:
    return f'<bpmn:signalEventDefinition signalRef="{ref}"/>'


def error(ref: str = "") -> str:
    return (
        f'<bpmn:errorEventDefinition errorRef="{ref}"/>' if ref else "<bpmn:errorEventDefinition/>"
    )


FORMAL = 'xsi:type="bpmn:tFormalExpression"'


def formal(tag: str, text: str) -> str:
    """An element of the standard that holds an expression."""
    return f"<bpmn:{tag} {FORMAL}>{escape(text)}</bpmn:{tag}>"


TERMINATE = "<bpmn:terminateEventDefinition/>"


def a_message(id: str = "m", name: str = "paid", key: str = "=order") -> str:
    extension = ext(zeebe("subscription", correlationKey=key)) if key else ""
    return node("message", id, extension, name=name)


def a_signal(id: str = "sig", name: str = "alarm") -> str:
    return node("signal", id, name=name)


def an_error(id: str = "err", code: str = "E1") -> str:
    return node("error", id, name=f"error {id}", errorCode=code)


def loop(condition: str, **attributes: str) -> str:
    """Standard loop marker."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    inner = formal("loopCondition", condition)
    return f"<bpmn:standardLoopCharacteristics{written}>{inner}</bpmn:standardLoopCharacteristics>"


def multi(
    collection: str = "", *, sequential: bool = False, inner: str = "", **zeebe_facts: str
) -> str:
    """Multi-instance marker; ``zeebe_facts`` as in ``zeebe:loopCharacteristics``."""
    facts = {"inputCollection": f"={collection}"} if collection else {}
    facts |= zeebe_facts
    extension = ext(zeebe("loopCharacteristics", **facts)) if facts else ""
    kind = "true" if sequential else "false"
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{kind}">{extension}{inner}'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )


def handler(
    id: str, definition: str, *inner: str, interrupting: bool = True, task: str = "", **facts: str
) -> str:
    """An event sub-process ``id``: start ``id_s``, a task (or what is given), end ``id_e``."""
    flag = {} if interrupting else {"isInterrupting": "false"}
    first = node("startEvent", f"{id}_s", definition, **flag)
    body = task or node("task", f"{id}_t")
    route = path(f"{id}_s", f"{id}_t", f"{id}_e")
    return sub(id, *inner, first, body, end(f"{id}_e"), route, triggeredByEvent="true", **facts)


def escalation(ref: str = "") -> str:
    """An escalation definition; without reference it catches all."""
    named = f' escalationRef="{ref}"' if ref else ""
    return f"<bpmn:escalationEventDefinition{named}/>"


def an_escalation(id: str = "esc", code: str = "X1") -> str:
    return node("escalation", id, name=f"escalation {id}", escalationCode=code)


def link(name: str = "on") -> str:
    return f'<bpmn:linkEventDefinition name="{name}"/>'


def throw(id: str, *inner: str) -> str:
    return node("intermediateThrowEvent", id, *inner)


def catch(id: str, *inner: str, **attributes: str) -> str:
    return node("intermediateCatchEvent", id, *inner, **attributes)


def condition(text: str) -> str:
    """A conditional definition."""
    inner = formal("condition", text)
    return f"<bpmn:conditionalEventDefinition>{inner}</bpmn:conditionalEventDefinition>"


def compensate(activity: str = "", *, wait: bool = True) -> str:
    """A compensation definition."""
    named = f' activityRef="{activity}"' if activity else ""
    flag = "" if wait else ' waitForCompletion="false"'
    return f"<bpmn:compensateEventDefinition{named}{flag}/>"


def undone(host: str, handler: str = "") -> str:
    """A compensation boundary event ``host_undo`` whose handler is the task ``host_u``."""
    task = handler or node("task", f"{host}_u", isForCompensation="true")
    joined = node("association", f"{host}_ca", sourceRef=f"{host}_undo", targetRef=f"{host}_u")
    event = node("boundaryEvent", f"{host}_undo", compensate(), attachedToRef=host)
    return event + task + joined


CANCEL = "<bpmn:cancelEventDefinition/>"


def data_spec(*inputs: str, outputs: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> str:
    """``ioSpecification`` with one input set and one output set."""
    parts = [f'<bpmn:dataInput id="{name}"/>' for name in inputs]
    parts += [f'<bpmn:dataOutput id="{name}"/>' for name in outputs]
    listed = "".join(f"<bpmn:dataInputRefs>{name}</bpmn:dataInputRefs>" for name in inputs)
    listed += "".join(f"<bpmn:optionalInputRefs>{n}</bpmn:optionalInputRefs>" for n in optional)
    results = "".join(f"<bpmn:dataOutputRefs>{name}</bpmn:dataOutputRefs>" for name in outputs)
    parts += [f"<bpmn:inputSet>{listed}</bpmn:inputSet>"]
    parts += [f"<bpmn:outputSet>{results}</bpmn:outputSet>"]
    return f"<bpmn:ioSpecification>{''.join(parts)}</bpmn:ioSpecification>"


def association(kind: str, sources: str, target: str, *inner: str) -> str:
    named = "".join(f"<bpmn:sourceRef>{s}</bpmn:sourceRef>" for s in sources.split())
    body = f"{named}<bpmn:targetRef>{target}</bpmn:targetRef>{''.join(inner)}"
    return f"<bpmn:data{kind}Association>{body}</bpmn:data{kind}Association>"


def assignment(value: str, to: str) -> str:
    return f"<bpmn:assignment>{formal('from', value)}{formal('to', to)}</bpmn:assignment>"
