"""Conversion functions. DMN 1.5, 10.3.4.1."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.feel import evaluate
from engine.feel.values import WideDate, WideTime, YearsMonths
from tests.engine.feel.cases import cases, check

EAST8 = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('date("2025-01-31")', date(2025, 1, 31)),
        ("date(2025, 1, 31)", date(2025, 1, 31)),
        ('date("-0044-03-15")', WideDate(-44, 3, 15)),
        ('date("999999999-12-31")', WideDate(999999999, 12, 31)),
        ('time("23:59:01.987654")', time(23, 59, 1, 987654)),
        ('time("23:59:01.123456789")', WideTime(23, 59, 1, 123456789)),
        ('time("08:00:00+08:00")', time(8, tzinfo=EAST8)),
        ('time("08:00:00@Asia/Shanghai")', time(8, tzinfo=ZoneInfo("Asia/Shanghai"))),
        ('date and time("2025-01-31T08:00:00")', datetime(2025, 1, 31, 8)),
        ('date and time("2025-01-31T08:00:00+08:00")', datetime(2025, 1, 31, 8, tzinfo=EAST8)),
        ('duration("P1DT2H3M4.5S")', timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ('duration("-PT1S")', timedelta(seconds=-1)),
        ('duration("P1Y2M")', YearsMonths(14)),
        ('duration("-P1Y")', YearsMonths(-12)),
        ('number("1000.5")', Decimal("1000.5")),
    ],
)
def test_values_are_pythons_own_where_python_has_them(text, value):
    found = evaluate(text, {})
    assert type(found) is type(value)
    assert found == value


DATE = """
date("2012-12-25") ==> @"2012-12-25"
date(2012, 12, 25) ==> @"2012-12-25"
date(date and time("2012-12-25T11:00:00Z")) ==> @"2012-12-25"
date(@"2012-12-25") ==> @"2012-12-25"
date(from: "2012-12-25") ==> @"2012-12-25"
date(year: 2012, month: 12, day: 25) ==> @"2012-12-25"
date(day: 25, year: 2012, month: 12) ==> @"2012-12-25"
date("2012-02-29") ==> @"2012-02-29"
date("2000-02-29") ==> @"2000-02-29"
date("1900-02-29") ==> null
date("2013-02-29") ==> null
date("2012-13-01") ==> null
date("2012-00-01") ==> null
date("2012-12-00") ==> null
date("2012-12-32") ==> null
date("2012-6-31") ==> null
date("12-12-2012") ==> null
date("2012-12-25T") ==> null
date("2012-12-25T11:00:00") ==> null
date("2012-12-25Z") ==> null
date("+2012-12-25") ==> null
date("02012-12-25") ==> null
date("998-12-31") ==> null
date("1000000000-01-01") ==> null
date("2012/12/25") ==> null
date("") ==> null
date(null) ==> null
date(1) ==> null
date([]) ==> null
date() ==> null
date(2012, 12) ==> null
date(2012, 13, 1) ==> null
date(2012, 2, 30) ==> null
date(2012, null, 1) ==> null
date("2012", 1, 1) ==> null
date(2012.5, 1, 1) ==> null
date(years: 2012, month: 1, day: 1) ==> null
date(["2012-12-25"]) ==> @"2012-12-25"
date(-1, 1, 1).year ==> -1
date("-2012-01-01").year ==> -2012
date("12012-01-01").year ==> 12012
date and time("2012-12-25T24:00:00") ==> @"2012-12-26T00:00:00"
"""
TIME = """
time("11:45:30") ==> @"11:45:30"
time("11:45:30.25") ==> @"11:45:30.25"
time("11:45:30+08:00") ==> @"11:45:30+08:00"
time("11:45:30-05:30") ==> @"11:45:30-05:30"
time("11:45:30Z") ==> @"11:45:30Z"
time("11:45:30z") ==> @"11:45:30Z"
time("11:45:30@Asia/Shanghai") ==> @"11:45:30@Asia/Shanghai"
time(11, 45, 30) ==> @"11:45:30"
time(11, 45, 30.5) ==> @"11:45:30.5"
time(11, 45, 30, null) ==> @"11:45:30"
time(11, 45, 30, duration("PT8H")) ==> @"11:45:30+08:00"
time(11, 45, 30, duration("-PT2H")) ==> @"11:45:30-02:00"
time(11, 45, 30, duration("PT0S")) ==> @"11:45:30Z"
time(hour: 11, minute: 45, second: 0) ==> @"11:45:00"
time(hour: 11, minute: 45, second: 0, offset: duration("PT1H")) ==> @"11:45:00+01:00"
time(from: "11:45:30") ==> @"11:45:30"
time(date and time("2012-12-24T23:59:00")) ==> @"23:59:00"
time(date and time("2012-12-24T23:59:00Z")) ==> @"23:59:00Z"
time(date("2012-12-24")) ==> @"00:00:00Z"
time(@"10:00:00") ==> @"10:00:00"
time("24:00:00") ==> @"00:00:00"
time("24:00:00Z") ==> @"00:00:00Z"
time("24:00:00+08:00") ==> @"00:00:00+08:00"
@"24:00:00" ==> @"00:00:00"
time("24:00:01") ==> null
time("24:30:00") ==> null
time("24:00:00.5") ==> null
time(24, 0, 0) ==> null
time("11:60:00") ==> null
time("11:45:60") ==> null
time("1:45:30") ==> null
time("11:45") ==> null
time("11:45:30+19:00") ==> null
time("11:45:30+08:60") ==> null
time("11:45:30@Nowhere/Land") ==> null
time("11:45:30+08:00@Asia/Shanghai") ==> null
time("11:45:30 Z") ==> null
time("T11:45:30") ==> null
time("2012-12-24") ==> null
time("") ==> null
time(null) ==> null
time(24, 0, 0) ==> null
time(-1, 0, 0) ==> null
time(11, 60, 0) ==> null
time(11, 0, 60) ==> null
time(11, 0) ==> null
time(11, 0, 0, duration("P1Y")) ==> null
time(11, 0, 0, duration("PT14H1S")) ==> null
time("11:00:00+14:00") ==> @"11:00:00+14:00"
time("11:00:00+14:01") ==> null
"""
DATE_TIME = """
date and time("2012-12-24T23:59:00") ==> @"2012-12-24T23:59:00"
date and time("2012-12-24T23:59:00.5Z") ==> @"2012-12-24T23:59:00.5Z"
date and time("2012-12-24T23:59:00+08:00") ==> @"2012-12-24T23:59:00+08:00"
date and time("2012-12-24T23:59:00@Asia/Shanghai") ==> @"2012-12-24T23:59:00@Asia/Shanghai"
date and time("2012-12-24") ==> @"2012-12-24T00:00:00"
date and time("2012-12-24Z") ==> @"2012-12-24T00:00:00Z"
date and time(date("2012-12-24"), time("23:59:00")) ==> @"2012-12-24T23:59:00"
date and time(date("2012-12-24"), time("23:59:00Z")) ==> @"2012-12-24T23:59:00Z"
date and time(date and time("2012-12-24T01:00:00"), time("23:59:00")) ==> @"2012-12-24T23:59:00"
date and time(date: date("2012-12-24"), time: time("10:00:00")) ==> @"2012-12-24T10:00:00"
date and time(from: "2012-12-24T10:00:00") ==> @"2012-12-24T10:00:00"
date and time(@"2012-12-24T10:00:00") ==> @"2012-12-24T10:00:00"
date and time(@"2012-12-24", "Asia/Shanghai") ==> @"2012-12-24T00:00:00@Asia/Shanghai"
date and time(2012, 12, 24, 23, 59, 0) ==> @"2012-12-24T23:59:00"
date and time(2012, 12, 24, 23, 59, 0, duration("PT8H")) ==> @"2012-12-24T23:59:00+08:00"
date and time("2012-12-24T23:59:00") = date and time("2012-12-24T23:59:00Z") ==> false
date and time("2012-13-24T23:59:00") ==> null
date and time("2012-12-24T25:00:00") ==> null
date and time("2012-12-24 23:59:00") ==> null
date and time("2012-12-24t23:59:00") ==> null
date and time("2012-12-24T") ==> null
date and time("23:59:00") ==> null
date and time("2012-12-24T23:59:00@xyz/abc") ==> null
date and time(null) ==> null
date and time(null, time("10:00:00")) ==> null
date and time(date("2012-12-24"), null) ==> null
date and time("2012-12-24", "10:00:00") ==> null
date and time() ==> null
date and time(1) ==> null
"""
DURATION = """
duration("P1D") ==> @"PT24H"
duration("PT36H") ==> @"P1DT12H"
duration("PT90M") ==> @"PT1H30M"
duration("PT0.5S") * 2 ==> @"PT1S"
duration("-P1DT1H") ==> @"-PT25H"
duration("P14M") ==> @"P1Y2M"
duration("-P14M") ==> @"-P1Y2M"
duration("P0Y") ==> @"P0M"
duration("PT0S") ==> @"P0D"
duration("P2DT20H14M").hours ==> 20
duration(from: "P1D") ==> @"P1D"
duration("P1Y1D") ==> null
duration("P1M2D") ==> null
duration("P1YT1H") ==> null
duration("P") ==> null
duration("PT") ==> null
duration("P1DT") ==> null
duration("P1.5D") ==> null
duration("PT1.S") ==> null
duration("1D") ==> null
duration("p1d") ==> null
duration("+P1D") ==> null
duration("P-1D") ==> null
duration("P1W") ==> null
duration("") ==> null
duration(null) ==> null
duration(5) ==> null
years and months duration(date("2011-12-22"), date("2013-08-24")) ==> @"P1Y8M"
years and months duration(date("2013-08-24"), date("2011-12-22")) ==> @"-P1Y8M"
years and months duration(date("2015-01-21"), date("2016-01-21")) ==> @"P1Y"
years and months duration(date("2015-01-21"), date("2016-01-20")) ==> @"P11M"
years and months duration(date("2016-01-21"), date("2015-01-21")) ==> @"-P1Y"
years and months duration(date("2016-01-21"), date("2015-01-22")) ==> @"-P11M"
years and months duration(date("2016-01-31"), date("2016-02-29")) ==> @"P0M"
years and months duration(date("2016-01-21"), date and time("2017-01-21T00:00:00")) ==> @"P1Y"
years and months duration(from: date("2016-01-21"), to: date("2016-03-21")) ==> @"P2M"
years and months duration(date("2016-01-21"), null) ==> null
years and months duration("2016-01-21", "2017-01-21") ==> null
years and months duration(date("2016-01-21")) ==> null
"""
STRING = r"""
string(1.1) ==> "1.1"
string(2.50) ==> "2.50"
string(2.50 + 0.5) ==> "3.00"
string(1) ==> "1"
string(-0.5) ==> "-0.5"
string(1000000 * 1000000) ==> "1000000000000"
string(10 / 4) ==> "2.5"
string(100 / 10) ==> "10"
string(1e3) ==> "1000"
string(true) ==> "true"
string("a") ==> "a"
string("") ==> ""
string(null) ==> null quietly
string() ==> null
string(from: 1) ==> "1"
string(@"2012-12-24") ==> "2012-12-24"
string(@"-0044-03-15") ==> "-0044-03-15"
string(@"12012-12-24") ==> "12012-12-24"
string(@"10:00:00") ==> "10:00:00"
string(@"10:00:00.5Z") ==> "10:00:00.5Z"
string(@"10:00:00+08:00") ==> "10:00:00+08:00"
string(@"10:00:00@Asia/Shanghai") ==> "10:00:00@Asia/Shanghai"
string(@"10:00:00.123456789") ==> "10:00:00.123456789"
string(@"2012-12-24T10:00:00") ==> "2012-12-24T10:00:00"
string(@"2012-12-24T10:00:00+08:00") ==> "2012-12-24T10:00:00+08:00"
string(@"2012-12-24T10:00:00@Asia/Shanghai") ==> "2012-12-24T10:00:00@Asia/Shanghai"
string(@"P1DT2H3M4.5S") ==> "P1DT2H3M4.5S"
string(@"PT36H") ==> "P1DT12H"
string(@"-PT1M") ==> "-PT1M"
string(@"PT0S") ==> "PT0S"
string(@"P14M") ==> "P1Y2M"
string(@"P12M") ==> "P1Y"
string(@"-P5M") ==> "-P5M"
string(@"P0Y") ==> "P0M"
string([1, 2, "foo"]) ==> "[1, 2, \"foo\"]"
string([]) ==> "[]"
string([null, true]) ==> "[null, true]"
string({a: 1, b: "x"}) ==> "{a: 1, b: \"x\"}"
string({"a:b": [1]}) ==> "{\"a:b\": [1]}"
string({}) ==> "{}"
string([1..5)) ==> "[1..5)"
string(["a\"b"]) ==> "[\"a\\\"b\"]"
"""
NUMBER = """
number("1") ==> 1
number("-1.50") ==> -1.5
number(".5") ==> 0.5
number("+7.25") ==> 7.25
number("12.") ==> 12
number("+1 250,5", " ", ",") ==> 1250.5
number("+") ==> null
number("+-7") ==> null
number("7+") ==> null
number(".") ==> null
number("1e3") ==> 1000
number(5) ==> 5
number("1 000", " ", ".") ==> 1000
number("1 000.5", " ", ".") ==> 1000.5
number("1 000,5", " ", ",") ==> 1000.5
number("1,000", ",", ".") ==> 1000
number("1.000.000,01", ".", ",") ==> 1000000.01
number("1,000,000.01", ",", ".") ==> 1000000.01
number("1000.5", null, null) ==> 1000.5
number("1000,5", null, ",") ==> 1000.5
number("1 000", " ", null) ==> 1000
number(from: "1 000,5", grouping separator: " ", decimal separator: ",") ==> 1000.5
number("1,000", null, ".") ==> null
number("1.000", ".", ".") ==> null
number("1 000", "_", ".") ==> null
number("1 000", " ", " ") ==> null
number("1,000", ",", "x") ==> null
number("1.000.5", null, ".") ==> null
number("one") ==> null
number("") ==> null
number("1a") ==> null
number("0x10") ==> null
number("NaN") ==> null
number("INF") ==> null
number("Infinity") ==> null
number(" 1") ==> null
number("一") ==> null
number("٣") ==> null
number(null) ==> null
number(null, ",", ".") ==> null
number(true) ==> null
number() ==> null
number("1e9999") ==> null
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [c for t in (DATE, TIME, DATE_TIME, DURATION, STRING, NUMBER) for c in cases(t)],
)
def test_dmn_10_3_4_1(text, expected):
    check(text, expected)
