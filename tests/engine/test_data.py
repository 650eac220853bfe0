"""BPMN 2.0.2, 10.4 Items and Data: objects, properties, inputs, outputs and associations."""

from __future__ import annotations

from decimal import Decimal

from tests.engine.models import (
    a_message,
    assignment,
    association,
    catch,
    data_spec,
    definitions,
    diagram,
    end,
    formal,
    message,
    node,
    path,
    process,
    script,
    service,
    start,
    sub,
    throw,
    user,
)
from tests.engine.runner import Runner

OBJECTS = (
    '<bpmn:dataObject id="order"/><bpmn:dataObjectReference id="ref" dataObjectRef="order">'
    '<bpmn:dataState name="paid"/></bpmn:dataObjectReference><bpmn:dataObject id="bill"/>'
)


def test_bpmn_10_4_2_inputs_are_filled_and_outputs_go_to_their_objects(mode: str) -> None:
    task = service(
        "a", "work", data_spec("i", outputs=("o",)), association("Input", "ref", "i"),
        association("Output", "o", "bill"),
    )  # fmt: skip
    run = Runner(
        diagram(OBJECTS, start(), task, end(), path("s", "a", "e")), {"order": {"n": 1}}, mode=mode
    )
    (job,) = run.jobs.values()
    assert (job.variables["i"], job.variables["o"]) == ({"n": 1}, None)
    run.finish_job("a", {"o": Decimal("2.50"), "more": 1})
    assert run.state == "completed"
    assert run.variables == {"order": {"n": 1}, "bill": Decimal("2.50"), "more": 1}


def test_bpmn_10_4_1_a_transformation_makes_one_value_of_several_sources(mode: str) -> None:
    join = association("Input", "ref bill", "i", formal("transformation", "ref.n + bill"))
    task = user("a", data_spec("i", outputs=("o",)), join,
                association("Output", "o", "bill", formal("transformation", "o * 2")))  # fmt: skip
    run = Runner(
        diagram(OBJECTS, start(), task, end(), path("s", "a", "e")),
        {"order": {"n": 1}, "bill": 4}, mode=mode,
    )  # fmt: skip
    (token,) = run.tasks
    assert run.live.variables_at(token)["i"] == 5
    run.complete("a", {"o": 7})
    assert run.variables["bill"] == 14


def test_bpmn_10_4_1_assignments_write_parts_and_leave_the_rest(mode: str) -> None:
    parts = association(
        "Output", "", "ref", assignment("1 + 1", "order.n"), assignment("o", "ref.by.who")
    )
    task = user("a", data_spec(outputs=("o",)), parts)
    before = {"n": 1, "by": {"when": "now"}}
    run = Runner(
        diagram(OBJECTS, start(), task, end(), path("s", "a", "e")), {"order": before}, mode=mode
    )
    run.complete("a", {"o": "li"})
    assert run.variables == {"order": {"n": 2, "by": {"when": "now", "who": "li"}}}
    assert before == {"n": 1, "by": {"when": "now"}}


def test_bpmn_10_4_2_an_activity_waits_until_an_input_set_is_available(mode: str) -> None:
    late = user("b", data_spec("i"), association("Input", "bill", "i"))
    xml = diagram(OBJECTS, start(), user("a"), late, end(), end("e2"),
                  path("s", "a", "e"), path("s", "b", "e2"))  # fmt: skip
    run = Runner(xml, mode=mode)
    assert run.open == ["a"]
    run.complete("a", {"bill": 3})
    assert run.open == ["b"]
    run.complete("b")
    assert run.state == "completed"


def test_an_input_that_nothing_can_fill_any_more_is_told(mode: str) -> None:
    late = user("b", data_spec("i"), association("Input", "bill", "i"))
    run = Runner(diagram(OBJECTS, start(), late, end(), path("s", "b", "e")), mode=mode)
    assert run.codes() == ["input-not-available"]
    run.retry("b", {"bill": 3})
    assert run.open == ["b"]


def test_bpmn_10_4_2_an_optional_input_is_not_waited_for(mode: str) -> None:
    task = user("b", data_spec("i", optional=("i",)), association("Input", "bill", "i"))
    run = Runner(diagram(OBJECTS, start(), task, end(), path("s", "b", "e")), mode=mode)
    assert run.open == ["b"]


