"""Filters, loops, functions of the text. DMN 1.5, 10.3.2."""

import pytest

from tests.engine.feel.cases import cases, check

FILTERS = """
[1, 2, 3][1] ==> 1
[1, 2, 3][-1] ==> 3
[1, 2, 3][-3] ==> 1
[1, 2, 3][0] ==> null
[1, 2, 3][4] ==> null
[1, 2, 3][-4] ==> null
[1, 2, 3][1.5] ==> null
[1, 2, 3][1 + 1] ==> 2
[1, 2, 3][item > 1] ==> [2, 3]
[1, 2, 3][item > 5] ==> []
[1, 2, 3][true] ==> [1, 2, 3]
[1, 2, 3][false] ==> []
[1, 2, 3][null] ==> []
[1, 2, 3]["a"] ==> null
[1, 2, 3][if item < 3 then true else "a"] ==> null
[1, 2, 3][if item < 3 then true else null] ==> [1, 2]
[1, null, 3][item = null] ==> [null]
[1, null, 3][item > 1] ==> [3]
[][1] ==> null
[][item > 1] ==> []
[][true] ==> []
100[1] ==> 100
100[2] ==> null
100[item > 50] ==> [100]
100[item < 50] ==> []
"a"[1] ==> "a"
true[item] ==> [true]
null[1] ==> null quietly
null[true] ==> null
{a: 1}[a = 1] ==> [{a: 1}]
[{a: 1}, {a: 2}][a > 1] ==> [{a: 2}]
[{a: 1}, {a: 2}][item.a > 1] ==> [{a: 2}]
[{item: 1}, {item: 2}][item >= 2] ==> [{item: 2}]
[{a: 1}, {b: 2}][a = 1] ==> [{a: 1}]
[{a: 1, b: 2}, {a: 2, b: 2}][a = b] ==> [{a: 2, b: 2}]
[1, 2, 3, 4][item > 1][1] ==> 2
[[1, 2], [3]][1][2] ==> 2
[[1, 2], [3]][count(item) = 1] ==> [[3]]
[{x: [1, 2]}, {x: [3]}].x[1] ==> [1, 2]
{l: [1, 2], i: 2, r: l[i]}.r ==> 2
[1, 2, 3][[1, 2, 3][item = 2][1]] ==> 2
[true, false, true][item] ==> [true, true]
"""
LOOPS = """
for i in [1, 2, 3] return i * 2 ==> [2, 4, 6]
for i in 1..3 return i ==> [1, 2, 3]
for i in 3..1 return i ==> [3, 2, 1]
for i in 1..1 return i ==> [1]
for i in -1..1 return i ==> [-1, 0, 1]
for i in 1..3, j in 1..2 return i * j ==> [1, 2, 2, 4, 3, 6]
for i in 1..3, j in 1..i return j ==> [1, 1, 2, 1, 2, 3]
for i in [[1, 2], [3]], j in i return j ==> [1, 2, 3]
for i in [] return i ==> []
for i in [1, null] return i ==> [1, null]
for i in 5 return i ==> [5]
for i in null return i ==> null
for i in 1.5..3 return i ==> null
for i in 1.."a" return i ==> null
for i in [1..3] return i ==> [1, 2, 3]
for i in (1..3) return i ==> [2]
for i in (< 3) return i ==> null
for d in @"2025-01-30"..@"2025-02-01" return d.day ==> [30, 31, 1]
for d in [@"2025-01-01"..@"2025-01-02"] return d.day ==> [1, 2]
for i in 1..5 return if i = 1 then 1 else i * partial[-1] ==> [1, 2, 6, 24, 120]
for i in 1..3 return count(partial) ==> [0, 1, 2]
for i in 1..3 return sum(partial) ==> [null, null, null]
for i in 1..3 return partial ==> [[], [[]], [[], [[]]]]
for i in 1..2, j in 1..2 return count(partial) ==> [0, 1, 2, 3]
for x in [{a: 1}, {a: 2}] return x.a ==> [1, 2]
for x in 1..2 return for y in 1..2 return x + y ==> [[2, 3], [3, 4]]
for x in 1..2 return {v: x} ==> [{v: 1}, {v: 2}]
some x in [1, 2] satisfies x = 2 ==> true
some x in [1, 2] satisfies x = 3 ==> false
some x in [] satisfies true ==> false
some x in [1, null] satisfies x > 0 ==> true
some x in [null] satisfies x > 0 ==> null
some x in [1, 2], y in [3, 4] satisfies x + y = 6 ==> true
some x in 1..3 satisfies x > 2 ==> true
some x in null satisfies true ==> null
some x in [1] satisfies 1 ==> null quietly
every x in [1, 2] satisfies x > 0 ==> true
every x in [1, 2] satisfies x > 1 ==> false
every x in [] satisfies false ==> true
every x in [1, null] satisfies x > 0 ==> null
every x in [0, null] satisfies x > 0 ==> false
every x in [1, 2], y in [3, 4] satisfies x < y ==> true
every x in null satisfies true ==> null
every x in [[1], [2]] satisfies (some y in x satisfies y > 0) ==> true
if true then 1 else 2 ==> 1
if false then 1 else 2 ==> 2
if null then 1 else 2 ==> 2
if 1 then 1 else 2 ==> 2
if "true" then 1 else 2 ==> 2
if 1 < 2 then "a" else 1 / 0 ==> "a"
"""
FUNCTIONS = """
(function(x) x + 1)(1) ==> 2
(function(x, y) x - y)(3, 1) ==> 2
(function(x, y) x - y)(y: 1, x: 3) ==> 2
(function() 1)() ==> 1
(function(x) x)(1, 2) ==> null
(function(x) x)() ==> null
(function(x) x)(y: 1) ==> null
(function(x, y) [x, y])(y: 1) ==> [null, 1]
(function(x: number, y) "called")("a", 1) ==> null
(function(x: number) x)(1) ==> 1
(function(x: number) x)("a") ==> null
(function(x: string) x)(["a"]) ==> "a"
(function(x: list<number>) x)(1) ==> [1]
(function(x: date and time) x)(@"2025-01-01") ==> @"2025-01-01T00:00:00Z"
{f: function(a) a * 2, r: f(3)}.r ==> 6
{k: 10, f: function(a) a + k, r: f(1)}.r ==> 11
{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(5)}.r ==> 120
{f: function(g, x) g(g(x)), r: f(function(y) y + 1, 0)}.r ==> 2
(for i in 1..3 return function(x) x + i)[2](10) ==> 12
{f: string length, r: f("abc")}.r ==> 3
sort([2, 1], before) ==> [1, 2]
f(1) ==> null
1(2) ==> null
"a"("b") ==> null
null() ==> null
(function(a) external {java: {class: "x", method signature: "y"}})(1) ==> null
sum(list: [1], list: [2]) ==> null
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [case for table in (FILTERS, LOOPS, FUNCTIONS) for case in cases(table)],
)
def test_dmn_10_3_2_lists(text, expected):
    check(text, expected)
