"""``instance of``: what is of which type. DMN 1.5, 10.3.2."""

import pytest

from tests.engine.feel.cases import cases, check

INSTANCE = """
1 instance of number ==> true
1 instance of string ==> false
"a" instance of string ==> true
true instance of boolean ==> true
@"2025-01-01" instance of date ==> true
@"2025-01-01" instance of date and time ==> false
@"2025-01-01T00:00:00" instance of date and time ==> true
@"2025-01-01T00:00:00" instance of date ==> false
@"10:00:00" instance of time ==> true
@"P1D" instance of days and time duration ==> true
@"P1D" instance of years and months duration ==> false
@"P1Y" instance of years and months duration ==> true
[1] instance of list ==> null
[1] instance of list<number> ==> true
[1, "a"] instance of list<number> ==> false
[1, "a"] instance of list<Any> ==> true
[] instance of list<number> ==> true
[[1]] instance of list<list<number>> ==> true
[null] instance of list<number> ==> true
{a: 1} instance of context ==> null
{a: 1} instance of context<a: number> ==> true
{a: 1} instance of context<a: string> ==> false
{a: 1, b: 2} instance of context<a: number> ==> true
{a: 1} instance of context<a: number, b: number> ==> false
{a: {b: 1}} instance of context<a: context<b: number>> ==> true
{a b: 1} instance of context<a b: number> ==> true
[1..2] instance of range<number> ==> true
[@"2025-01-01"..@"2025-01-02"] instance of range<date> ==> true
(function(a) a) instance of function<Any>->Any ==> true
(function(a: number) a) instance of function<number>->Any ==> true
(function(a: number) a) instance of function<string>->Any ==> false
(function(a, b) a) instance of function<Any>->Any ==> false
1 instance of Any ==> true
null instance of Any ==> false
null instance of number ==> false
null instance of Null ==> true
1 instance of Null ==> false
1 instance of unknown type ==> null
1 instance of list ==> null
1 instance of range ==> null
(function() "a") instance of function<>->Any ==> true
(function() "a") instance of function<>->string ==> true
(function() "a") instance of function<>->number ==> false
(function(a) a) instance of function<Any>->number ==> true
(function(a: number) a) instance of function<number>->string ==> false
(function() [1, 2]) instance of function<>->list<number> ==> true
(function() [1, 2]) instance of function<>->list<string> ==> false
(function(x) [x]) instance of function<Any>->list<string> ==> true
(function() {b: 1, c: 2}) instance of function<>->context<b: number> ==> true
(function() {b: 1}) instance of function<>->context<b: number, c: number> ==> false
(function() {b: "1"}) instance of function<>->context<b: number> ==> false
(function(x) {b: x}) instance of function<Any>->context<b: number> ==> true
(function(a: context<k: string>) 1) instance of function<context<k: string, l: Any>>->Any ==> true
(function(a: context<k: Any, l: Any>) 1) instance of function<context<k: Any>>->Any ==> false
[(function() 1), (function() 2)] instance of list<function<>->number> ==> true
[(function() 1), (function() "x")] instance of list<function<>->number> ==> false
"""


@pytest.mark.parametrize(("text", "expected"), cases(INSTANCE))
def test_dmn_10_3_2_types(text, expected):
    check(text, expected)
