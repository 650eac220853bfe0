"""Statutory holidays (法定节假日) of a year: what is known before the yearly notice is published.

Law: 全国年节及纪念日放假办法 (2024-11-10) Art. 2: 元旦 1, 春节 4 (除夕 to 初三), 清明 1, 劳动节 2,
端午 1, 中秋 1, 国庆 3. Shifted rest days and make-up days are not law and cannot be foreseen.
"""

from __future__ import annotations

from datetime import date, timedelta

#: Year: first day of the lunar year, 5th of the 5th month, 15th of the 8th month (GB/T 33661)
_LUNAR: dict[int, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    2025: ((1, 29), (5, 31), (10, 6)),
    2026: ((2, 17), (6, 19), (9, 25)),
    2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)),
    2029: ((2, 13), (6, 16), (9, 22)),
    2030: ((2, 3), (6, 5), (9, 12)),
    2031: ((1, 23), (6, 24), (10, 1)),
    2032: ((2, 11), (6, 12), (9, 19)),
    2033: ((1, 31), (6, 1), (9, 8)),
    2034: ((2, 19), (6, 20), (9, 27)),
    2035: ((2, 8), (6, 10), (9, 16)),
}

LAST_YEAR = max(_LUNAR)


def statutory_days(year: int) -> dict[date, str]:
    """{day: name} of a year's statutory holidays. Raises ``KeyError`` outside the lunar table."""
    spring, dragon_boat, mid_autumn = (date(year, *day) for day in _LUNAR[year])
    days = {date(year, 1, 1): "元旦"}
    days |= {spring + timedelta(n): "春节" for n in range(-1, 3)}
    days[date(year, 4, _qingming(year))] = "清明节"
    days |= {date(year, 5, n): "劳动节" for n in (1, 2)}
    days[dragon_boat] = "端午节"
    days |= {date(year, 10, n): "国庆节" for n in (1, 2, 3)}
    days[mid_autumn] = f"{days[mid_autumn]}、中秋节" if mid_autumn in days else "中秋节"
    return days


def _qingming(year: int) -> int:
    """Day of April of the solar term 清明; the usual formula for the 21st century."""
    short = year % 100
    return int(short * 0.2422 + 4.81) - short // 4
