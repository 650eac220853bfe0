"""Sequence flows, gateways, activities and sub-processes that the standard forbids.

Source: BPMN 2.0.2, 8.4 Sequence Flow, 10.3 Activities, 10.6 Gateways, 13.
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import (
    COMPENSATE,
    COUNT,
    MESSAGE,
    PLAIN,
    SIGNAL,
    beside,
    boundary,
    catch,
    raced,
    repeated,
    side,
    split,
    start,
    within,
)
from tests.engine.checks.models import (
    END,
    START,
    TASK,
    chain,
    condition,
    flow,
    inner,
    process,
    timer,
)

GUARD = beside(SIGNAL)
NO_NODES = {
    "an annotation": '<textAnnotation id="x"/>', "a group": '<group id="x"/>', "a data object": '<dataObject id="x"/>',
    "an association": '<association id="x" sourceRef="t" targetRef="s"/>',
    "a reference to data": '<dataObject id="o"/><dataObjectReference id="x" dataObjectRef="o"/>',
    "a data store": '<dataStoreReference id="x"/>', "another flow": '<sequenceFlow id="x" sourceRef="s" targetRef="e"/>',
}  # fmt: skip
KINDS = ("task", "userTask", "manualTask", "subProcess", "exclusiveGateway")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
TIMED, CAUGHT = catch(timer(), "c1"), catch(MESSAGE, "c2")


BODIES = [
    ("8.4 out of its sub-process", "flow-crosses-scope", chain(START, TASK, f'<subProcess id="sp">{inner()}</subProcess>', END) + flow("t", "ie")),
    ("10.3 out of an event sub-process", "flow-touches-event-sub-process", PLAIN + GUARD + flow("h", "e")),
    ("10.3 into an event sub-process", "flow-touches-event-sub-process", PLAIN + GUARD + flow("t", "h")),
    ("8.4 a lone conditional flow", "single-conditional-outgoing", START + TASK + END + flow("s", "t") + flow("t", "e", condition())),
    ("10.3 the default of another", "default-not-outgoing", within("", more='default="f_s_t"')),
    ("10.6 the default of another", "default-not-outgoing", split("exclusiveGateway", other=condition(), more='default="f_s_g"')),
    ("10.6 a default that is no flow", "wrong-reference-kind", split("exclusiveGateway", other=condition(), more='default="s"')),
    ("10.6 a default that is nowhere", "unresolved-reference", split("inclusiveGateway", other=condition(), more='default="no"')),
    ("10.6 a parallel split with a default", "unknown-attribute", split("parallelGateway", more='default="f_g_e"')),
    ("10.6 no such direction", "attribute-value", split("parallelGateway", more='gatewayDirection="Sideways"')),
    *((f"10.6 {tag}, converging", "gateway-converging", split(tag, other=c, more=f'gatewayDirection="Converging" {d}')) for tag, d, c in (
        ("exclusiveGateway", 'default="f_g_e"', condition()), ("inclusiveGateway", 'default="f_g_e"', condition()), ("parallelGateway", "", ""))),
    *((f"10.6 {tag}, {way.lower()}, passed through", f"gateway-{way.lower()}", chain(START, f'<{tag} id="g" gatewayDirection="{way}"/>', END)) for tag in GATEWAYS for way in ("Diverging", "Converging", "Mixed")),
    *((f"8.4 a flow to {what}", "flow-end-not-flow-node", PLAIN + part + flow("t", "x")) for what, part in NO_NODES.items()),
    *((f"8.4 a flow from {what}", "flow-end-not-flow-node", PLAIN + part + flow("x", "e")) for what, part in NO_NODES.items()),
    *((f"10.5 {tag} without a way in", "node-without-incoming", PLAIN + f'<{tag} id="x"/>' + flow("x", "e")) for tag in KINDS),
    *((f"10.5 {tag} without a way out", "node-without-outgoing", PLAIN + f'<{tag} id="x"/>' + flow("s", "x")) for tag in KINDS),
    ("10.6 a condition in a race", "event-gateway-condition", raced(TIMED, CAUGHT, on=condition())),
    ("10.6 a race with a task", "event-gateway-target", raced('<userTask id="c1"/>', CAUGHT)),
    ("10.6 a race with a throw", "event-gateway-target", raced('<intermediateThrowEvent id="c1"/>', CAUGHT)),
    ("10.6 a race of message and receive task", "event-gateway-message-and-receive", raced('<receiveTask id="c1" messageRef="m"/>', CAUGHT)),
    ("10.6 a boundary event in a race", "event-gateway-receive-boundary", raced('<receiveTask id="c1" messageRef="m"/>', catch(timer(), "c2")) + side(timer(), host="c1")),
    ("10.6 another way into a race", "event-gateway-target-shared", raced(TIMED, CAUGHT) + '<task id="z"/>' + flow("s", "z") + flow("z", "c1")),
    ("10.6 a way to a race that begins", "event-gateway-instantiate-incoming", raced(TIMED, CAUGHT, 'instantiate="true"')),
    ("10.6 a parallel race in the flow", "event-gateway-parallel", raced(TIMED, CAUGHT, 'eventGatewayType="Parallel"')),
    ("10.6 a race of one", "event-gateway-outgoing", f'{START}<eventBasedGateway id="g"/>{catch(timer(), "c")}{END}' + flow("s", "g") + flow("g", "c") + flow("c", "e")),
    *((f"10.3 {more}", "activity-quantity", within("", more=more)) for more in ('startQuantity="0"', 'startQuantity="-1"', 'completionQuantity="0"', 'completionQuantity="-5"')),
    ("10.3 a way to a receive task that begins", "receive-instantiate-incoming", within("", "receiveTask", 'messageRef="m" instantiate="true"')),
    ("10.3 a script without format", "script-format-missing", within("<script>1</script>", "scriptTask")),
    ("10.3 an empty ad-hoc sub-process", "ad-hoc-empty", within("", "adHocSubProcess")),
    ("10.3 a start in an ad-hoc sub-process", "ad-hoc-start-or-end", within('<task id="i"/><startEvent id="is"/>' + flow("is", "i"), "adHocSubProcess")),
    ("10.3 an end in an ad-hoc sub-process", "ad-hoc-start-or-end", within('<task id="i"/><endEvent id="ie"/>' + flow("i", "ie"), "adHocSubProcess")),
    ("10.3 no such ordering", "attribute-value", within('<task id="i"/>', "adHocSubProcess", 'ordering="Random"')),
    ("10.3 an event sub-process without start", "event-sub-process-start-count", PLAIN + '<subProcess id="h" triggeredByEvent="true"><task id="x"/></subProcess>'),
    ("10.3 an event sub-process of two starts", "event-sub-process-start-count", PLAIN + beside(SIGNAL, inside=start(SIGNAL, "h2") + flow("h2", "he"))),
    ("13.3 a sub-process of two starts", "sub-process-many-starts", within(inner() + '<startEvent id="i2"/>' + flow("i2", "ie"), "subProcess")),
    ("10.5 a sub-process with a start and no end", "start-without-end", within(chain('<startEvent id="is"/>', '<task id="it"/>'), "subProcess")),
    ("10.5 a sub-process with an end and no start", "end-without-start", within(chain('<task id="it"/>', '<endEvent id="ie"/>'), "subProcess")),
    ("10.7 a handler that is not marked", "compensation-handler-unmarked", PLAIN + boundary(COMPENSATE) + '<task id="u"/><association id="a" sourceRef="b" targetRef="u"/>'),
    ("8.2 a task in a task", "schema-invalid", within('<task id="u"/>', "task")),
    ("8.2 a script in a user task", "schema-invalid", within("<script>x</script>")),
    ("8.2 a flow in a flow", "schema-invalid", START + END + flow("s", "e", '<sequenceFlow id="g" sourceRef="s" targetRef="e"/>')),
    ("8.2 text in a process", "schema-invalid", "text" + PLAIN),
    *((f"8.2 {name} in a process", "schema-invalid", PLAIN + part) for name, part in (
        ("a lane", '<lane id="l"/>'), ("a pool", '<participant id="l"/>'), ("a message", '<message id="l"/>'), ("a conversation", '<conversation id="l"/>'), ("a timer", timer()))),
    ("8.2 two loops", "element-twice", within(repeated(COUNT) * 2)),
    ("8.3 a flow twice", "duplicate-id", START + END + flow("s", "e") * 2),
    ("8.3 an id with a space", "attribute-value", PLAIN.replace('"t"', '"a b"')),
    ("8.3 an id that begins with a digit", "attribute-value", PLAIN.replace('"t"', '"1a"')),
    ("8.2 a flow to nowhere", "unresolved-reference", PLAIN + flow("t", "nowhere")),
    ("8.2 a word of another element", "unknown-attribute", within("", "task", 'triggeredByEvent="true"')),
]  # fmt: skip


def models() -> Iterator[tuple[str, str, bytes]]:
    for what, code, body in BODIES:
        yield what, code, process(body)
