"""BPMN 2.0.2, 13.3 and 13.4: joins that look around, repeated work, ad-hoc, global tasks, data.

Through the whole pipeline; the fine points are in ``tests/engine``.
"""

from __future__ import annotations

import pytest

from engine.testing import Sandbox
from tests.conformance.trace import completed, count, waiting
from tests.engine import models as m


@pytest.mark.parametrize(("x", "taken"), [(3, ["a", "b"]), (1, ["a"]), (0, ["d"])])
def test_bpmn_13_4_3_inclusive_waits_for_what_was_taken(
    box: Sandbox, x: int, taken: list[str]
) -> None:
    body = m.start() + m.node("inclusiveGateway", "g", default="g_d")
    body += m.user("a") + m.user("b") + m.user("d")
    body += m.node("inclusiveGateway", "j") + m.user("z") + m.end()
    flows = m.flows("s>g", "g>a: x > 0", "g>b: x > 2", "g>d", "a>j", "b>j", "d>j", "j>z", "z>e")
    box.deploy(m.diagram(body, flows))
    case = box.start("p", {"x": x})
    assert waiting(case) == taken
    for name in taken:
        assert count(case, "j") == 0
        box.complete(case, name)
    assert (waiting(case), count(case, "j")) == (["z"], 1)
    box.complete(case, "z")
    assert case.state == "completed"


def test_bpmn_13_4_5_complex_goes_on_with_two_of_three(box: Sandbox) -> None:
    enough = m.formal("activationCondition", "activationCount >= 2")
    body = m.start() + m.par("f") + m.user("a") + m.user("b") + m.user("c")
    body += m.node("complexGateway", "g", enough) + m.user("z") + m.end()
    flows = m.flows("s>f", "f>a", "f>b", "f>c", "a>g", "b>g", "c>g", "g>z", "z>e")
    box.deploy(m.diagram(body, flows))
    case = box.start("p")
    box.complete(case, "c")
    box.complete(case, "a")
    assert waiting(case) == ["b", "z"]
    box.complete(case, "z")
    assert case.state == "active"
    box.complete(case, "b")
    assert (case.state, count(case, "g"), count(case, "z")) == ("completed", 1, 1)


def test_bpmn_13_3_6_a_standard_loop_runs_while_its_condition_holds(box: Sandbox) -> None:
    task = m.user("a", m.loop("not(done)", loopMaximum="4"))
    box.deploy(m.diagram(m.start(), task, m.end(), m.path("s", "a", "e")))
    case = box.start("p", {"done": False})
    for done in (False, True):
        box.complete(case, "a", {"done": done})
    assert (case.state, count(case, "a"), case.variables) == ("completed", 2, {"done": True})


def test_bpmn_13_3_2_quantities_make_and_take_tokens(box: Sandbox) -> None:
    body = (
        m.start() + m.user("a", completionQuantity="4") + m.user("b", startQuantity="2") + m.end()
    )
    box.deploy(m.diagram(body, m.path("s", "a", "b", "e")))
    case = box.start("p")
    box.complete(case, "a")
    assert waiting(case) == ["b", "b"]
    box.complete(case, "b")
    box.complete(case, "b")
    assert (case.state, count(case, "e")) == ("completed", 2)


@pytest.mark.parametrize("ordering", ["Parallel", "Sequential"])
def test_bpmn_13_3_5_an_ad_hoc_sub_process_ends_by_its_condition(
    box: Sandbox, ordering: str
) -> None:
    inner = m.user("a") + m.user("b") + m.formal("completionCondition", "enough")
    body = m.start() + m.node("adHocSubProcess", "h", inner, ordering=ordering) + m.end()
    box.deploy(m.diagram(body, m.path("s", "h", "e")))
    case = box.start("p", {"enough": False})
    assert waiting(case) == (["a", "b"] if ordering == "Parallel" else ["a"])
    box.complete(case, "a")
    assert waiting(case) == ["b"]
    box.complete(case, "b", {"enough": True})
    assert (case.state, count(case, "h")) == ("completed", 1)


def test_bpmn_10_3_7_a_call_of_a_global_task(box: Sandbox) -> None:
    call = m.node("callActivity", "c", calledElement="g")
    main = m.process(m.start(), call, m.end(), m.path("s", "c", "e"))
    box.deploy(m.definitions(m.node("globalUserTask", "g", name="核验"), main))
    case = box.start("p")
    assert [(t.element_id, t.name) for t in case.tasks] == [("g", "核验")]
    box.complete(case, "g", {"ok": True})
    assert (completed(case), case.variables) == (["s", "g", "c", "e"], {"ok": True})


def test_bpmn_10_3_8_each_instance_throws_to_the_boundary(box: Sandbox) -> None:
    marker = (
        '<bpmn:multiInstanceLoopCharacteristics behavior="None">'
        + m.formal("loopCardinality", "2") + "</bpmn:multiInstanceLoopCharacteristics>"
    )  # fmt: skip
    body = m.start() + m.user("a", marker) + m.boundary("b", "a", m.signal(), interrupting=False)
    body += m.end() + m.end("e2")
    box.deploy(m.diagram(body, m.path("s", "a", "e") + m.path("b", "e2"), roots=m.a_signal()))
    case = box.start("p")
    box.complete(case, "a")
    box.complete(case, "a")
    assert (case.state, count(case, "b"), count(case, "e")) == ("completed", 2, 1)


def test_bpmn_10_4_a_data_object_is_filled_and_waited_for(box: Sandbox) -> None:
    objects = '<bpmn:dataObject id="bill"/><bpmn:dataObjectReference id="r" dataObjectRef="bill"/>'
    takes = (
        '<bpmn:ioSpecification><bpmn:dataInput id="i"/><bpmn:inputSet><bpmn:dataInputRefs>i'
        "</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>"
        "<bpmn:dataInputAssociation><bpmn:sourceRef>r</bpmn:sourceRef><bpmn:targetRef>i"
        "</bpmn:targetRef></bpmn:dataInputAssociation>"
    )
    gives = (
        '<bpmn:ioSpecification><bpmn:dataOutput id="o"/><bpmn:inputSet/><bpmn:outputSet>'
        "<bpmn:dataOutputRefs>o</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>"
        "<bpmn:dataOutputAssociation><bpmn:sourceRef>o</bpmn:sourceRef><bpmn:targetRef>r"
        "</bpmn:targetRef></bpmn:dataOutputAssociation>"
    )
    body = objects + m.start() + m.user("a", gives) + m.user("b", takes) + m.end() + m.end("e2")
    box.deploy(m.diagram(body, m.path("s", "a", "e"), m.path("s", "b", "e2")))
    case = box.start("p")
    assert waiting(case) == ["a"]
    box.complete(case, "a", {"o": 12})
    assert waiting(case) == ["b"]
    box.complete(case, "b")
    assert (case.state, case.variables) == ("completed", {"bill": 12})
