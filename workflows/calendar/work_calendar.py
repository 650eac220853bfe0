"""The working-day calendar. Working days are a type of their own, never an ISO duration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import Connection

from workflows.calendar import statutory
from workflows.calendar.counting import CountedDay, Due, counted, start_day
from workflows.calendar.days import Day, DayKind, plain_kind
from workflows.calendar.limits import Limit, last_calendar_day
from workflows.errors import CalendarGap

_WORKING_DAYS = "《行政许可法》第八十二条：期限以工作日计算，不含法定节假日"
_START = "《民法典》第二百零一条：开始的当日不计入"
_MONTH_END = "《民法典》第二百零二条：到期月没有对应日的，月末日为最后一日"
_ROLL = "《民法典》第二百零三条：最后一日是法定休假日的，顺延至休假日结束的次日"
_INSTANT = "当日办结：不足一个工作日的，当日（遇休息日为下一工作日）"


class WorkCalendar:
    """Which days work, and on which day a limit ends.

    ``days``: {day: Day} of the days that are known; all others are computed and provisional.
    ``version``: names the state of the table that a due date was counted with.
    """

    def __init__(self, days: Mapping[date, Day], version: str) -> None:
        self._days = days
        self.version = version

    @staticmethod
    def official() -> WorkCalendar:
        """The published years of the ``chinesecalendar`` package; later ones provisional."""
        return _official()

    @staticmethod
    def of(conn: Connection, tenant: UUID, version: str | None = None) -> WorkCalendar:
        """The calendar of a tenant as its table stands now. One row is read if it is cached.

        ``version``: its digest, where the caller has read it already.
        """
        from workflows.calendar.reading import calendar_of

        return calendar_of(conn, tenant, version)

    def day(self, day: date) -> Day:
        """The day with its kind. Raises ``CalendarGap`` past the years that can be computed."""
        return self._days.get(day) or _provisional(day)

    def is_workday(self, day: date) -> bool:
        return self.day(day).works

    def next_workday(self, day: date) -> date:
        """``day`` itself if it works, else the next one that does."""
        while not self.is_workday(day):
            day += timedelta(1)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after ``first``, up to and with ``last``."""
        return sum(1 for day in self._after(first, last) if day.works)

    def missing_year(self, today: date) -> int | None:
        """The next year, if from 1 November on its notice is not yet entered; else None.

        The notice is usually published between October and December (domain §7).
        """
        next_year = today.year + 1
        if today.month < 11 or not self.day(date(next_year, 1, 1)).provisional:
            return None
        return next_year

    def due(self, start: date, limit: Limit) -> Due:
        """The last day of a limit that starts with the event of ``start``.

        Law: 行政许可法 82; 民法典 201–203. Raises ``CalendarGap``.
        """
        if limit.unit == "WD":
            return self._due_in_working_days(start, limit)
        return self._due_in_calendar_days(start, limit)

    def _due_in_working_days(self, start: date, limit: Limit) -> Due:
        whole = int(limit.value)
        strip, day, number = [start_day(self.day(start))], start, 0
        if whole == 0:
            return self._rolled(start, limit, strip, (_INSTANT,))
        while number < whole:
            day += timedelta(1)
            one = self.day(day)
            number += one.works
            strip.append(counted(one, number if one.works else None, calendar_days=False))
        return _due(day, limit, strip, (_WORKING_DAYS, _START))

    def _due_in_calendar_days(self, start: date, limit: Limit) -> Due:
        last = last_calendar_day(start, limit)
        strip = [start_day(self.day(start))]
        for number, day in enumerate(self._after(start, last), start=1):
            strip.append(counted(day, number, calendar_days=True))
        rules = [_START]
        if limit.unit in {"M", "Y"} and last.day != start.day:
            rules.append(_MONTH_END)
        return self._rolled(last, limit, strip, tuple(rules))

    def _rolled(
        self, last: date, limit: Limit, strip: list[CountedDay], rules: tuple[str, ...]
    ) -> Due:
        moved = self.next_workday(last)
        strip += [counted(day, None, calendar_days=False) for day in self._after(last, moved)]
        return _due(moved, limit, strip, (*rules, _ROLL) if moved != last else rules)

    def _after(self, first: date, last: date) -> Iterator[Day]:
        for n in range(1, (last - first).days + 1):
            yield self.day(first + timedelta(n))


def _due(last: date, limit: Limit, strip: list[CountedDay], rules: tuple[str, ...]) -> Due:
    provisional = any(day.provisional for day in strip if day.kind != "start")
    return Due(last, provisional, tuple(strip), limit, rules)


@cache
def _official() -> WorkCalendar:
    from workflows.calendar.seed import official_days

    days = official_days()
    return WorkCalendar(days, f"chinesecalendar-{max(days).year}")


def _provisional(day: date) -> Day:
    holidays = _statutory(day.year)
    if day in holidays:
        return Day(day, DayKind.HOLIDAY, True, holidays[day], "按《全国年节及纪念日放假办法》推算")
    return Day(day, plain_kind(day), True, "", "推算")


@cache
def _statutory(year: int) -> dict[date, str]:
    try:
        return statutory.statutory_days(year)
    except KeyError:
        raise CalendarGap(f"{year}年的节假日尚不能推算。", year=year) from None
