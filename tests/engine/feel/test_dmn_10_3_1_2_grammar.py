"""Grammar: literals, names, comments, precedence, forms. DMN 1.5, 10.3.1.2 and 10.3.1.4."""

import pytest

from engine.feel import FeelSyntaxError, compile, evaluate
from engine.feel.parser import parse
from engine.feel.printer import write
from tests.engine.feel.cases import cases, check

LITERALS = r"""
1 ==> 1
1.5 ==> 1.5
.5 ==> 0.5
00.5 ==> 0.5
-1 ==> -1
-.5 ==> -0.5
1.2e3 ==> 1200
1.2E-3 ==> 0.0012
1e+2 ==> 100
1e9999 ==> null
true ==> true
false ==> false
null ==> null quietly
"a" ==> "a"
"" ==> ""
"a\"b" ==> "a\"b"
"a\\b" ==> "a\\b"
"a\tb\nc\rd" ==> "a\tb\nc\rd"
"\'" ==> "'"
"\u56ed" ==> "园"
"\U01F40E" ==> "🐎"
"\uD83D\uDC0E" ==> "🐎"
"\d" ==> "\\d"
"//" ==> "//"
[] ==> []
[1, "a", null] ==> [1, "a", null]
[[1], []] ==> [[1], []]
{} ==> {}
{a: 1} ==> {a: 1}
{"a": 1} ==> {a: 1}
{a: 1, b: a + 1} ==> {a: 1, b: 2}
{a: 1, "b c": a + 1, d: b c * 2} ==> {a: 1, "b c": 2, d: 4}
{a b: 1}.a b ==> 1
{a-b: 1, c: a-b} ==> {"a-b": 1, c: 1}
{a: {b: 1, c: b}} ==> {a: {b: 1, c: 1}}
{a: 1, a: 2} ==> null
{名称: "园区"}.名称 ==> "园区"
{🐎: 1}.🐎 ==> 1
{if: 1}.if ==> 1
@"2025-01-01" ==> @"2025-01-01"
@"P1D" ==> @"P1D"
@"nonsense" ==> null
@"" ==> null
1. ==> syntax error
1.2.3 ==> syntax error
"a ==> syntax error
[1, ] ==> syntax error
[1 2] ==> syntax error
{a} ==> syntax error
{1: 1} ==> syntax error
{a: 1,} ==> syntax error
@a ==> syntax error
@1 ==> syntax error
#a ==> syntax error
a b c 'd ==> syntax error
"""
PRECEDENCE = """
1 + 2 * 3 ==> 7
(1 + 2) * 3 ==> 9
2 * 3 ** 2 ==> 18
2 ** 3 ** 2 ==> 64
-2 ** 2 ==> 4
2 ** -1 ==> 0.5
10 - 4 - 3 ==> 3
16 / 4 / 2 ==> 2
2 - -2 ==> 4
2 - - - 2 ==> 0
--2 ==> 2
-(1 + 2) ==> -3
1 < 2 and 2 < 3 ==> true
true or false and false ==> true
(true or false) and false ==> false
1 + 1 = 2 ==> true
1 = 1 and 2 = 2 or false ==> true
not(true) or true ==> true
1 in [1, 2] and true ==> true
1 between 0 and 2 and false ==> false
if true then 1 else 2 + 3 ==> 1
(if true then 1 else 2) + 3 ==> 4
if false then 1 else if true then 2 else 3 ==> 2
[1, 2, 3][2] + 1 ==> 3
{a: {b: [5, 6]}}.a.b[2] ==> 6
for x in [1, 2] return x + 1 ==> [2, 3]
[for x in [1, 2] return x, 9] ==> [[1, 2], 9]
some x in [1] satisfies x = 1 and false ==> false
1 + 2 instance of number ==> null
(1 + 2) instance of number ==> true
-1 instance of number ==> true
"""
COMMENTS = """
1 + /* one */ 1 ==> 2
/* a */ 1 /* b */ ==> 1
1 // the rest ==> 1
/* // */ 1 ==> 1
/* a * b ** */ 1 ==> 1
"/* a */" ==> "/* a */"
1 /* open ==> syntax error
/* */ ==> syntax error
// ==> syntax error
"""
ERRORS = """
1 + ==> syntax error
+ 1 ==> syntax error
* ==> syntax error
( ==> syntax error
() ==> syntax error
(1 ==> syntax error
1) ==> syntax error
[1 ==> syntax error
1 == 1 ==> syntax error
1 => 1 ==> syntax error
1 = = 1 ==> syntax error
1 < > 1 ==> syntax error
">" = ">" ==> true
1 => 1 ==> syntax error
1 =< 1 ==> syntax error
1 <> 1 ==> syntax error
a && b ==> syntax error
!a ==> syntax error
a ? b : c ==> syntax error
if a then b ==> syntax error
if a else b ==> syntax error
then ==> syntax error
for x return x ==> syntax error
for in [1] return 1 ==> syntax error
for x in [1] ==> syntax error
some x in [1] ==> syntax error
every satisfies true ==> syntax error
1 between 2 ==> syntax error
1 between 2 or 3 ==> syntax error
1 in ==> syntax error
1 in () ==> syntax error
f(1, ==> syntax error
f(a: 1, 2) ==> syntax error
f(1, a: 2) ==> syntax error
f(,) ==> syntax error
a. ==> syntax error
.a ==> syntax error
a..b ==> syntax error
[1..2 ==> syntax error
[1..] ==> syntax error
1 instance of ==> syntax error
1 instance number ==> syntax error
1 instance of list< ==> syntax error
1 instance of list<number ==> syntax error
function(a ==> syntax error
1e99999999999999999999 ==> syntax error
-1e-99999999999999999999 ==> syntax error
function() ==> syntax error
; ==> syntax error
a; b ==> syntax error
a = b = ==> syntax error
x := 1 ==> syntax error
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [case for table in (LITERALS, PRECEDENCE, COMMENTS, ERRORS) for case in cases(table)],
)
def test_dmn_10_3_1_2(text, expected):
    check(text, expected)


def test_dmn_10_3_1_2_an_empty_text_is_no_expression():
    for text in ("", "  ", "\n"):
        with pytest.raises(FeelSyntaxError):
            compile(text)


def test_dmn_10_3_1_2_white_space_is_whatever_unicode_calls_so():
    assert evaluate("1\u00a0+\u30001\u2003+\t1\n", {}) == 3


NAMES = {
    "a": 1,
    "a b": 2,
    "a-b": 3,
    "profit and loss": 4,
    "driver's license": 5,
    "x/y": 6,
    "p.q": 7,
    "总 额": 8,
    "下放/委托": 9,
    "in progress": 10,
    "b": 20,
    "if any": 11,
    "true north": 12,
    "c": {"d-e": 13, "d": 14, "and so on": 15},
    "e": 16,
    "date": 18,
    "count": 19,
    "date and time": 21,
    "Phone 2": 22,
    "x * y": 23,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", 1),
        ("a b", 2),
        ("a  b", 2),
        ("a\nb", 2),
        ("a-b", 3),
        ("a - b", 3),
        ("(a) - b", -19),
        ("a-e", -15),
        ("profit and loss", 4),
        ("profit and loss + 1", 5),
        ("driver's license", 5),
        ("x/y", 6),
        ("p.q", 7),
        ("总 额", 8),
        ("下放/委托 + 1", 10),
        ("in progress", 10),
        ("if any", 11),
        ("true north", 12),
        ("c.d-e", 13),
        ("(c.d) - e", -2),
        ("c.and so on", 15),
        ("[c][1].d-e", 13),
        ("date", 18),
        ('date("2025-01-01").year', 2025),
        ("count", 19),
        ("count([1])", 1),
        ("Phone 2", 22),
        ("x*y", 23),
        ('date and time("2025-01-01T00:00:00").year', 2025),
        ("a + a b", 3),
        ("[a-b, a]", [3, 1]),
        ("if a-b > 2 then a b else a", 2),
        ("for a-b in [1] return a-b", [1]),
        ("{a-b: 5, r: a-b}.r", 5),
        ("some profit and loss in [4] satisfies profit and loss = 4", True),
        ("(function(x-y) x-y + 1)(1)", 2),
    ],
)
def test_dmn_10_3_1_4_names_are_resolved_against_the_scope(text, value):
    assert evaluate(text, NAMES) == value


def test_dmn_10_3_1_4_an_unknown_name_with_an_operator_is_an_operation():
    assert evaluate("a-b", {"a": 3, "b": 1}) == 2


def test_dmn_10_3_1_4_white_space_around_operators_of_a_name_does_not_matter():
    assert evaluate("a-b", {"a - b": 17}) == 17
    assert evaluate("a - b", {"a-b": 17}) == 17


def test_dmn_10_3_1_4_the_longest_known_name_is_taken():
    scope = {"a-b": 1, "a-b-c": 2, "c": 5}
    assert evaluate("a-b-c", scope) == 2
    assert evaluate("a-b-d", {**scope, "d": 1}) == 0


def test_positions_of_errors():
    with pytest.raises(FeelSyntaxError) as caught:
        compile("1 +\n  * 2")
    assert (caught.value.line, caught.value.column) == (2, 3)
    assert "expected an expression" in str(caught.value)


def test_nesting_is_limited_with_a_clear_error():
    with pytest.raises(FeelSyntaxError, match="nested"):
        compile("(" * 1000 + "1" + ")" * 1000)


def test_long_chains_are_no_nesting():
    assert evaluate(" + ".join(["1"] * 5000), {}) == 5000
    assert evaluate(" and ".join(["true"] * 5000), {}) is True


def test_equal_texts_have_equal_trees_wherever_they_stand():
    assert parse("a + 1") == parse("  a  +  1 ")


@pytest.mark.parametrize("name", ["a2.5b", "a.5b", "a 2.5b", "a.b.5c", "rate 1.5x2.5y"])
def test_dmn_10_3_1_2_a_name_with_a_point_and_digits_is_one_name_however_it_is_spaced(name):
    tree = parse(f"for {name} in [1] return 2")
    assert parse(write(tree)) == tree
