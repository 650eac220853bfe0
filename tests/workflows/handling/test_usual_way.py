"""From the window to the archive, as most cases go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.workflows.handling.counter import USUAL, Counter


def test_a_case_goes_from_the_window_to_the_archive(counter: Counter) -> None:
    id = counter.apply()
    assert counter.application(id).state == "submitted"
    for element, who in USUAL:
        assert counter.elements(id) == [element]
        if element == "examine":
            counter.check(id)
        counter.finish(id, element, who)
    case = counter.office.engine.case(counter.city, id)
    row = counter.application(id)
    assert (case.state, row.state, row.decision) == ("completed", "archived", "approved")
    assert row.number == "510600" + "01" + "20250926" + "00001"
    assert row.accepted_on == date(2025, 9, 26)
    assert row.promised_due_on == date(2025, 10, 10)
    assert list(counter.papers(id)) == ["receipt", "acceptance", "approval", "delivery"]


def test_the_same_way_on_both_databases(database_url: str, tmp_path: Path) -> None:
    counter = Counter.open(tmp_path, date(2025, 9, 26), database_url)
    id = counter.apply()
    counter.to("deliver", id)
    counter.office.engine.forget()
    counter.finish(id, "deliver", "zhang")
    assert counter.application(id).state == "delivered"
    assert counter.papers(id)["approval"].number == "德市监许准〔2025〕1号"
    assert counter.deeds(id)[0].proof["mode"] == "SHARED_WINDOW"
    counter.office.engine.stop()


def test_silence_accepts_on_both_databases(database_url: str, tmp_path: Path) -> None:
    counter = Counter.open(tmp_path, date(2025, 9, 26), database_url)
    id = counter.apply()
    counter.finish(id, "register", "zhang")
    counter.office.engine.forget()
    counter.at(date(2025, 10, 11), 0)
    assert counter.application(id).accepted_on == date(2025, 9, 26)
    counter.office.engine.stop()
