"""Boolean, context, date and time, temporal and range functions. DMN 1.5, 10.3.4.2, .6 to .12."""

import pytest

from tests.engine.feel.cases import cases, check

NOT = """
not(true) ==> false
not(false) ==> true
not(null) ==> null quietly
not("a") ==> null
not(1) ==> null quietly
not(negand: true) ==> false
not([true]) ==> null quietly
not() ==> null
not(true, false) ==> null
"""
CONTEXT = """
get value({key1: "value1"}, "key1") ==> "value1"
get value({key1: "value1"}, "unexistent-key") ==> null
get value({a: {b: 1}}, "a") ==> {b: 1}
get value({a: {b: 1}}, ["a", "b"]) ==> 1
get value({a: null}, "a") ==> null quietly
get value({}, null) ==> null
get value(null, "a") ==> null
get value({a: 1}, 1) ==> null
get value(m: {a: 1}, key: "a") ==> 1
get entries({k: "v", l: 2}) ==> [{key: "k", value: "v"}, {key: "l", value: 2}]
get entries({}) ==> []
get entries(null) ==> null
get entries(1) ==> null
get entries({key1: "value1", key2: "value2"})[key = "key2"].value ==> ["value2"]
context([{key: "a", value: 1}, {key: "b", value: 2}]) ==> {a: 1, b: 2}
context([{key: "a", value: 1}, {key: "b", value: 2, something: "else"}]) ==> {a: 1, b: 2}
context([]) ==> {}
context({key: "a", value: 1}) ==> {a: 1}
context([{key: "a", value: null}]) ==> {a: null}
context([{key: "a"}]) ==> null
context([{value: 1}]) ==> null
context([{key: 1, value: 1}]) ==> null
context([{key: "a", value: 1}, {key: "a", value: 2}]) ==> null
context([1]) ==> null
context(null) ==> null
context(entries: [{key: "a", value: 1}]) ==> {a: 1}
context put({x: 1}, "y", 2) ==> {x: 1, y: 2}
context put({x: 1, y: 0}, "y", 2) ==> {x: 1, y: 2}
context put({x: 1, y: 0, z: 0}, "y", 2) ==> {x: 1, y: 2, z: 0}
context put({x: 1}, ["y"], 2) ==> {x: 1, y: 2}
context put({x: 1, y: {a: 0}}, ["y", "a"], 2) ==> {x: 1, y: {a: 2}}
context put({x: 1}, ["y", "a"], 2) ==> {x: 1, y: {a: 2}}
context put({x: 1}, ["x", "a"], 2) ==> null
context put({x: 1}, [], 2) ==> null
context put({x: 1}, [1], 2) ==> null
context put({x: 1}, null, 2) ==> null
context put(null, "x", 2) ==> null
context put({x: 1}, "y", null) ==> {x: 1, y: null}
context put(context: {x: 1}, key: "y", value: 2) ==> {x: 1, y: 2}
context put(context: {x: 1}, keys: ["y"], value: 2) ==> {x: 1, y: 2}
context merge([{x: 1}, {y: 2}]) ==> {x: 1, y: 2}
context merge([{x: 1, y: 0}, {y: 2}]) ==> {x: 1, y: 2}
context merge([]) ==> {}
context merge({x: 1}) ==> {x: 1}
context merge([{x: 1}, 1]) ==> null
context merge([{x: 1}, null]) ==> null
context merge(null) ==> null
context merge(contexts: [{x: 1}]) ==> {x: 1}
"""
CALENDAR = """
day of year(date(2019, 9, 17)) ==> 260
day of year(@"2020-12-31") ==> 366
day of year(@"2019-01-01T00:00:00Z") ==> 1
day of year(date: @"2019-02-01") ==> 32
day of year(null) ==> null
day of year("2019-01-01") ==> null
day of week(date(2019, 9, 17)) ==> "Tuesday"
day of week(@"2025-09-26") ==> "Friday"
day of week(@"1970-01-01T10:00:00") ==> "Thursday"
day of week(null) ==> null
month of year(date(2019, 9, 17)) ==> "September"
month of year(@"2019-12-01T10:00:00") ==> "December"
month of year(null) ==> null
week of year(date(2019, 9, 17)) ==> 38
week of year(date(2003, 12, 29)) ==> 1
week of year(date(2004, 1, 4)) ==> 1
week of year(date(2005, 1, 1)) ==> 53
week of year(date(2005, 1, 3)) ==> 1
week of year(date(2005, 1, 9)) ==> 1
week of year(null) ==> null
now() ==> @"2025-09-26T09:00:00+08:00"
today() ==> @"2025-09-26"
now(1) ==> null
today(1) ==> null
now() = now() ==> true
"""
IS = """
is(date("2012-12-25"), time("23:00:50")) ==> false
is(date("2012-12-25"), date("2012-12-25")) ==> true
is(time("23:00:50z"), time("23:00:50")) ==> false
is(time("23:00:50z"), time("23:00:50+00:00")) ==> true
is(time("23:00:50+08:00"), time("15:00:50Z")) ==> false
is(@"2012-12-25T00:00:00Z", @"2012-12-25T08:00:00+08:00") ==> false
is(1, 1.0) ==> true
is(1, "1") ==> false
is(null, null) ==> true
is(null, 1) ==> false
is([1], [1]) ==> true
is([1], 1) ==> false
is({a: 1}, {a: 1}) ==> true
is({a: 1}, {a: 2}) ==> false
is(@"PT24H", @"P1D") ==> true
is(@"P1Y", @"P12M") ==> true
is(value1: 1, value2: 1) ==> true
is(1) ==> null
"""
ALLEN = """
before(1, 10) ==> true
before(10, 1) ==> false
before(1, 1) ==> false
before(1, [1..10]) ==> false
before(1, (1..10]) ==> true
before(1, [5..10]) ==> true
before([1..10], 10) ==> false
before([1..10), 10) ==> true
before([1..10], 15) ==> true
before([1..10], [15..20]) ==> true
before([1..10], [10..20]) ==> false
before([1..10), [10..20]) ==> true
before([1..10], (10..20]) ==> true
before("a", "b") ==> true
before(@"2025-01-01", [@"2025-02-01"..@"2025-03-01"]) ==> true
before(point: 1, range: [5..10]) ==> true
before(null, 1) ==> null
before(1, "a") ==> null
before(1) ==> null
after(10, 5) ==> true
after(5, 10) ==> false
after(12, [1..10]) ==> true
after(10, [1..10)) ==> true
after(10, [1..10]) ==> false
after([11..20], 12) ==> false
after([11..20], 10) ==> true
after((11..20], 11) ==> true
after([11..20], 11) ==> false
after([11..20], [1..10]) ==> true
after([1..10], [11..20]) ==> false
after([11..20], [1..11)) ==> true
after((11..20], [1..11]) ==> true
meets([1..5], [5..10]) ==> true
meets([1..5), [5..10]) ==> false
meets([1..5], (5..10]) ==> false
meets([1..5], [6..10]) ==> false
meets([1..5], 5) ==> null
met by([5..10], [1..5]) ==> true
met by([5..10], [1..5)) ==> false
met by((5..10], [1..5]) ==> false
met by([6..10], [1..5]) ==> false
overlaps([1..5], [3..8]) ==> true
overlaps([3..8], [1..5]) ==> true
overlaps([1..8], [3..5]) ==> true
overlaps([3..5], [1..8]) ==> true
overlaps([1..5], [6..8]) ==> false
overlaps([6..8], [1..5]) ==> false
overlaps([1..5], [5..8]) ==> true
overlaps([1..5], (5..8]) ==> false
overlaps([1..5), [5..8]) ==> false
overlaps([1..5), (5..8]) ==> false
overlaps([5..8], [1..5]) ==> true
overlaps((5..8], [1..5]) ==> false
overlaps([5..8], [1..5)) ==> false
overlaps before([1..5], [3..8]) ==> true
overlaps before([1..5], [6..8]) ==> false
overlaps before([1..5], [5..8]) ==> true
overlaps before([1..5], (5..8]) ==> false
overlaps before([1..5), [5..8]) ==> false
overlaps before([1..5), (1..5]) ==> true
overlaps before([1..5], (1..5]) ==> true
overlaps before([1..5), [1..5]) ==> false
overlaps before([1..5], [1..5]) ==> false
overlaps after([3..8], [1..5]) ==> true
overlaps after([6..8], [1..5]) ==> false
overlaps after([5..8], [1..5]) ==> true
overlaps after((5..8], [1..5]) ==> false
overlaps after([5..8], [1..5)) ==> false
overlaps after((1..5], [1..5)) ==> true
overlaps after((1..5], [1..5]) ==> true
overlaps after([1..5], [1..5)) ==> false
overlaps after([1..5], [1..5]) ==> false
finishes(10, [1..10]) ==> true
finishes(10, [1..10)) ==> false
finishes([5..10], [1..10]) ==> true
finishes([5..10), [1..10]) ==> false
finishes([5..10), [1..10)) ==> true
finishes([1..10], [1..10]) ==> true
finishes((1..10], [1..10]) ==> true
finished by([1..10], 10) ==> true
finished by([1..10), 10) ==> false
finished by([1..10], [5..10]) ==> true
finished by([1..10], [5..10)) ==> false
finished by([1..10), [5..10)) ==> true
finished by([1..10], [1..10]) ==> true
finished by([1..10], (1..10]) ==> true
includes([1..10], 5) ==> true
includes([1..10], 12) ==> false
includes([1..10], 1) ==> true
includes([1..10], 10) ==> true
includes((1..10], 1) ==> false
includes([1..10), 10) ==> false
includes([1..10], [4..6]) ==> true
includes([1..10], [1..5]) ==> true
includes((1..10], (1..5]) ==> true
includes([1..10], (1..10)) ==> true
includes([1..10), [5..10)) ==> true
includes([1..10], [1..10)) ==> true
includes([1..10], (1..10]) ==> true
includes([1..10], [1..10]) ==> true
includes([1..10), [1..10]) ==> false
during(5, [1..10]) ==> true
during(12, [1..10]) ==> false
during(1, [1..10]) ==> true
during(1, (1..10]) ==> false
during([4..6], [1..10)) ==> true
during([1..5], (1..10]) ==> false
during([1..5], [1..10]) ==> true
during((1..5], (1..10]) ==> true
during([5..10], [1..10)) ==> false
during([5..10), [1..10)) ==> true
during([1..10], [1..10]) ==> true
starts(1, [1..10]) ==> true
starts(1, (1..10]) ==> false
starts(2, [1..10]) ==> false
starts([1..5], [1..10]) ==> true
starts((1..5], (1..10]) ==> true
starts((1..5], [1..10]) ==> false
starts([1..5], (1..10]) ==> false
starts([1..10], [1..10]) ==> true
starts([1..10), [1..10]) ==> true
starts((1..10), (1..10)) ==> true
started by([1..10], 1) ==> true
started by((1..10], 1) ==> false
started by([1..10], 2) ==> false
started by([1..10], [1..5]) ==> true
started by((1..10], (1..5]) ==> true
started by([1..10], (1..5]) ==> false
started by((1..10], [1..5]) ==> false
started by([1..10], [1..10]) ==> true
started by([1..10], [1..10)) ==> true
coincides(5, 5) ==> true
coincides(3, 4) ==> false
coincides([1..5], [1..5]) ==> true
coincides((1..5), [1..5]) ==> false
coincides([1..5], [2..6]) ==> false
coincides(1, [1..5]) ==> null
includes((< 10), 5) ==> true
includes((>= 10), 5) ==> false
before((< 10), 10) ==> true
overlaps((< 10), (> 5)) ==> true
overlaps((< 5), (> 5)) ==> false
"""
RANGE = r"""
range("[18..21)") ==> [18..21)
range("[18..21]") ==> [18..21]
range("(18..21)") ==> (18..21)
range("]18..21[") ==> (18..21)
range("[2..)") ==> (>= 2)
range("(2..)") ==> (> 2)
range("(..2)") ==> (< 2)
range("(..2]") ==> (<= 2)
range("[-5..-1.5]") ==> [-5..-1.5]
range("[\"a\"..\"c\"]") ==> ["a".."c"]
range("[@\"2020-01-01\"..@\"2020-12-31\"]") ==> [@"2020-01-01"..@"2020-12-31"]
range("[date(\"2020-01-01\")..date(\"2020-12-31\")]") ==> [@"2020-01-01"..@"2020-12-31"]
range("[duration(\"P1D\")..duration(\"P2D\")]") ==> [@"P1D"..@"P2D"]
range(from: "[1..2]") ==> [1..2]
range("") ==> null
range("[..]") ==> null
range("[..2]") ==> null
range("[1..]") ==> null
range("(..2]").start included ==> false
range("]..2[").end included ==> false
range("[1..[").start included ==> true
range("[1..)") = (>=1) ==> true
range("(..2)") = (<2) ==> true
range("(..)") ==> null
range("[21..18]") ==> null
range("[1..\"a\"]") ==> null
range("[a..b]") ==> null
range("[1+1..3]") ==> null
range("1..2") ==> null
range("[1,2]") ==> null
range("[true..false]") ==> null
range(null) ==> null
range(1) ==> null
range() ==> null
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [c for t in (NOT, CONTEXT, CALENDAR, IS, ALLEN, RANGE) for c in cases(t)],
)
def test_dmn_10_3_4(text, expected):
    check(text, expected)
