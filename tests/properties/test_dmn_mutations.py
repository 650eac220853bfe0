"""A DMN file damaged at random loads, or is refused with problems; what loads can be decided."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.dmn import DmnError, check, load
from engine.errors import DeploymentRefused
from engine.feel import FeelLimit
from tests.engine.dmn.models import (
    boxed,
    component,
    context,
    decision,
    definitions,
    input_data,
    invocation,
    item,
    knowledge,
    listed,
    literal,
    relation,
    service,
    table,
)
from tests.properties.counts import COUNTS

ROWS = [["[1..5)", '"a"', "x + 1", "1"], ["> 5", "-", '"b"', "2"], ["not(3)", '"c", "d"', "x", "3"]]
MODEL = definitions(
    item("tAge", "number", allowed="[0..150]"),
    item("tPerson", "", component("name", "string"), component("age", "tAge")),
    input_data("x", "number"),
    input_data("who", "tPerson"),
    decision("grade", table(["x", "who.name"], ["a", "b"], ROWS, "RULE ORDER"),
             "input:x", "input:who"),
    decision("first", table(["x"], ["o"], [["< 5", "1"], ["-", "2"]], "FIRST"), "input:x"),
    decision("ctx", context(a=literal("x"), result=literal("a + 1")), "input:x"),
    decision("rel", relation(["a", "b"], ["1", "x"], ["2", "3"]), "input:x"),
    decision("lst", listed("1", "x", "grade"), "input:x", "decision:grade"),
    decision("loop", boxed("for", "i", in_=literal("[1, x]"), return_=literal("i * 2")), "input:x"),
    knowledge("f", "n:number", literal("n * 2")),
    decision("call", invocation("f", n=literal("x")), "input:x", "knowledge:f"),
    service("s", ["ctx"], data=["x"]),
)  # fmt: skip
INPUTS = {"x": Decimal(3), "who": {"name": "a", "age": 30}}
NAMES = ("grade", "first", "ctx", "rel", "lst", "loop", "call", "s")


def damaged(body: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, instead in cuts:
        place %= len(body) + 1
        body = body[:place] + instead + body[place + length :]
    return body


PIECES = st.sampled_from(
    [b"", b"<", b"</text>", b'"', b"1 +", b"#", b"<context/>", b"not(", b"\x00"]
)
CUTS = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 60), PIECES), max_size=3)
#: Whole parts of the file taken out or put elsewhere keep it well-formed more often
WORDS = st.sampled_from(
    [
        *(b"text", b"requiredInput", b"literalExpression", b"decision", b"typeRef", b"inputEntry"),
        *(b"output", b"name", b"context", b"href", b"rule"),
    ]
)


@COUNTS
@given(CUTS)
def test_bytes_at_random(cuts):
    survive(damaged(MODEL, cuts))


@COUNTS
@given(WORDS, WORDS, st.integers(0, 40))
def test_one_word_for_another(word, other, which):
    parts = MODEL.split(word)
    at = which % len(parts)
    survive(word.join(parts[:at]) + (other if at else b"") + word.join(parts[at:]))


@COUNTS
@given(st.text(max_size=30), st.integers(0, 60))
def test_any_text_in_a_cell(text, which):
    parts = MODEL.split(b"<text>")
    at = 1 + which % (len(parts) - 1)
    end = parts[at].index(b"</text>")
    cleaned = "".join(c for c in text if c.isprintable()).replace("&", "&amp;").replace("<", "&lt;")
    parts[at] = cleaned.encode() + parts[at][end:]
    survive(b"<text>".join(parts))


def survive(body: bytes) -> None:
    findings = check(body)
    try:
        model = load(body)
    except DeploymentRefused:
        refused = True
    else:
        refused = False
    assert findings or not refused
    for name in () if refused else NAMES:
        try:
            model.decide(name, INPUTS)
        except (DmnError, FeelLimit):
            continue


def test_the_whole_model_is_sound():
    model = load(MODEL)
    for name in NAMES:
        assert model.decide(name, INPUTS) is not None
