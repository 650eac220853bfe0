"""Requirement graphs, knowledge models, services, imports, versions. DMN 1.5, chapter 6, 10.4."""

from decimal import Decimal

import pytest

from engine.dmn import DecisionTrace, NoSuchDecision, TableTrace, load
from engine.dmn.source import NAMESPACES
from engine.errors import DeploymentRefused
from tests.engine.dmn.models import (
    context,
    decision,
    definitions,
    imported,
    input_data,
    invocation,
    knowledge,
    literal,
    service,
    table,
)

L = literal


@pytest.mark.parametrize("namespace", sorted(NAMESPACES))
def test_dmn_6_all_versions_of_the_file_format_load(namespace):
    body = definitions(input_data("a"), decision("d", L("a + 1"), "input:a"), namespace=namespace)
    assert load(body).decide("d", {"a": 1}) == 2


def test_dmn_6_3_a_decision_uses_what_it_requires():
    body = definitions(
        input_data("monthly salary", "number"),
        decision("yearly salary", L("monthly salary * 12"), "input:monthly salary"),
        decision("tax", L("yearly salary * 0.1"), "decision:yearly salary"),
    )
    assert load(body).decide("tax", {"monthly salary": 1000}) == Decimal("1200.0")


def test_dmn_6_3_input_data_is_seen_only_where_it_is_required():
    body = definitions(input_data("a"), decision("d", L("a")), decision("e", L("a"), "input:a"))
    model = load(body)
    assert model.decide("d", {"a": 1}) is None
    assert model.decide("e", {"a": 1}) == 1


def test_tables_without_input_data_read_the_variables_of_the_caller():
    assert load(definitions(decision("d", L("amount * 2")))).decide("d", {"amount": 2}) == 4


def test_dmn_6_3_a_required_decision_is_made_once():
    body = definitions(
        decision("a", L("1")),
        decision("b", L("a"), "decision:a"),
        decision("c", L("a + b"), "decision:a", "decision:b"),
    )
    trace = load(body).explain("c", {}).trace
    assert [(t.name, t.value) for t in trace if isinstance(t, DecisionTrace)] == [
        ("a", 1), ("b", 1), ("c", 2),
    ]  # fmt: skip


def test_decisions_are_found_by_name_and_id():
    model = load(definitions(decision("yearly salary", L("1"))))
    assert model.decide("yearly salary", {}) == model.decide("_yearly_salary", {}) == 1
    assert model.decisions == ("_yearly_salary",)
    with pytest.raises(NoSuchDecision):
        model.decide("other", {})


def test_a_missing_input_is_null_with_a_reason():
    found = load(definitions(input_data("a"), decision("d", L("a"), "input:a"))).explain("d", {})
    assert found.value is None
    assert [w.message for w in found.warnings] == ["the input 'a' is missing"]


def test_an_input_of_a_wrong_type_is_null():
    body = definitions(input_data("a", "number"), decision("d", L("a"), "input:a"))
    assert load(body).decide("d", {"a": "1"}) is None


def test_the_trace_tells_inputs_matched_rules_and_output():
    logic = table(["a"], ["o"], [["> 5", '"x"'], ["<= 5", '"y"']])
    found = load(definitions(input_data("a"), decision("d", logic, "input:a"))).explain(
        "d", {"a": 6}
    )
    (traced,) = [t for t in found.trace if isinstance(t, TableTrace)]
    assert traced.inputs == (("a", 6),)
    assert [number for number, _ in traced.rules] == [1]
    assert traced.output == "x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("double(2)", 4),
        ("double(n: 2)", 4),
        ('double("a")', None),
        ("double(1, 2)", None),
        ("double(m: 2)", None),
        ("quadruple(2)", 8),
        ("for i in [1, 2] return double(i)", [2, 4]),
        ("factorial(5)", 120),
        ("typed(1)", None),
        ("listing(1)", [1]),
        ("sort([2, 1], precedes)", [1, 2]),
    ],
)
def test_dmn_6_3_9_knowledge_models_are_functions(text, expected):
    names = ("double", "quadruple", "factorial", "typed", "listing", "precedes")
    body = definitions(
        knowledge("double", "n:number", L("n * 2")),
        knowledge("quadruple", "n", L("double(double(n))"), "knowledge:double"),
        knowledge("factorial", "n", L("if n = 0 then 1 else n * factorial(n - 1)"),
                  "knowledge:factorial"),
        knowledge("typed", "n", L("n"), type_ref="string"),
        knowledge("listing", "n", L("n"), result="list"),
        knowledge("precedes", "a, b", L("a < b")),
        decision("d", L(text), *(f"knowledge:{n}" for n in names)),
    )  # fmt: skip
    assert load(body).decide("d", {}) == expected


