"""No file and no decision can hang, crash or fill the memory."""

import time

import pytest

from engine.dmn import check, load
from engine.errors import DeploymentRefused
from engine.feel import FeelLimit
from tests.engine.dmn.models import (
    component,
    context,
    decision,
    definitions,
    function,
    imported,
    input_data,
    item,
    knowledge,
    literal,
    service,
)

L = literal
#: Thirty types of two parts, each of the next type: 2**30 parts when written out
DOUBLED = (
    item("t30", "number"),
    *(item(f"t{n}", "", component("a", f"t{n + 1}"), component("b", f"t{n + 1}"))
      for n in range(30)),
)  # fmt: skip
TWICE = "(for i in 1..31 return if i = 1 then 1 else {a: partial[-1], b: partial[-1]})[-1]"
FUNCTION = (
    '<itemDefinition name="tF"><functionItem outputTypeRef="t0">'
    '<parameters name="v" typeRef="t0"/></functionItem></itemDefinition>'
)


def refused(*elements: str) -> set[str]:
    begun = time.process_time()
    with pytest.raises(DeploymentRefused) as caught:
        load(definitions(*elements))
    assert time.process_time() - begun < 5
    return {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    "elements",
    [
        (decision("d", L("1 instance of t0")),),
        (decision("d", L("(function(v: t0) v)(1)")),),
        (FUNCTION, knowledge("f", "v", L("v"), type_ref="tF")),
    ],
)
def test_a_type_that_doubles_with_every_step_is_refused_where_it_is_written_out(elements):
    assert refused(*DOUBLED, *elements) == {"type-too-large"}


def test_a_value_that_doubles_with_every_step_is_bounded_where_it_is_held_against_a_type():
    model = load(definitions(*DOUBLED, decision("d", L(TWICE), type_ref="t0")))
    with pytest.raises(FeelLimit) as caught:
        model.decide("d", {})
    assert caught.value.bound == "value size"


def test_an_answer_that_doubles_with_every_step_is_bounded():
    model = load(definitions(decision("a", L(TWICE)), decision("d", L("a.a.a.b"), "decision:a")))
    with pytest.raises(FeelLimit) as caught:
        model.decide("d", {})
    assert caught.value.bound == "value size"


def test_types_that_stand_on_each_other_too_deep_are_refused():
    chain = [item(f"t{n}", f"t{n + 1}") for n in range(2000)]
    body = (*chain, item("t2000", "number"), decision("d", L("1"), type_ref="t0"))
    assert refused(*body) == {"too-deep"}
    assert [problem.code for problem in check(definitions(*body))] == ["too-deep"]


def test_a_long_chain_of_decisions_is_a_clear_limit():
    chain = [decision(f"d{n}", L(f"d{n + 1} + 1"), f"decision:d{n + 1}") for n in range(2000)]
    model = load(definitions(*chain, decision("d2000", L("1"))))
    assert model.decide("d1900", {}) == 101
    with pytest.raises(FeelLimit) as caught:
        model.decide("d0", {})
    assert caught.value.bound == "depth"


@pytest.mark.parametrize(
    "elements",
    [
        (knowledge("f", "n", L("f(n + 1)"), "knowledge:f"),
         decision("d", L("f(1)"), "knowledge:f")),
        (decision("d", context(f=function("g", L("g(g)")), result=L("f(f)"))),),
        (knowledge("f", "n", L("s(n)"), "knowledge:s"), input_data("n"),
         decision("x", L("f(n)"), "knowledge:f", "input:n"), service("s", ["x"], data=["n"]),
         decision("d", L("s(1)"), "knowledge:s")),
    ],
)  # fmt: skip
def test_what_calls_itself_without_end_is_a_clear_limit(elements):
    with pytest.raises(FeelLimit) as caught:
        load(definitions(*elements)).decide("d", {})
    assert caught.value.bound in ("nested calls", "depth", "steps")


def test_files_that_import_each_other_load():
    one = definitions(imported("", "urn:b"), decision("d", L("1")), own="urn:a")
    other = definitions(imported("", "urn:a"), decision("e", L("2")), own="urn:b")
    model = load(one, other)
    assert (model.decide("d", {}), model.decide("e", {})) == (1, 2)
