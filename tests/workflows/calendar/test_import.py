"""The calendar's table: seeded with published years, a new year imported from CSV."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.workflows.field import Field
from workflows.calendar import Limit, WorkCalendar
from workflows.calendar.commands import ImportCalendar, SeedCalendar
from workflows.calendar.models import CalendarDay, CalendarVersion
from workflows.errors import ImportRefused, RightMissing

SOURCE = "国务院办公厅关于2027年部分节假日安排的通知"


def notice(*changes: str, without: str = "") -> bytes:
    """A made-up notice for 2027: statutory days, a longer 春节, one made-up Saturday."""
    off = {
        "元旦": ["01-01"],
        "春节": ["02-05", "02-06", "02-07", "02-08", "02-09", "02-10", "02-11"],
        "清明节": ["04-05"],
        "劳动节": ["05-01", "05-02", "05-03"],
        "端午节": ["06-09"],
        "中秋节": ["09-15"],
        "国庆节": ["10-01", "10-02", "10-03"],
    }
    lines = [f"2027-{day},休,{name}" for name, days in off.items() for day in days]
    lines += ["2027-02-20,班,春节", *changes]
    return "\n".join(["日期,类型,名称", *(x for x in lines if x != without)]).encode("utf-8-sig")


@pytest.fixture
def seeded(room: Field) -> Field:
    room.do(SeedCalendar())
    return room


def calendar(room: Field) -> WorkCalendar:
    with room.office.reading() as conn:
        return room.office.calendar(conn)


def test_the_table_says_what_the_package_says(seeded: Field) -> None:
    mine, official = calendar(seeded), WorkCalendar.official()
    day = date(2023, 1, 1)
    while day < date(2027, 12, 31):
        assert mine.is_workday(day) == official.is_workday(day), day
        assert mine.day(day).provisional == official.day(day).provisional, day
        day += timedelta(1)


def test_a_tenant_without_days_counts_provisionally(room: Field) -> None:
    assert calendar(room).due(date(2025, 9, 25), Limit(1, "WD")).provisional


def test_seeding_twice_makes_one_version(seeded: Field) -> None:
    seeded.do(SeedCalendar())
    assert seeded.rows(select(func.count()).select_from(CalendarVersion))[0][0] == 1


def test_an_imported_year_is_official_and_changes_due_dates(seeded: Field) -> None:
    before = calendar(seeded)
    start, limit = date(2027, 2, 4), Limit(5, "WD")
    assert (before.due(start, limit).date, before.due(start, limit).provisional) == (
        date(2027, 2, 15), True,
    )  # fmt: skip
    seeded.do(ImportCalendar(notice(), 2027, SOURCE), seeded.admin)
    after = calendar(seeded)
    # Off until Thursday 02-11; Friday 02-12 is day 1, Saturday 02-20 is made up
    assert after.due(start, limit).date == date(2027, 2, 18)
    assert not after.due(start, limit).provisional
    assert after.is_workday(date(2027, 2, 20))
    assert after.version != before.version


def test_importing_again_replaces_the_year(seeded: Field) -> None:
    seeded.do(ImportCalendar(notice(), 2027, SOURCE), seeded.admin)
    seeded.do(ImportCalendar(notice("2027-12-31,休,元旦"), 2027, SOURCE), seeded.admin)
    assert not calendar(seeded).is_workday(date(2027, 12, 31))
    days = select(func.count()).where(CalendarDay.day >= date(2027, 1, 1))
    assert seeded.rows(days)[0][0] == 365


def test_the_alarm_for_the_next_year_begins_in_november(seeded: Field) -> None:
    days = calendar(seeded)
    assert days.missing_year(date(2026, 10, 31)) is None
    assert days.missing_year(date(2026, 11, 1)) == 2027
    assert days.missing_year(date(2025, 11, 1)) is None
    seeded.do(ImportCalendar(notice(), 2027, SOURCE), seeded.admin)
    assert calendar(seeded).missing_year(date(2026, 12, 1)) is None


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (notice("2026-12-31,休,元旦"), [("日期", "year")]),
        (notice("2027-01-01,休,元旦"), [("日期", "twice")]),
        (notice("2027-02-22,班,春节"), [("类型", "makeup")]),
        (notice("2027-12-31,休,"), [("名称", "name")]),
        (notice("某日,玩,"), [("类型", "kind"), ("日期", "date")]),
        ("日期,类型,名称\n2027-01-01,休,元旦".encode(), [("类型", "too-few")]),
        (b"day,kind\n", [("", "heading")]),
        ("日期,类型,名称".encode("utf-16"), [("", "encoding")]),
    ],
)
def test_all_errors_of_a_notice_are_named_and_nothing_is_stored(
    seeded: Field, body: bytes, found: list[tuple[str, str]]
) -> None:
    with pytest.raises(ImportRefused) as refused:
        seeded.do(ImportCalendar(body, 2027, SOURCE), seeded.admin)
    assert [(f.column, f.code) for f in refused.value.findings] == found
    assert not seeded.rows(select(CalendarDay.day).where(CalendarDay.day >= date(2027, 1, 1)))


def test_only_the_administrator_imports_a_year(seeded: Field) -> None:
    with pytest.raises(RightMissing):
        seeded.do(ImportCalendar(notice(), 2027, SOURCE), seeded.person("li", "李某"))