def test_bpmn_10_4_1_objects_and_properties_of_a_sub_process_end_with_it(mode: str) -> None:
    own = '<bpmn:property id="count" name="n"/><bpmn:dataObject id="inner"/>'
    inner = (
        own + start("is") + script("b", "1", "inner") + script("c", "inner + 1", "count")
        + script("d", "count", "out") + end("ie") + path("is", "b", "c", "d", "ie")
    )  # fmt: skip
    body = sub("p1", inner)
    run = Runner(diagram(start(), body, end(), path("s", "p1", "e")), mode=mode)
    assert run.variables == {"out": 2}


def test_a_property_of_a_task_is_its_own(mode: str) -> None:
    task = user("a", '<bpmn:property id="note"/>')
    run = Runner(diagram(start(), task, end(), path("s", "a", "e")), mode=mode)
    run.complete("a", {"note": "x", "kept": 1})
    assert run.variables == {"kept": 1}


def test_bpmn_10_4_2_events_carry_their_data(mode: str) -> None:
    caught = '<bpmn:dataOutput id="got"/>' + association("Output", "got", "bill")
    caught += "<bpmn:outputSet><bpmn:dataOutputRefs>got</bpmn:dataOutputRefs></bpmn:outputSet>"
    thrown = '<bpmn:dataInput id="give"/>' + association("Input", "ref", "give")
    thrown += "<bpmn:inputSet><bpmn:dataInputRefs>give</bpmn:dataInputRefs></bpmn:inputSet>"
    xml = diagram(
        OBJECTS, start(), throw("t", thrown, message()), catch("c", caught, message("m2")), end(),
        path("s", "t", "c", "e"), roots=a_message(key="") + a_message("m2", "back", key=""),
    )  # fmt: skip
    run = Runner(xml, {"order": {"n": 1}}, mode=mode)
    (sent,) = run.thrown
    assert sent.variables == {"n": 1}
    assert run.publish("back", None, {"sum": 5})
    assert run.variables == {"order": {"n": 1}, "bill": {"sum": 5}}


def test_bpmn_10_3_8_multi_instance_goes_through_data_inputs_and_outputs(mode: str) -> None:
    marker = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'
        "<bpmn:loopDataInputRef>i</bpmn:loopDataInputRef>"
        "<bpmn:loopDataOutputRef>o</bpmn:loopDataOutputRef>"
        '<bpmn:inputDataItem id="one"/><bpmn:outputDataItem id="result"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    task = user(
        "a", data_spec("i", outputs=("o",)), association("Input", "order", "i"),
        association("Output", "o", "bill"), marker,
    )  # fmt: skip
    run = Runner(
        diagram(OBJECTS, start(), task, end(), path("s", "a", "e")), {"order": [1, 2]}, mode=mode
    )
    for n in (1, 2):
        (token,) = run.tasks
        assert run.live.variables_at(token)["one"] == n
        run.complete("a", {"result": n * 10})
    assert run.variables == {"order": [1, 2], "bill": [10, 20]}


def test_bpmn_10_3_6_a_call_hands_its_data_to_the_inputs_of_the_process(mode: str) -> None:
    call = node(
        "callActivity", "c", data_spec("i", outputs=("o",)), association("Input", "ref", "i"),
        association("Output", "o", "bill"), calledElement="q",
    )  # fmt: skip
    called = process(
        data_spec("given", outputs=("result",)), start("qs"), script("b", "given.n + 1", "result"),
        end("qe"), path("qs", "b", "qe"), id="q",
    )  # fmt: skip
    main = process(OBJECTS, start(), call, end(), path("s", "c", "e"))
    run = Runner(definitions(main, called), {"order": {"n": 1}}, mode=mode)
    assert run.variables["bill"] == 2


STORES = '<bpmn:dataStore id="register"/>'
STORE_REF = '<bpmn:dataStoreReference id="book" dataStoreRef="register"/>'


def stored_by(*parts: str, id: str = "p") -> str:
    """A task that reads the register and writes it."""
    task = user(
        "a", data_spec("i", outputs=("o",)), association("Input", "book", "i"),
        association("Output", "o", "book", *parts),
    )  # fmt: skip
    return process(STORE_REF, start(), task, end(), path("s", "a", "e"), id=id)


