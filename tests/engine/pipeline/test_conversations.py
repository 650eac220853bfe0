"""Correlation by the standard's own elements. BPMN 2.0.2, 8.4.2 Correlation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands import RetryIncident
from engine.errors import DeploymentRefused
from engine.testing import Sandbox
from tests.engine import models as m

MESSAGES = "".join(m.a_message(name, name, key="") for name in ("ask", "answer", "more"))


def path(message: str, text: str) -> str:
    inner, id = m.formal("messagePath", text), f"r_{message}_{sum(map(ord, text))}"
    return m.node("correlationPropertyRetrievalExpression", id, inner, messageRef=message)


def prop(id: str, **paths: str) -> str:
    return m.node("correlationProperty", id, *(path(name, text) for name, text in paths.items()))


def key(id: str, *properties: str) -> str:
    refs = "".join(f"<bpmn:correlationPropertyRef>{p}</bpmn:correlationPropertyRef>"
                   for p in properties)  # fmt: skip
    return m.node("correlationKey", id, refs)


def together(*keys: str, pools: str = "") -> str:
    return m.node("collaboration", "co", pools, *keys)


def bound(**bindings: str) -> str:
    inner = "".join(
        m.node("correlationPropertyBinding", f"b_{name}", m.formal("dataPath", text),
               correlationPropertyRef=name)
        for name, text in bindings.items()
    )  # fmt: skip
    return m.node("correlationSubscription", "cs", inner, correlationKeyRef="k")


ORDER = prop("order", ask="order.id", answer="orderId", more="orderId")
BY_KEY = MESSAGES + ORDER + together(key("k", "order"))


def server(*parts: str, roots: str = BY_KEY) -> bytes:
    """Begun by ``ask``, then it waits for ``answer`` and for ``more``."""
    return m.diagram(
        m.start("s", m.message("ask")), m.catch("c", m.message("answer")),
        m.node("receiveTask", "d", messageRef="more"), m.end(), m.path("s", "c", "d", "e"),
        *parts, roots=roots,
    )  # fmt: skip


def test_bpmn_8_4_2_the_message_that_begins_a_case_settles_its_key(box: Sandbox) -> None:
    box.deploy(server())
    one, two = (box.publish("ask", variables={"order": {"id": n}})[0] for n in (1, 2))
    box.reload()
    assert box.publish("answer", variables={"orderId": 3}) == []
    assert box.publish("answer", variables={"orderId": "2"}) == [two]
    assert box.publish("more", variables={"orderId": 1}) == []
    assert box.publish("answer", variables={"orderId": 1}) == [one]
    for case, number in ((one, 1), (two, 2)):
        assert box.publish("more", variables={"orderId": number}) == [case]
        assert case.state == "completed"


def waiter(*events: str, roots: str = BY_KEY, parts: str = "") -> bytes:
    nodes = "".join(m.catch(f"c{n}", m.message(name)) for n, name in enumerate(events))
    ids = [f"c{n}" for n in range(len(events))]
    return m.diagram(m.start(), nodes, m.end(), m.path("s", *ids, "e"), parts, roots=roots)


def test_bpmn_8_4_2_the_first_message_received_settles_the_key(box: Sandbox) -> None:
    box.deploy(waiter("answer", "more"))
    one, two = box.start("p"), box.start("p")
    assert box.publish("answer", variables={"orderId": 7}) == [one]
    assert box.publish("answer", variables={"orderId": 8}) == [two]
    assert box.publish("more", variables={"orderId": 9}) == []
    assert box.publish("more", variables={"orderId": 8}) == [two]
    assert box.publish("more", variables={"orderId": 7}) == [one]
    assert (one.state, two.state) == ("completed", "completed")


def test_bpmn_8_4_2_the_first_message_sent_settles_the_key(box: Sandbox) -> None:
    sent = m.throw("t", m.ext(m.io({"orderId": "=no"})), m.message("more"))
    box.deploy(m.diagram(m.start(), sent, m.catch("c", m.message("answer")), m.end(),
                         m.path("s", "t", "c", "e"), roots=BY_KEY))  # fmt: skip
    one, two = (box.start("p", {"no": n}) for n in (1, 2))
    assert box.publish("answer", variables={"orderId": 2}) == [two]
    assert (one.state, two.state) == ("active", "completed")


def test_a_message_without_the_property_belongs_to_nobody(box: Sandbox) -> None:
    box.deploy(waiter("answer", "more"))
    case = box.start("p")
    assert box.publish("answer", variables={"other": 1}) == []
    assert box.publish("answer", key="7") == [case]
    assert box.publish("more", variables={"orderId": 7}) == [case]


def test_bpmn_8_4_2_waits_side_by_side_follow_what_the_first_message_settles(
    box: Sandbox,
) -> None:
    side = m.diagram(
        m.start(), m.par("f"), m.catch("a", m.message("answer")), m.catch("b", m.message("more")),
        m.end(), m.end("e2"), m.flows("s>f", "f>a", "f>b", "a>e", "b>e2"), roots=BY_KEY,
    )  # fmt: skip
    box.deploy(side)
    one, two = box.start("p"), box.start("p")
    box.publish("answer", variables={"orderId": 1})
    box.publish("answer", variables={"orderId": 2})
    box.reload()
    assert box.publish("more", variables={"orderId": 2}) == [two]
    assert box.publish("more", variables={"orderId": 2}) == []
    assert box.publish("more", variables={"orderId": 1}) == [one]
    assert box.engine.rebuild(box.actor.tenant, write=False).differences == []


def test_bpmn_8_4_2_all_properties_of_a_key_are_compared(box: Sandbox) -> None:
    roots = (
        MESSAGES + ORDER + prop("by", ask="who", answer="who", more="who")
        + together(key("k", "order", "by"))
    )  # fmt: skip
    box.deploy(waiter("answer", "more", roots=roots))
    case = box.start("p")
    assert box.publish("answer", variables={"orderId": 1}) == []
    assert box.publish("answer", variables={"orderId": 1, "who": "li"}) == [case]
    assert box.publish("more", variables={"orderId": 1, "who": "wu"}) == []
    assert box.publish("more", variables={"orderId": 1, "who": "li"}) == [case]


def test_bpmn_8_4_2_a_second_key_is_settled_by_a_message_of_the_conversation(
    box: Sandbox,
) -> None:
    two_keys = prop("bill", answer="billId", more="billId")
    roots = MESSAGES + ORDER + two_keys + together(key("k", "order"), key("l", "bill"))
    box.deploy(waiter("answer", "more", "more", roots=roots))
    case, other = box.start("p"), box.start("p")
    assert box.publish("answer", variables={"orderId": 1}) == [case]
    assert box.publish("answer", variables={"orderId": 2}) == [other]
    # Only an open key: it says nothing of the conversation
    assert box.publish("more", variables={"billId": 5}) == []
    assert box.publish("more", variables={"orderId": 1, "billId": 5}) == [case]
    assert box.publish("more", variables={"orderId": 1, "billId": 6}) == []
    assert box.publish("more", variables={"orderId": 1, "billId": 5}) == [case]
    assert case.state == "completed"


CONTEXT = MESSAGES + ORDER + together(key("k", "order"))


def test_bpmn_8_4_2_by_context_the_case_expects_what_its_variables_say(box: Sandbox) -> None:
    box.deploy(waiter("answer", "more", roots=CONTEXT, parts=bound(order="no")))
    one, two = (box.start("p", {"no": n}) for n in (1, 2))
    assert box.publish("answer", variables={"orderId": 2, "no": 5}) == [two]
    # The context has changed with it, and the wait follows
    assert box.publish("more", variables={"orderId": 2}) == []
    assert box.publish("more", variables={"orderId": 5}) == [two]
    assert (one.state, two.state) == ("active", "completed")


def beside_a_task(context: str) -> bytes:
    """It waits for ``answer``; a person beside it may change what it expects."""
    return m.diagram(
        m.start(), m.par("f"), m.catch("a", m.message("answer")), m.user("b"), m.end(),
        m.end("e2"), m.flows("s>f", "f>a", "f>b", "a>e", "b>e2"), context, roots=CONTEXT,
    )  # fmt: skip


def test_bpmn_8_4_2_a_context_that_changes_while_it_waits(box: Sandbox) -> None:
    box.deploy(beside_a_task(bound(order="no")))
    case = box.start("p")
    assert box.publish("answer", variables={"orderId": 1}) == []
    box.complete(case, "b", {"no": 1})
    assert box.engine.rebuild(box.actor.tenant, write=False).differences == []
    assert box.publish("answer", variables={"orderId": 1}) == [case]
    assert case.state == "completed"


def test_a_context_that_cannot_be_said_any_more_is_an_incident_of_the_wait(box: Sandbox) -> None:
    """Symptom: the person who had changed the variable saw her task fail."""
    long = bound(order="count(for i in 1..no return i)")
    box.deploy(beside_a_task(long))
    case = box.start("p", {"no": 2})
    box.complete(case, "b", {"no": 10_000_000})
    (incident,) = case.incidents
    assert (case.state, incident.element_id) == ("incident", "a")
    assert box.publish("answer", variables={"orderId": 2}) == []
    assert box.engine.rebuild(box.actor.tenant, write=False).differences == []
    box.reload()
    box.execute(RetryIncident(incident.id, {"no": 7}))
    assert box.publish("answer", variables={"orderId": 7}) == [case]
    assert case.state == "completed"


def test_a_buffered_message_waits_for_its_conversation(box: Sandbox) -> None:
    box.deploy(waiter("answer", "more"))
    box.publish("more", variables={"orderId": 2}, ttl=timedelta(hours=1))
    one, two = box.start("p"), box.start("p")
    box.publish("answer", variables={"orderId": 1})
    box.publish("answer", variables={"orderId": 2})
    assert (one.state, two.state) == ("active", "completed")


def test_the_key_of_a_subscription_comes_first(box: Sandbox) -> None:
    named = m.a_message("answer", "answer", key="=no") + m.a_message("more", "more", key="")
    roots = named + prop("order", answer="orderId", more="orderId") + together(key("k", "order"))
    box.deploy(waiter("answer", roots=roots))
    case = box.start("p", {"no": "A"})
    assert box.publish("answer", variables={"orderId": 1}, key="B") == []
    assert box.publish("answer", key="A") == [case]


def test_bpmn_8_4_2_a_key_is_for_those_who_take_part(box: Sandbox) -> None:
    pools = m.node("participant", "P") + m.node("participant", "Q", processRef="q")
    other = m.process(m.start("qs"), m.end("qe"), m.path("qs", "qe"), id="q")
    body = m.catch("c", m.message("answer"))
    mine = m.process(m.start(), body, m.end(), m.path("s", "c", "e"))
    roots = MESSAGES + ORDER + together(key("k", "order"), pools=pools)
    box.deploy(m.definitions(roots, mine, other))
    case = box.start("p")
    assert box.publish("answer") == [case]


def test_two_pools_talk_by_the_key_that_the_first_message_settles(box: Sandbox) -> None:
    pools = m.node("participant", "P", processRef="p") + m.node("participant", "Q", processRef="q")
    flows = m.node("messageFlow", "f1", sourceRef="t", targetRef="qs", messageRef="ask")
    flows += m.node("messageFlow", "f2", sourceRef="qt", targetRef="c", messageRef="answer")
    asks = m.throw("t", m.ext(m.io({"order.id": "=no"})), m.message("ask"))
    mine = m.process(m.start(), asks, m.catch("c", m.message("answer")), m.user("z"), m.end(),
                     m.path("s", "t", "c", "z", "e"))  # fmt: skip
    reply = m.throw("qt", m.ext(m.io({"orderId": "=order.id", "sum": "=order.id * 10"})),
                    m.message("answer"))  # fmt: skip
    theirs = m.process(m.start("qs", m.message("ask")), m.user("w"), reply, m.end("qe"),
                       m.path("qs", "w", "qt", "qe"), id="q")  # fmt: skip
    roots = MESSAGES + ORDER + together(key("k", "order"), pools=pools + flows)
    box.deploy(m.definitions(roots, mine, theirs))
    one, two = (box.start("p", {"no": n}) for n in (1, 2))
    for case in reversed(box.cases("q")):
        box.complete(case, "w")
    assert [case.variables["sum"] for case in (one, two)] == [10, 20]
    assert {case.state for case in box.cases("q")} == {"completed"}


def test_a_broken_path_is_refused(box: Sandbox) -> None:
    roots = MESSAGES + prop("order", answer="a +", more="x") + together(key("k", "order"))
    with pytest.raises(DeploymentRefused) as refused:
        box.deploy(waiter("answer", roots=roots))
    assert {one.code for one in refused.value.problems} == {"expression-syntax"}
