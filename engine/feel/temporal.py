"""Days, instants and durations by plain arithmetic. Source: DMN 1.5, 10.3.2.3.4-10.3.2.3.9.

The proleptic Gregorian calendar, nanoseconds, years of up to nine digits.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.values import WideDate, WideDateTime, WideDuration, WideTime

SECOND = 1_000_000_000
DAY = 86_400 * SECOND
MAX_YEAR = 999_999_999
#: Of a time offset, as in XML Schema
MAX_OFFSET = 14 * 3600
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in_month(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


def make_date(year: int, month: int, day: int) -> date | WideDate | None:
    """The date, or None where there is no such day."""
    if not (1 <= month <= 12 and abs(year) <= MAX_YEAR and 1 <= day <= days_in_month(year, month)):
        return None
    return date(year, month, day) if 1 <= year <= 9999 else WideDate(year, month, day)


def make_time(
    hour: int, minute: int, second: int, nano: int, zone: tzinfo | None
) -> time | WideTime | None:
    """The time of day, or None where there is none such."""
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and 0 <= nano < SECOND):
        return None
    if nano % 1000:
        return WideTime(hour, minute, second, nano, zone)
    return time(hour, minute, second, nano // 1000, zone)


def make_date_time(day: Any, clock: Any) -> datetime | WideDateTime:
    """The instant or local time made of a date and a time."""
    if isinstance(day, date) and isinstance(clock, time):
        # combine() of a datetime would read its date part alone, which is what is wanted
        return datetime.combine(day, clock)
    return WideDateTime(
        day.year, day.month, day.day, clock.hour, clock.minute, clock.second, nano(clock),
        clock.tzinfo,
    )  # fmt: skip


def midnight(day: Any) -> Any:
    """The date as a date and time: midnight in UTC. Source: 10.3.2.3.5 and 10.3.2.9.4."""
    return make_date_time(day, time(tzinfo=UTC))


def nano(clock: Any) -> int:
    """Nanoseconds within the second."""
    return int(clock.nano if hasattr(clock, "nano") else clock.microsecond * 1000)


def date_part(moment: Any) -> Any:
    """The date of a date and time."""
    return make_date(moment.year, moment.month, moment.day)


def time_part(moment: Any) -> Any:
    """The time of day of a date and time, with its zone."""
    return make_time(moment.hour, moment.minute, moment.second, nano(moment), moment.tzinfo)


def make_duration(nanos: int) -> timedelta | WideDuration:
    if nanos % 1000 == 0 and abs(nanos) < 900_000_000 * DAY:
        return timedelta(microseconds=nanos // 1000)
    return WideDuration(nanos)


def nanos_of(duration: Any) -> int:
    """Length of a days and time duration."""
    if isinstance(duration, timedelta):
        seconds = duration.days * 86_400 + duration.seconds
        return seconds * SECOND + duration.microseconds * 1000
    return int(duration.nanos)


def ordinal(day: Any) -> int:
    """Days since 1970-01-01 (Hinnant's days_from_civil)."""
    if isinstance(day, date):
        return day.toordinal() - 719_163
    year: int = day.year - (day.month <= 2)
    era, of_era = divmod(year, 400)
    of_year = (153 * ((day.month + 9) % 12) + 2) // 5 + day.day - 1
    return int(era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468)


def from_ordinal(days: int) -> Any:
    """The date ``days`` after 1970-01-01; None beyond nine-digit years."""
    if -719_162 <= days <= 2_932_896:
        return date.fromordinal(days + 719_163)
    era, rest = divmod(days + 719_468, 146_097)
    of_era = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    of_year = rest - (365 * of_era + of_era // 4 - of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = of_era + era * 400 + (month <= 2)
    return make_date(year, month, of_year - (153 * shifted + 2) // 5 + 1)


def clock_nanos(clock: Any) -> int:
    """Nanoseconds since midnight, by the wall clock."""
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    return int(seconds * SECOND + nano(clock))


def clock_from(nanos: int, zone: tzinfo | None) -> Any:
    """The time of day ``nanos`` after midnight, modulo one day."""
    seconds, rest = divmod(nanos % DAY, SECOND)
    return make_time(seconds // 3600, seconds // 60 % 60, seconds % 60, rest, zone)


def local_nanos(moment: Any) -> int:
    """Nanoseconds of the wall clock since 1970-01-01T00:00:00."""
    return ordinal(date_part(moment)) * DAY + clock_nanos(moment)


def offset(moment: Any) -> int | None:
    """Seconds east of Greenwich, None for a local time."""
    zone = moment.tzinfo
    if zone is None:
        return None
    if isinstance(zone, timezone):
        found: timedelta | None = zone.utcoffset(None)
    elif isinstance(moment, datetime):
        found = moment.utcoffset()
    elif hasattr(moment, "year"):
        found = zone.utcoffset(_stand_in(moment))
    else:
        found = _standard(zone)
    return None if found is None else found.days * 86_400 + found.seconds


def _stand_in(moment: Any) -> datetime:
    """A datetime that Python can ask a zone about: in a year of the same shape within range."""
    year = moment.year
    if not 1 <= year <= 9999:
        year = 2000 + year % 400 if year > 9999 else 1600 + year % 400
    return datetime(year, moment.month, moment.day, moment.hour, moment.minute, moment.second)


@lru_cache(maxsize=600)
def _standard(zone: tzinfo) -> timedelta | None:
    """The offset of a zone without its summer time: a time of day has no date to ask for."""
    january, july = (zone.utcoffset(datetime(2000, month, 1)) for month in (1, 7))
    if january is None or july is None:
        return january
    return min(january, july)


def instant(moment: Any) -> int:
    """Nanoseconds since the epoch; by the wall clock where there is no zone."""
    return local_nanos(moment) - (offset(moment) or 0) * SECOND


def at_instant(nanos: int, zone: tzinfo | None) -> Any:
    """The date and time at ``nanos`` in ``zone``; None beyond nine-digit years."""
    shift = 0
    if isinstance(zone, timezone):
        shift = offset(time(tzinfo=zone)) or 0
    elif zone is not None:
        shift = _zone_shift(nanos, zone)
    days, rest = divmod(nanos + shift * SECOND, DAY)
    day = from_ordinal(days)
    if day is None:
        return None
    found = make_date_time(day, clock_from(rest, zone))
    if isinstance(found, datetime) and zone is not None and offset(found) != shift:
        # The clock shows this hour twice: it is the second time
        return found.replace(fold=1)
    return found


def _zone_shift(nanos: int, zone: tzinfo) -> int:
    utc = at_instant(nanos, UTC)
    if utc is None:
        return 0
    probe = utc if isinstance(utc, datetime) else _stand_in(utc).replace(tzinfo=UTC)
    try:
        found = probe.astimezone(zone).utcoffset()
    except OverflowError:
        found = None
    return 0 if found is None else found.days * 86_400 + found.seconds


def add_months(day: Any, months: int) -> Any:
    """The same day ``months`` later, or the last of a shorter month; None out of range."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if abs(year) > MAX_YEAR:
        return None
    return make_date(year, month, min(day.day, days_in_month(year, month)))


def fixed_zone(seconds: int) -> timezone | None:
    """The offset as a zone, None where it is out of range."""
    if abs(seconds) > MAX_OFFSET:
        return None
    return timezone(timedelta(seconds=seconds)) if seconds else UTC


@lru_cache(maxsize=1024)
def named_zone(name: str) -> tzinfo | None:
    """The IANA zone ``name``, None where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
