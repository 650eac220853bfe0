"""Semantics of expressions. DMN 1.5, 10.3.2: logic, comparison, arithmetic, paths, loops, types."""

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
ARITHMETIC = """
1 + 1 ==> 2
0.1 + 0.2 ==> 0.3
1 - 3 ==> -2
2 * 3 ==> 6
1 / 4 ==> 0.25
1 / 3 ==> 0.3333333333333333333333333333333333
2 / 3 ==> 0.6666666666666666666666666666666667
10 / 0 ==> null
0 / 0 ==> null
2 ** 10 ==> 1024
2 ** 0.5 ==> 1.414213562373095048801688724209698
10 ** 7000 ==> null
-2 ** 3 ==> -8
1 + null ==> null
null + null ==> null
null * 1 ==> null
1 + "a" ==> null
"a" + 1 ==> null
"foo" + "bar" ==> "foobar"
"foo" - "o" ==> null
"a" * 2 ==> null
"a" + null ==> null
true + 1 ==> null
[1] + 1 ==> null
2 - [1] ==> null
[2] * [3] ==> null
[6] / 2 ==> null
[2] ** 2 ==> null
-[1] ==> null
[@"P1D"] * 2 ==> null
["a"] + "b" ==> null
[1, 2] + 1 ==> null
{} + {} ==> null
-"a" ==> null
-null ==> null
-true ==> null
9999999999999999999999999999999999 + 1 ==> 10000000000000000000000000000000000
12345678901234567890123456789012345 ==> 12345678901234567890123456789012340
"""
DATES = """
@"2025-01-31" + @"P1M" ==> @"2025-02-28"
@"2024-01-31" + @"P1M" ==> @"2024-02-29"
@"2025-03-31" - @"P1M" ==> @"2025-02-28"
@"2024-02-29" + @"P1Y" ==> @"2025-02-28"
@"2025-12-31" + @"P1D" ==> @"2026-01-01"
@"P1D" + @"2025-12-31" ==> @"2026-01-01"
@"P1M" + @"2025-01-31" ==> @"2025-02-28"
@"2025-01-01" - @"P1D" ==> @"2024-12-31"
@"2025-01-01" + @"PT36H" ==> @"2025-01-02"
@"2025-01-01" - @"PT1H" ==> @"2024-12-31"
@"2025-01-01" - @"2024-12-31" ==> @"P1D"
@"2024-12-31" - @"2025-01-01" ==> @"-P1D"
@"2025-01-01" + @"2025-01-01" ==> null
@"2025-01-01" + 1 ==> null
@"2025-01-01" * 2 ==> null
@"2025-01-01T10:00:00" + @"PT2H" ==> @"2025-01-01T12:00:00"
@"2025-01-01T23:00:00Z" + @"PT2H" ==> @"2025-01-02T01:00:00Z"
@"2025-01-31T10:00:00" + @"P1M" ==> @"2025-02-28T10:00:00"
@"2025-01-01T10:00:00" - @"P1Y" ==> @"2024-01-01T10:00:00"
@"2025-01-01T10:00:00" - @"2025-01-01T08:00:00" ==> @"PT2H"
@"2025-01-01T10:00:00Z" - @"2025-01-01T10:00:00+08:00" ==> @"PT8H"
@"2025-01-01T10:00:00" - @"2025-01-01T10:00:00Z" ==> null
@"2025-01-01T10:00:00" - @"2025-01-01" ==> null
@"2025-01-01T10:00:00Z" - @"2025-01-01" ==> @"PT10H"
@"2025-01-02" - @"2025-01-01T10:00:00Z" ==> @"PT14H"
@"2025-03-30T01:30:00@Europe/Berlin" + @"PT1H" ==> @"2025-03-30T03:30:00@Europe/Berlin"
@"10:00:00" + @"PT2H" ==> @"12:00:00"
@"23:00:00" + @"PT2H" ==> @"01:00:00"
@"01:00:00" - @"PT2H" ==> @"23:00:00"
@"PT2H" + @"10:00:00" ==> @"12:00:00"
@"10:00:00" - @"08:30:00" ==> @"PT1H30M"
@"10:00:00Z" - @"10:00:00+01:00" ==> @"PT1H"
@"10:00:00" - @"10:00:00Z" ==> null
@"10:00:00" + @"P1Y" ==> null
@"10:00:00" + @"10:00:00" ==> null
@"P1D" + @"PT1H" ==> @"P1DT1H"
@"P1D" - @"PT1H" ==> @"PT23H"
@"P1Y" + @"P1M" ==> @"P13M"
@"P1Y" - @"P1M" ==> @"P11M"
@"P1Y" + @"P1D" ==> null
@"P1D" * 2 ==> @"P2D"
2 * @"P1D" ==> @"P2D"
@"P1D" * 0.5 ==> @"PT12H"
@"P1Y" * 1.5 ==> @"P18M"
@"P1M" * 0.5 ==> @"P0M"
@"P1D" / 2 ==> @"PT12H"
@"P1Y" / 2 ==> @"P6M"
@"P1D" / @"PT1H" ==> 24
@"P1Y" / @"P1M" ==> 12
@"P1D" / 0 ==> null
@"P1Y" / 0 ==> null
@"P1D" / @"PT0S" ==> null
@"P1D" * @"P1D" ==> null
1 / @"P1D" ==> null
@"P1D" * null ==> null
-@"P1D" ==> @"-P1D"
-@"P1Y" ==> @"-P1Y"
-@"2025-01-01" ==> null
@"P1D" ** 2 ==> null
@"9999-12-31" + @"P1D" ==> @"10000-01-01"
@"0001-01-01" - @"P1D" ==> @"0000-12-31"
@"999999999-12-31" + @"P1D" ==> null
"""
PROPERTIES = """
@"2025-09-26".year ==> 2025
@"2025-09-26".month ==> 9
@"2025-09-26".day ==> 26
@"2025-09-26".weekday ==> 5
@"2025-09-28".weekday ==> 7
@"2025-09-26".hour ==> null
@"2025-09-26T10:11:12.5".year ==> 2025
@"2025-09-26T10:11:12.5".weekday ==> 5
@"2025-09-26T10:11:12.5".hour ==> 10
@"2025-09-26T10:11:12.5".minute ==> 11
@"2025-09-26T10:11:12".second ==> 12
@"2025-09-26T10:11:12+08:00".time offset ==> @"PT8H"
@"2025-09-26T10:11:12".time offset ==> null quietly
@"2025-09-26T10:11:12@Asia/Shanghai".timezone ==> "Asia/Shanghai"
@"2025-09-26T10:11:12@Asia/Shanghai".time offset ==> @"PT8H"
@"2025-09-26T10:11:12Z".timezone ==> null quietly
@"10:11:12".hour ==> 10
@"10:11:12-05:30".time offset ==> @"-PT5H30M"
@"10:11:12".year ==> null
@"P1DT2H3M4S".days ==> 1
@"P1DT2H3M4S".hours ==> 2
@"P1DT2H3M4S".minutes ==> 3
@"P1DT2H3M4S".seconds ==> 4
@"PT4.5S".seconds ==> 4.5
@"-PT4.5S".seconds ==> -4.5
@"-P1DT2H".hours ==> -2
@"PT36H".days ==> 1
@"P1DT2H".years ==> null
@"P14M".years ==> 1
@"P14M".months ==> 2
@"-P14M".years ==> -1
@"P14M".days ==> null
"abc".length ==> null
1.foo ==> null
null.foo ==> null
{a: 1}.b ==> null
{a: {b: 1}}.a.b ==> 1
{a: 1}.a.b ==> null
[{a: 1}, {a: 2}].a ==> [1, 2]
[{a: 1}, {b: 2}].a ==> [1, null]
[[{a: 1}], [{a: 2}]].a ==> [[1], [2]]
[].a ==> []
[1].a ==> [null]
[@"2025-01-01"].year ==> [2025]
"a".__class__ ==> null
{a: 1}.keys ==> null
"""
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        case
        for table in (
            TERNARY, EQUALITY, ORDER, IN, RANGES, ARITHMETIC, DATES, PROPERTIES, FILTERS, LOOPS,
            FUNCTIONS, INSTANCE,
        )
        for case in cases(table)
    ],
)  # fmt: skip
def test_dmn_10_3_2(text, expected):
    check(text, expected)
