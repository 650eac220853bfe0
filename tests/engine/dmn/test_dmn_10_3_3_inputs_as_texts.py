"""Inputs as JSON or XML hold them: what texts become. DMN 1.5, 10.3.3.2."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.dmn import load
from engine.feel import evaluate
from engine.feel.values import YearsMonths
from tests.engine.dmn.models import (
    component,
    decision,
    definitions,
    input_data,
    item,
    literal,
    service,
)

TYPES = (
    item("tDay", "date", constraint='? >= date("2020-01-01")'),
    item("tPerson", "", component("born", "date"), component("name", "string")),
    item("tPeople", "tPerson", collection=True),
    item("tRows", "", component("sum", "number"), collection=True),
)


def read(type_ref, value):
    model = load(definitions(*TYPES, input_data("x", type_ref)))
    return model.read({"x": value})["x"]


@pytest.mark.parametrize(
    ("type_ref", "value", "expected"),
    [
        ("date", "2025-03-01", date(2025, 3, 1)),
        ("tDay", " 2025-03-01 ", date(2025, 3, 1)),
        ("time", "10:00:00Z", evaluate('time("10:00:00Z")', {})),
        ("dateTime", "2025-03-01T10:00:00", evaluate('@"2025-03-01T10:00:00"', {})),
        ("dayTimeDuration", "P1D", timedelta(days=1)),
        ("years and months duration", "P1Y2M", YearsMonths(14)),
        ("number", "18", Decimal(18)),
        ("number", "1e-3", Decimal("0.001")),
        ("boolean", "true", True),
        ("tPerson", {"born": "2000-01-01", "name": "5"}, {"born": date(2000, 1, 1), "name": "5"}),
        ("tPeople", [{"born": "2000-01-01"}], [{"born": date(2000, 1, 1)}]),
        ("tRows", [{"sum": "1.5"}, {"sum": 2}], [{"sum": Decimal("1.5")}, {"sum": 2}]),
    ],
)
def test_a_text_is_read_as_its_type_says(type_ref, value, expected):
    found = read(type_ref, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("type_ref", "value"),
    [
        ("string", "2025-03-01"),
        ("", "2025-03-01"),
        ("date", "yesterday"),
        ("date", "2025-03-01T10:00:00"),
        ("dayTimeDuration", "P1Y"),
        ("number", "١٨"),
        ("number", "NaN"),
        ("number", 18),
        ("boolean", "yes"),
        ("tPerson", "nobody"),
        ("tPeople", None),
    ],
)
def test_what_is_no_such_text_stays(type_ref, value):
    assert read(type_ref, value) is value


def test_inputs_out_of_json_decide_as_values_do():
    model = load(
        definitions(
            *TYPES,
            input_data("p", "tPerson"),
            decision("age", literal('date("2020-06-01").year - p.born.year'), "input:p"),
            decision("next", literal("age + 1"), "decision:age", type_ref="number"),
            service("s", ["next"], decisions=["age"]),
        )
    )
    inputs = json.loads('{"p": {"born": "2000-01-01", "name": "A"}, "other": "2000-01-01"}')
    assert model.decide("age", inputs) is None
    assert model.decide("age", model.read(inputs)) == 20
    assert model.read(inputs)["other"] == "2000-01-01"
