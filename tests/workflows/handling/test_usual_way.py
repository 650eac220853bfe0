"""From the window to the archive, as most cases go."""

from __future__ import annotations

from datetime import date

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
