"""List functions. DMN 1.5, 10.3.4.4 and 10.3.4.10 (sort)."""

import pytest

from tests.engine.feel.cases import cases, check

CONTAINS = """
list contains([1, 2, 3], 2) ==> true
list contains([1, 2, 3], 4) ==> false
list contains([1, null], null) ==> true
list contains([1, 2], null) ==> false
list contains([], null) ==> false
list contains([[1], 2], [1]) ==> true
list contains([1], [1]) ==> false
list contains([{a: 1}], {a: 1}) ==> true
list contains(["a"], "A") ==> false
list contains([1, "1"], "1") ==> true
list contains([true], true) ==> true
list contains([@"2025-01-01"], @"2025-01-01") ==> true
list contains([@"PT24H"], @"P1D") ==> true
list contains(1, 1) ==> true
list contains(null, 1) ==> null
list contains([1]) ==> null
list contains(list: [1, 2], element: 1) ==> true
count([1, 2, 3]) ==> 3
count([]) ==> 0
count([1, [2, 3]]) ==> 2
count([null]) ==> 1
count("a") ==> 1
count(null) ==> null
count() ==> null
count(list: [1]) ==> 1
"""
AGGREGATES = """
min([1, 2, 3]) ==> 1
min(1, 2, 3) ==> 1
min(3, 2, 1) ==> 1
min(["b", "a"]) ==> "a"
min([@"2025-01-02", @"2025-01-01"]) ==> @"2025-01-01"
min(@"P1D", @"PT1H") ==> @"PT1H"
min(@"P1Y", @"P1M") ==> @"P1M"
min([1]) ==> 1
min(1) ==> 1
min([]) ==> null
min(null) ==> null
min() ==> null
min([1, null]) ==> null
min([1, "a"]) ==> null
min([true, false]) ==> null
min(list: [2, 1]) ==> 1
max([1, 2, 3]) ==> 3
max(1, 2, 3) ==> 3
max(["b", "a"]) ==> "b"
max(@"10:00:00", @"11:00:00") ==> @"11:00:00"
max([]) ==> null
max([1, null]) ==> null
max([1, "a"]) ==> null
max(list: [2, 1]) ==> 2
sum([1, 2, 3]) ==> 6
sum(1, 2, 3) ==> 6
sum([1]) ==> 1
sum(1) ==> 1
sum([0.1, 0.2]) ==> 0.3
sum([]) ==> null
sum(null) ==> null
sum([1, null]) ==> null
sum([1, "a"]) ==> null
sum(["a", "b"]) ==> null
sum([@"P1D"]) ==> null
sum(list: [1, 2]) ==> 3
mean([1, 2, 3]) ==> 2
mean(1, 2, 3) ==> 2
mean(1, 2) ==> 1.5
mean([]) ==> null
mean([1, null]) ==> null
mean("a") ==> null
product([2, 3, 4]) ==> 24
product(2, 3, 4) ==> 24
product([]) ==> null
product([1, null]) ==> null
median(8, 2, 5, 3, 4) ==> 4
median([6, 1, 2, 3]) ==> 2.5
median([]) ==> null
median([1, null]) ==> null
median("a") ==> null
stddev(2, 4, 7, 5) ==> 2.081665999466132735282297706979931
stddev([2, 4, 7, 5]) ==> 2.081665999466132735282297706979931
stddev([1, 1]) ==> 0
stddev([47]) ==> null
stddev([]) ==> null
stddev([1, null]) ==> null
mode(6, 3, 9, 6, 6) ==> [6]
mode([6, 1, 9, 6, 1]) ==> [1, 6]
mode([]) ==> []
mode([1, null]) ==> null
mode(null) ==> null
mode(["a"]) ==> null
"""
LOGIC = """
all([true, true]) ==> true
all([true, false]) ==> false
all([false, null]) ==> false
all([true, null]) ==> null quietly
all([]) ==> true
all(true) ==> true
all([true, 1]) ==> null quietly
all(true, false) ==> false
all(null) ==> null quietly
all() ==> null
all(list: [true]) ==> true
any([false, true]) ==> true
any([false, false]) ==> false
any([true, null]) ==> true
any([false, null]) ==> null quietly
any([]) ==> false
any(false) ==> false
any(false, true) ==> true
any(null) ==> null quietly
any() ==> null
"""
CHANGES = """
sublist([4, 5, 6], 1) ==> [4, 5, 6]
sublist([4, 5, 6], 1, 2) ==> [4, 5]
sublist([4, 5, 6], 3) ==> [6]
sublist([4, 5, 6], -2) ==> [5, 6]
sublist([4, 5, 6], -2, 1) ==> [5]
sublist([4, 5, 6], -1) ==> [6]
sublist([4, 5, 6], 0) ==> null
sublist([4, 5, 6], 4) ==> null
sublist([4, 5, 6], -4) ==> null
sublist([4, 5, 6], 3, 2) ==> null
sublist([4, 5, 6], 1, 0) ==> null
sublist([4, 5, 6], 1, -1) ==> null
sublist(null, 1) ==> null
sublist([1], null) ==> null
sublist(list: [4, 5], start position: 2) ==> [5]
append([1], 2) ==> [1, 2]
append([1], 2, 3) ==> [1, 2, 3]
append([1], null) ==> [1, null]
append([], []) ==> [[]]
append(1, 2) ==> [1, 2]
append(null, 1) ==> null
append([1]) ==> [1]
append() ==> null
concatenate([1, 2], [3]) ==> [1, 2, 3]
concatenate([1], [2], [3]) ==> [1, 2, 3]
concatenate([1], 2) ==> [1, 2]
concatenate([], []) ==> []
concatenate([1], null) ==> null
concatenate([[1]], [2]) ==> [[1], 2]
insert before([1, 3], 2, 2) ==> [1, 2, 3]
insert before([1, 3], 1, 0) ==> [0, 1, 3]
insert before([1, 3], -1, 2) ==> [1, 2, 3]
insert before([1, 3], 0, 2) ==> null
insert before([1, 3], 4, 2) ==> null
insert before([1], 1, null) ==> [null, 1]
insert before(null, 1, 1) ==> null
insert before(list: [1], position: 1, newItem: 0) ==> [0, 1]
remove([1, 2, 3], 2) ==> [1, 3]
remove([1, 2, 3], -1) ==> [1, 2]
remove([1], 1) ==> []
remove([1], 0) ==> null
remove([1], 2) ==> null
remove(null, 1) ==> null
remove(list: [1, 2], position: 1) ==> [2]
list replace([2, 4, 7, 8], 3, 6) ==> [2, 4, 6, 8]
list replace([2, 4, 7, 8], -1, 9) ==> [2, 4, 7, 9]
list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) ==> [5, 5, 7, 8]
list replace([2, 4], function(item, newItem) null, 5) ==> null
list replace([2, 4], function(item) true, 5) ==> null
list replace([2], 2, 5) ==> null
list replace([2], 0, 5) ==> null
list replace(null, 1, 5) ==> null
list replace(list: [1, 2], position: 1, newItem: 9) ==> [9, 2]
list replace(list: [1, 2], match: function(item, newItem) item = 2, newItem: 9) ==> [1, 9]
reverse([1, 2, 3]) ==> [3, 2, 1]
reverse([]) ==> []
reverse(1) ==> [1]
reverse(null) ==> null
index of([1, 2, 3, 2], 2) ==> [2, 4]
index of([1], 2) ==> []
index of([1, null, null], null) ==> [2, 3]
index of([[1], 1], [1]) ==> [1]
index of([], 1) ==> []
index of(null, 1) ==> null
index of(list: [1, 2], match: 2) ==> [2]
union([1, 2], [2, 3]) ==> [1, 2, 3]
union([1, 1], []) ==> [1]
union([1, null], [null]) ==> [1, null]
union([[1]], [[1], 2]) ==> [[1], 2]
union([1], null) ==> null
distinct values([1, 2, 3, 2, 1]) ==> [1, 2, 3]
distinct values([null, null]) ==> [null]
distinct values([1, "1", 1.0]) ==> [1, "1"]
distinct values([[1], [1], {a: 1}, {a: 1}]) ==> [[1], {a: 1}]
distinct values([true, 1]) ==> [true, 1]
distinct values([@"P1D", @"PT24H"]) ==> [@"P1D"]
distinct values([]) ==> []
distinct values(1) ==> [1]
distinct values(null) ==> null
flatten([[1, 2], [[3]], 4]) ==> [1, 2, 3, 4]
flatten([]) ==> []
flatten([[], [[]]]) ==> []
flatten([null, [null]]) ==> [null, null]
flatten(1) ==> [1]
flatten([{a: [1]}]) ==> [{a: [1]}]
flatten(null) ==> null
sort([3, 1, 4, 5, 2], function(x, y) x < y) ==> [1, 2, 3, 4, 5]
sort([3, 1, 2], function(x, y) x > y) ==> [3, 2, 1]
sort(list: [3, 1], precedes: function(x, y) x < y) ==> [1, 3]
sort([], function(x, y) x < y) ==> []
sort([1], function(x, y) x < y) ==> [1]
sort(["b", "a"], function(x, y) x < y) ==> ["a", "b"]
sort([{k: 2, v: "a"}, {k: 1, v: "b"}], function(x, y) x.k < y.k).v ==> ["b", "a"]
sort([1, 2], function(x) x) ==> null
sort(null, function(x, y) x < y) ==> null
sort([2, 1]) ==> [1, 2]
sort([2, "a"]) ==> null
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [c for t in (CONTAINS, AGGREGATES, LOGIC, CHANGES) for c in cases(t)],
)
def test_dmn_10_3_4_4(text, expected):
    check(text, expected)


def test_dmn_10_3_4_10_sort_is_stable():
    rows = "[{k: 1, v: 1}, {k: 0, v: 2}, {k: 1, v: 3}, {k: 0, v: 4}]"
    check(f"sort({rows}, function(x, y) x.k < y.k).v", "[2, 4, 1, 3]")