def test_bpmn_10_4_1_a_data_store_outlives_its_cases(mode: str) -> None:
    xml = definitions(STORES, stored_by())
    first = Runner(xml, mode=mode)
    (token,) = first.tasks
    assert first.live.variables_at(token)["i"] is None
    first.complete("a", {"o": {"n": 1}})
    assert (first.state, first.variables) == ("completed", {})
    assert first.outside.stores == {"register": {"n": 1}}


def test_bpmn_10_4_1_parts_of_a_store_are_written_and_a_step_sees_what_it_wrote(mode: str) -> None:
    parts = association("Output", "", "book", assignment("1 + 1", "book.n"))
    task = script("a", "1", "x", data_spec(), parts)
    second = user("b", data_spec("i"), association("Input", "book", "i"))
    xml = definitions(
        STORES, process(STORE_REF, start(), task, second, end(), path("s", "a", "b", "e"))
    )
    run = Runner(xml, mode=mode)
    (token,) = run.tasks
    assert run.live.variables_at(token)["i"] == {"n": 2}
    run.complete("b")
    assert (run.state, run.outside.stores) == ("completed", {"register": {"n": 2}})


def sets(*lines: str) -> str:
    return f"<bpmn:ioSpecification>{''.join(lines)}</bpmn:ioSpecification>"


def refs(tag: str, names: str) -> str:
    return "".join(f"<bpmn:{tag}>{name}</bpmn:{tag}>" for name in names.split())


def a_set(kind: str, id: str, members: str, linked: str = "", optional: str = "") -> str:
    side, other = ("Input", "output") if kind == "inputSet" else ("Output", "input")
    inner = refs(f"data{side}Refs", members) + refs(f"optional{side}Refs", optional)
    return node(kind, id, inner + refs(f"{other}SetRefs", linked))


def test_bpmn_10_4_2_the_first_input_set_that_is_available_is_filled_and_no_other(
    mode: str,
) -> None:
    spec = sets(
        node("dataInput", "i"), node("dataInput", "k"), a_set("inputSet", "x", "i"),
        a_set("inputSet", "y", "k"), a_set("outputSet", "z", ""),
    )  # fmt: skip
    task = user("a", spec, association("Input", "order", "i"), association("Input", "bill", "k"))
    xml = diagram(OBJECTS, start(), task, end(), path("s", "a", "e"))
    for given, seen in (({"bill": 5}, (None, 5)), ({"order": 1, "bill": 5}, (1, None))):
        run = Runner(xml, given, mode=mode)
        (token,) = run.tasks
        held = run.live.variables_at(token)
        assert (held["i"], held["k"]) == seen


def produced(**links: str) -> bytes:
    """A task with two input sets and two output sets."""
    spec = sets(
        node("dataInput", "i"), node("dataInput", "k"), node("dataOutput", "o"),
        node("dataOutput", "q"), a_set("inputSet", "x", "i", links.get("x", "")),
        a_set("inputSet", "y", "k", links.get("y", "")),
        a_set("outputSet", "u", "o", links.get("u", "")),
        a_set("outputSet", "w", "o q", links.get("w", ""), links.get("optional", "")),
    )  # fmt: skip
    task = user(
        "a", spec, association("Input", "order", "i"), association("Input", "bill", "k"),
        association("Output", "o", "order"), association("Output", "q", "bill"),
    )  # fmt: skip
    return diagram(OBJECTS, start(), task, end(), path("s", "a", "e"))


def test_bpmn_10_4_2_the_first_output_set_that_is_available_is_produced(mode: str) -> None:
    run = Runner(produced(), {"order": 1}, mode=mode)
    run.complete("a", {"o": 7, "q": 8})
    assert (run.state, run.variables) == ("completed", {"order": 7})


def test_bpmn_10_4_2_an_io_rule_ties_what_is_produced_to_what_was_given(mode: str) -> None:
    xml = produced(x="u", u="x", y="w", w="y")
    run = Runner(xml, {"bill": 1}, mode=mode)
    run.complete("a", {"o": 7})
    assert run.codes() == ["output-not-available"]
    run.retry("a", {"q": 8})
    assert (run.state, run.variables) == ("completed", {"order": 7, "bill": 8})
    other = Runner(produced(y="w", w="y", x="u", u="x", optional="q"), {"bill": 1}, mode=mode)
    other.complete("a", {"o": 7})
    assert (other.state, other.variables) == ("completed", {"order": 7, "bill": None})