def test_a_knowledge_model_sees_its_parameters_and_not_the_callers_variables():
    body = definitions(knowledge("f", "a", L("a + b")), decision("d", L("f(1)"), "knowledge:f"))
    assert load(body).decide("d", {"b": 1}) is None


def test_a_knowledge_model_of_the_name_of_a_built_in_function_hides_it():
    body = definitions(
        knowledge("sum", "a, b", L("a - b")), decision("d", L("sum(3, 1)"), "knowledge:sum")
    )
    assert load(body).decide("d", {}) == 2


SERVICE = (
    input_data("x", "number"),
    input_data("y", "number"),
    decision("base", L("x * 10"), "input:x"),
    decision("total", L("base + y"), "decision:base", "input:y"),
    decision("half", L("total / 2"), "decision:total"),
    service("s1", ["total"], inner=["base"], data=["x", "y"]),
    service("s2", ["total"], decisions=["base"], data=["y"]),
    service("s3", ["total", "half"], inner=["base"], data=["x", "y"]),
)


@pytest.mark.parametrize(
    ("name", "inputs", "expected"),
    [
        ("s1", {"x": 1, "y": 2}, 12),
        ("s1", {"x": 1}, None),
        ("s2", {"base": 5, "y": 2}, 7),
        ("s2", {"x": 1, "y": 2}, None),
        ("s3", {"x": 1, "y": 2}, {"total": 12, "half": 6}),
    ],
)
def test_dmn_10_4_decision_services(name, inputs, expected):
    model = load(definitions(*SERVICE))
    assert model.service(name, inputs) == expected
    assert model.decide(name, inputs) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s1(1, 2)", 12),
        ("s1(x: 1, y: 2)", 12),
        ("s1(y: 1, x: 2)", 21),
        ("s2(2, 5)", 7),
        ("s2(base: 5, y: 2)", 7),
        ("s3(1, 2).half", 6),
        ("s1(1)", None),
        ("s1(1, 2, 3)", None),
        ("s1(a: 1, b: 2)", None),
        ('s1("a", 2)', None),
        ("s1(1, 2) + s1(2, 2)", 34),
    ],
)
def test_dmn_10_4_decision_services_are_functions(text, expected):
    needs = ("knowledge:s1", "knowledge:s2", "knowledge:s3")
    model = load(definitions(*SERVICE, decision("d", L(text), *needs)))
    assert model.decide("d", {"x": 99, "y": 99}) == expected


def test_dmn_10_4_an_invocation_may_call_a_service():
    logic = invocation("s1", x=L("1"), y=L("2"))
    model = load(definitions(*SERVICE, decision("d", logic, "knowledge:s1")))
    assert model.decide("d", {}) == 12


LIBRARY = definitions(
    input_data("rate", "number"),
    decision("doubled rate", L("rate * 2"), "input:rate"),
    knowledge("apply", "n", L("n * 3")),
    '<itemDefinition name="tRate"><typeRef>number</typeRef></itemDefinition>',
    own="urn:lib",
    name="library",
)


def test_dmn_6_3_2_imported_elements_are_seen_under_the_name_of_the_import():
    body = definitions(
        imported("lib", "urn:lib"),
        decision("d", L("lib.doubled rate + lib.apply(1)"),
                 "decision:urn:lib#_doubled_rate", "knowledge:urn:lib#_apply"),
    )  # fmt: skip
    model = load(body, LIBRARY)
    assert model.decide("d", {"lib": {"rate": 5}}) == 13
    assert model.decide("d", {"rate": 5}) == 13


def test_dmn_6_3_2_an_import_without_name_needs_no_prefix():
    body = definitions(
        imported("", "urn:lib"),
        decision("d", L("doubled rate"), "decision:urn:lib#_doubled_rate"),
    )
    assert load(body, LIBRARY).decide("d", {"rate": 5}) == 10


def test_dmn_6_3_2_one_file_imported_on_two_ways_has_two_inputs():
    middle = [
        definitions(
            imported("base", "urn:lib"),
            decision("r", L("base.doubled rate"), "decision:urn:lib#_doubled_rate"),
            own=f"urn:{name}",
        )
        for name in ("left", "right")
    ]
    body = definitions(
        imported("l", "urn:left"),
        imported("r", "urn:right"),
        decision("d", L("[l.r, r.r]"), "decision:urn:left#_r", "decision:urn:right#_r"),
    )
    inputs = {"l": {"base": {"rate": 1}}, "r": {"base": {"rate": 2}}}
    assert load(body, LIBRARY, *middle).decide("d", inputs) == [2, 4]


