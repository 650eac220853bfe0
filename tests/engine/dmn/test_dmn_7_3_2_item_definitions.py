"""Item definitions: structure, collections, allowed values, constraints. DMN 1.5, 7.3.2, 7.3.3."""

import pytest

from engine.dmn import load
from tests.engine.dmn.models import (
    component,
    decision,
    definitions,
    input_data,
    item,
    knowledge,
    literal,
    table,
)

TYPES = (
    item("tAmount", "number"),
    item("tGrade", "string", allowed='"A", "B"'),
    item("tAge", "number", allowed="[0..150]"),
    item("tChild", "tAge", allowed="< 18"),
    item("tNames", "string", collection=True),
    item("tGrades", "string", allowed='"A", "B"', collection=True),
    item("tFew", "number", constraint="count(?) < 3", collection=True),
    item("tEven", "number", constraint="even(?)"),
    item("tPerson", "", component("name", "string"), component("age", "tAge")),
    item("tPeople", "tPerson", collection=True),
    item("tTeam", "", component("lead", "tPerson"), component("tags", "string", collection=True)),
    item("tNested", "", component("inner", "", component("n", "number"))),
    item("tText", "feel:string"),
    item("tFree"),
    '<itemDefinition name="tFunction"><functionItem outputTypeRef="number">'
    '<parameters name="a" typeRef="number"/></functionItem></itemDefinition>',
)
ANN = '{name: "Ann", age: 30}'
N = None


@pytest.mark.parametrize(
    ("type_ref", "text", "passes"),
    [
        ("tAmount", "1", True), ("tAmount", '"1"', False), ("tAmount", "[1]", "1"),
        ("tGrade", '"A"', True), ("tGrade", '"C"', False), ("tGrade", "1", False),
        ("tAge", "0", True), ("tAge", "151", False), ("tAge", '"x"', False),
        ("tChild", "17", True), ("tChild", "18", False), ("tChild", "-1", True),
        ("tNames", '["a", "b"]', True), ("tNames", '"a"', '["a"]'), ("tNames", "[1]", False),
        ("tNames", "[]", True), ("tNames", '["a", null]', True),
        ("tGrades", '["A", "B"]', True), ("tGrades", '["A", "C"]', False), ("tGrades", "[]", True),
        ("tFew", "[1, 2]", True), ("tFew", "[1, 2, 3]", False),
        ("tEven", "2", True), ("tEven", "3", False),
        ("tPerson", ANN, True), ("tPerson", '{name: "Ann", age: 200}', False),
        ("tPerson", '{name: 1, age: 30}', False), ("tPerson", '{name: "Ann"}', False),
        ("tPerson", '{name: "Ann", age: 30, more: 1}', True), ("tPerson", "1", False),
        ("tPerson", f"[{ANN}]", ANN),
        ("tPeople", f"[{ANN}]", True), ("tPeople", ANN, f"[{ANN}]"), ("tPeople", "[1]", False),
        ("tTeam", f'{{lead: {ANN}, tags: ["x"]}}', True),
        ("tTeam", f'{{lead: {ANN}, tags: [1]}}', False),
        ("tPerson", "{}", False), ("tPerson", '{name: "Ann", age: null}', True),
        ("tTeam", f"{{lead: {ANN}}}", False), ("tNested", "{inner: {}}", False),
        ("tNested", "{inner: {n: 1}}", True), ("tNested", '{inner: {n: "1"}}', False),
        ("tText", '"a"', True), ("tText", "1", False),
        ("tFree", "1", True), ("tFree", '"a"', True),
        ("tGrade", "null", True), ("tPerson", "null", True),
    ],
)  # fmt: skip
def test_dmn_7_3_2_values_fit_their_type_or_become_null(type_ref, text, passes):
    """``passes`` is True, False, or the text of what the value is converted to."""
    body = definitions(
        *TYPES,
        decision("d", literal(text), type_ref=type_ref),
        decision("plain", literal(text if passes is True else str(passes or "null"))),
    )
    model = load(body)
    if passes is False:
        assert model.decide("d", {}) is None
        assert model.explain("d", {}).warnings
    else:
        assert model.decide("d", {}) == model.decide("plain", {}) or text == "null"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 instance of tAmount", True),
        ('"x" instance of tAmount', False),
        (f"{ANN} instance of tPerson", True),
        ("{name: 1} instance of tPerson", False),
        (f"[{ANN}] instance of list<tPerson>", True),
        ('["a"] instance of tNames', True),
        ("[1] instance of tNames", False),
        ("(function(a: tAmount) a)(1)", 1),
        ('(function(a: tAmount) a)("x")', None),
    ],
)
def test_dmn_10_3_2_9_types_of_the_model_are_known_in_expressions(text, expected):
    assert load(definitions(*TYPES, decision("d", literal(text)))).decide("d", {}) == expected


@pytest.mark.parametrize(("value", "expected"), [(5, 5), (151, None), ("x", None), (None, None)])
def test_dmn_7_3_3_inputs_are_checked_against_their_type(value, expected):
    body = definitions(
        *TYPES, input_data("age", "tAge"), decision("d", literal("age"), "input:age")
    )
    assert load(body).decide("d", {"age": value}) == expected


def test_dmn_7_3_2_a_function_type_checks_the_result_of_a_knowledge_model():
    body = definitions(
        *TYPES,
        knowledge("f", "a", literal("a"), type_ref="tFunction"),
        decision("good", literal("f(1)"), "knowledge:f"),
        decision("bad", literal('f("x")'), "knowledge:f"),
    )
    model = load(body)
    assert (model.decide("good", {}), model.decide("bad", {})) == (1, None)


@pytest.mark.parametrize(
    ("options", "value", "expected"),
    [
        ({"allowed": ["[0..10]"]}, 5, "low"),
        ({"allowed": ["[0..10]"]}, 50, None),
        ({"input_types": ["number"]}, 5, "low"),
        ({"input_types": ["string"]}, 5, None),
        ({"values": ['"low", "high"']}, 5, "low"),
        ({"values": ['"high"']}, 5, None),
        ({"types": ["string"]}, 5, "low"),
        ({"types": ["number"]}, 5, None),
        ({"types": ["tGrade"]}, 5, None),
    ],
)
def test_dmn_8_3_2_columns_check_their_values(options, value, expected):
    logic = table(["x"], ["o"], [["< 10", '"low"'], [">= 10", '"high"']], **options)
    assert load(definitions(*TYPES, decision("d", logic))).decide("d", {"x": value}) == expected
