"""Logic, equality, order, ``in`` and ranges. DMN 1.5, 10.3.2."""

import pytest

from tests.engine.feel.cases import cases, check

TERNARY = """
true and true ==> true
true and false ==> false
true and null ==> null quietly
false and true ==> false
false and false ==> false
false and null ==> false
null and true ==> null quietly
null and false ==> false
null and null ==> null quietly
true or true ==> true
true or false ==> true
true or null ==> true
false or true ==> true
false or false ==> false
false or null ==> null quietly
null or true ==> true
null or false ==> null quietly
null or null ==> null quietly
true and 1 ==> null
false and 1 ==> false
1 and true ==> null
true or 1 ==> true
1 or true ==> true
false or "a" ==> null
"true" and true ==> null
true and true and true ==> true
true and null and false ==> false
null or null or true ==> true
"""
EQUALITY = """
1 = 1 ==> true
1 = 1.0 ==> true
1 = 2 ==> false
1 != 2 ==> true
1 != 1.00 ==> false
-0 = 0 ==> true
"a" = "a" ==> true
"a" = "A" ==> false
"é" = "é" ==> true
true = true ==> true
true = false ==> false
null = null ==> true
null != null ==> false
1 = null ==> false
null = "a" ==> false
1 != null ==> true
[] = null ==> false
1 = "1" ==> null
1 != "1" ==> null
true = 1 ==> null
true = "true" ==> null
@"2025-01-01" = "2025-01-01" ==> null
@"2025-01-01" = @"2025-01-01T00:00:00" ==> false
@"2025-01-01" = @"2025-01-01T00:00:00Z" ==> true
@"2025-01-01T08:00:00+08:00" = @"2025-01-01" ==> true
@"2025-01-01" != @"2025-01-01T00:00:01Z" ==> true
@"2025-01-01" < @"2025-01-01T00:00:01Z" ==> true
@"10:00:00+01:00" = @"10:00:00@Europe/Berlin" ==> true
@"10:00:00+10:00" = @"10:00:00@Australia/Hobart" ==> true
@"10:00:00+11:00" = @"10:00:00@Australia/Hobart" ==> false
@"10:00:00@Asia/Shanghai" = @"02:00:00Z" ==> true
@"2025-01-02" in [@"2025-01-01T00:00:00Z"..@"2025-01-03T00:00:00Z"] ==> true
@"P1Y" = @"P365D" ==> null
[1, 2] = [1, 2] ==> true
[1, 2] = [2, 1] ==> false
[1] = [1, 2] ==> false
[] = [] ==> true
[[1]] = [[1]] ==> true
[1, null] = [1, null] ==> true
[1, null] = [1, 2] ==> false
[1] = ["a"] ==> null
[1] = 1 ==> null
["a"] = "a" ==> null
0 ** 0 ==> 1
5 ** 0 ==> 1
0 ** -1 ==> null
1 = [1] ==> null
1 != [1] ==> null
[1, 2] = 1 ==> null
{a: 1} = {a: 1} ==> true
{a: 1, b: 2} = {b: 2, a: 1} ==> true
{a: 1} = {a: 2} ==> false
{a: 1} = {b: 1} ==> false
{a: 1} = {a: 1, b: 2} ==> false
{} = {} ==> true
{a: null} = {} ==> false
{a: 1} = 1 ==> null
[1..2] = [1..2] ==> true
[1..2] = [1..2) ==> false
[1..2] = [1..3] ==> false
(< 5) = (< 5) ==> true
(< 5) = (<= 5) ==> false
@"2025-01-01" = @"2025-01-01" ==> true
@"10:00:00" = @"10:00:00.000" ==> true
@"10:00:00.1" = @"10:00:00.9" ==> true
@"10:00:00.9" = @"10:00:01" ==> false
@"10:00:00.1" < @"10:00:00.9" ==> false
@"10:00:00.9" < @"10:00:01.1" ==> true
@"2025-01-01T10:00:00.1" = @"2025-01-01T10:00:00.9" ==> true
@"2025-01-01T10:00:00.999999999Z" = @"2025-01-01T10:00:01Z" ==> false
@"2025-01-01T10:00:00.1Z" <= @"2025-01-01T10:00:00Z" ==> true
@"2025-01-01T10:00:00.9Z" - @"2025-01-01T10:00:00Z" ==> @"PT0.9S"
@"PT0.1S" = @"PT0.2S" ==> false
@"10:00:00Z" = @"10:00:00+00:00" ==> true
@"10:00:00Z" = @"18:00:00+08:00" ==> true
@"10:00:00" = @"10:00:00Z" ==> false
@"2025-01-01T10:00:00Z" = @"2025-01-01T18:00:00+08:00" ==> true
@"2025-01-01T10:00:00Z" = @"2025-01-01T18:00:00@Asia/Shanghai" ==> true
@"2025-01-01T10:00:00" = @"2025-01-01T10:00:00Z" ==> false
@"P1D" = @"PT24H" ==> true
@"P1Y" = @"P12M" ==> true
@"P0D" = @"PT0S" ==> true
"""
ORDER = """
1 < 2 ==> true
2 < 1 ==> false
1 <= 1 ==> true
1 >= 2 ==> false
2 > 1.5 ==> true
"a" < "b" ==> true
"a" < "B" ==> false
"" < "a" ==> true
"一" < "二" ==> true
@"2025-01-01" < @"2025-01-02" ==> true
@"-0044-03-15" < @"0001-01-01" ==> true
@"10:00:00" < @"11:00:00" ==> true
@"10:00:00Z" < @"10:00:00+08:00" ==> false
@"2025-01-01T10:00:00Z" > @"2025-01-01T10:00:00+08:00" ==> true
@"10:00:00" < @"11:00:00Z" ==> true
@"11:00:00Z" > @"10:00:00" ==> true
@"10:00:00" <= @"10:00:00Z" ==> false
@"10:00:00" >= @"10:00:00Z" ==> false
@"2025-01-01T10:00:00" < @"2025-01-01T11:00:00+08:00" ==> true
@"P1D" < @"PT25H" ==> true
@"P1Y" > @"P11M" ==> true
@"P1Y" > @"P11D" ==> null
1 < "2" ==> null
1 < null ==> null
null < 1 ==> null
null <= null ==> null
true < false ==> null
[1] < [2] ==> null
[1] < 2 ==> null
2 between [1] and 3 ==> null
[1, 2] < 3 ==> null
{a: 1} < {a: 2} ==> null
1 between 1 and 2 ==> true
2 between 1 and 2 ==> true
0 between 1 and 2 ==> false
3 between 1 and 2 ==> false
1 between 2 and 1 ==> false
"b" between "a" and "c" ==> true
@"2025-01-15" between @"2025-01-01" and @"2025-01-31" ==> true
null between 1 and 2 ==> null
1 between null and 2 ==> null
1 between 0 and null ==> null
1 between "a" and 2 ==> null
"""
IN = """
1 in 1 ==> true
1 in 2 ==> false
1 in [1, 2, 3] ==> true
4 in [1, 2, 3] ==> false
1 in [] ==> false
1 in (1, 2) ==> true
3 in (1, 2) ==> false
5 in < 10 ==> true
5 in (< 3, > 4) ==> true
5 in (> 5) ==> false
5 in >= 5 ==> true
5 in (!= 5) ==> false
5 in (= 5) ==> true
5 in [1..10] ==> true
10 in [1..10] ==> true
10 in [1..10) ==> false
10 in [1..10[ ==> false
1 in (1..10] ==> false
1 in ]1..10] ==> false
5 in ([1..3], [4..6]) ==> true
5 in [[1..3], [4..6]] ==> true
5 in [[1..3], 5] ==> true
"b" in ["a".."c"] ==> true
"a" in ("a", "b") ==> true
@"2025-01-15" in [@"2025-01-01"..@"2025-01-31"] ==> true
@"P1D" in [@"PT1H"..@"P2D"] ==> true
[1, 2] in [[1, 2], [3]] ==> true
[1, 2] in [1, 2] ==> true
1 in [[1]] ==> false
[1] in [[1]] ==> true
null in [null] ==> true
null in (1, null) ==> true
null in [1, 2] ==> false
null in [1..2] ==> null
1 in null ==> false
1 in "a" ==> null
1 in ["a"] ==> false
1 in (< "a") ==> null
1 in (< "a", > 0) ==> true
true in (true, false) ==> true
{a: 1} in [{a: 1}] ==> true
5 in (function(x) x > 3) ==> null
not(5 in [1..3]) ==> true
"""
RANGES = """
[1..5].start ==> 1
[1..5].end ==> 5
[1..5].start included ==> true
(1..5].start included ==> false
[1..5).end included ==> false
(< 5).end ==> 5
(< 5).start ==> null quietly
(< 5).start included ==> false
(<= 5).end included ==> true
(> 5).start ==> 5
(>= 5).start included ==> true
[1..null] ==> null
(null..5] = (<= 5) ==> true
(null..5) = (< 5) ==> true
[5..null) = (>= 5) ==> true
(5..null) = (> 5) ==> true
4 in {r: (null..5]}.r ==> true
(null..null) ==> null
range("[7..)") = >= 7 ==> true
range("(..7)") = < 7 ==> true
(> 7) != >= 7 ==> true
[null..5) ==> null
[5..1] ==> null
1 in [5..1] ==> false
5 in [null..10] ==> null
11 in [null..10] ==> false
[null..null] ==> null
[1.."a"] ==> null
[1..5] instance of range<number> ==> true
[1..5] instance of range<string> ==> false
[1..5].foo ==> null
[1+1..2*3].end ==> 6
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [case for table in (TERNARY, EQUALITY, ORDER, IN, RANGES) for case in cases(table)],
)
def test_dmn_10_3_2_comparison(text, expected):
    check(text, expected)