def test_dmn_6_3_2_types_of_an_import():
    body = definitions(imported("lib", "urn:lib"), decision("d", L('"a"'), type_ref="lib.tRate"))
    assert load(body, LIBRARY).decide("d", {}) is None


def test_a_decision_without_logic_is_null_with_a_reason():
    found = load(definitions(decision("d", ""))).explain("d", {})
    assert found.value is None
    assert "no logic" in found.warnings[0].message


def problems(*elements, **options):
    with pytest.raises(DeploymentRefused) as refused:
        load(definitions(*elements, **options), file="t.dmn")
    return [(p.code, p.element) for p in refused.value.problems]


@pytest.mark.parametrize(
    ("elements", "code"),
    [
        ([decision("d", L("1 +"))], "feel-syntax"),
        ([decision("d", L(""))], "missing-logic"),
        ([decision("d", L("1"), "input:x")], "unresolved-reference"),
        ([decision("d", L("1"), "decision:urn:other#_x")], "unresolved-reference"),
        ([decision("d", L("1"), type_ref="tUnknown")], "unknown-type"),
        ([decision("d", L("1", "tUnknown"))], "unknown-type"),
        ([decision("d", L("1")), decision("d", L("2"))], "duplicate-id"),
        ([decision("a", L("b"), "decision:b"), decision("b", L("a"), "decision:a")],
         "requirement-cycle"),
        ([decision("d", context(a=""))], "missing-logic"),
        ([decision("d", table(["x +"], ["o"], []))], "feel-syntax"),
        ([decision("d", table(["x"], ["o"], [["1 +", "1"]]))], "feel-syntax"),
        ([decision("d", table(["x"], ["o"], [["1", "1 +"]]))], "feel-syntax"),
        ([decision("d", table(["x"], ["o"], [["1"]]))], "rule-width"),
        ([decision("d", table(["x"], ["o"], [], "BEST"))], "unknown-hit-policy"),
        ([decision("d", table(["x"], ["o"], [], "COLLECT", "AVG"))], "unknown-hit-policy"),
        ([decision("d", table(["x"], ["a", "b"], [], "COLLECT", "SUM"))], "aggregation-outputs"),
        ([decision("d", table(["x"], ["a", "a"], []))], "output-names"),
        ([decision("d", table(["x"], [], []))], "missing-output"),
        ([decision("d", table([""], ["o"], []))], "missing-logic"),
        ([knowledge("f", "a", "")], "missing-logic"),
        ([service("s", [])], "missing-output"),
        ([imported("x", "urn:nowhere")], "unresolved-import"),
        ([imported("x", "urn:y", "http://www.dmg.org/PMML-4_2")], "unsupported-import"),
        ([decision("d", '<literalExpression expressionLanguage="python"><text>1</text>'
                   "</literalExpression>")], "unsupported-language"),
        ([decision("d", '<functionDefinition kind="Java"><context/></functionDefinition>')],
         "unsupported-function"),
        (['<itemDefinition name="t"><typeRef>tUnknown</typeRef></itemDefinition>',
          decision("d", L("1"), type_ref="t")], "unknown-type"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_at_load(elements, code):
    assert code in [found for found, _ in problems(*elements)]


def test_all_problems_are_listed_at_once_with_element_and_line():
    with pytest.raises(DeploymentRefused) as refused:
        load(
            definitions("\n", decision("a", L("1 +")), "\n", decision("b", L("2 +"))), file="t.dmn"
        )
    assert [(p.file, p.element, p.line) for p in refused.value.problems] == [
        ("t.dmn", "_a", 2), ("t.dmn", "_b", 3),
    ]  # fmt: skip


def test_a_lenient_load_gives_null_for_what_is_broken():
    model = load(definitions(decision("a", L("1 +")), decision("b", L("2"))), lenient=True)
    assert [p.code for p in model.problems] == ["feel-syntax"]
    assert (model.decide("a", {}), model.decide("b", {})) == (None, 2)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<definitions/>", "not-dmn"),
        (b"<a", "xml-broken"),
        (b"", "xml-broken"),
        (b'<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>', "xml-doctype"),
        (b"<a>" * 250 + b"</a>" * 250, "xml-too-deep"),
    ],
)
def test_files_that_are_no_dmn_are_refused(body, code):
    with pytest.raises(DeploymentRefused) as refused:
        load(body)
    assert [p.code for p in refused.value.problems] == [code]
