"""The same click without, before, under and after a grant, by ``office.execute``: no allow-all.

行政许可法 22–24: who decides has been given the power, for these days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.commands import CompleteTask
from tests.workflows.handling.counter import ANSWERS, FOOD, Counter
from workflows.authority.commands import RecallGrant
from workflows.errors import AuthorityRefused

#: A Monday and a Friday after the case has reached the decision
FIRST, LAST = date(2025, 10, 13), date(2025, 10, 17)


def decide(counter: Counter, task: object) -> str:
    """The code of the refusal, or ``done``."""
    command = CompleteTask(task, ANSWERS["decide"])  # type: ignore[arg-type]
    try:
        counter.do(command, counter.actors["sun"])
    except AuthorityRefused as refused:
        return refused.ruling.code
    return "done"


def test_the_same_click_without_before_under_and_after_a_grant(counter: Counter) -> None:
    first, second = counter.apply(), counter.apply()
    for id in (first, second):
        counter.to("decide", id)
    counter.do(RecallGrant(counter.grants["decide"], "换发"))
    click, other = (counter.task(id, "decide") for id in (first, second))
    said = [decide(counter, click)]

    days = {"valid_from": FIRST, "valid_to": LAST, "number": "授权书-决定-新"}
    counter.do(replace(counter.granted(FOOD)["decide"], **days))
    for day in (FIRST - timedelta(1), LAST):
        counter.at(day)
        said.append(decide(counter, click))
    counter.at(LAST + timedelta(1))
    said.append(decide(counter, other))

    assert said == ["recalled", "not-begun", "done", "ended"]
    assert counter.application(first).decision == "approved"
    assert counter.application(second).decision is None
    deed = counter.deeds(first)[-1]
    assert deed.proof["grant_number"] == "授权书-决定-新"


def test_without_any_grant_nobody_even_receives(counter: Counter) -> None:
    id = counter.apply()
    for grant in counter.grants.values():
        counter.do(RecallGrant(grant, "收回"))
    with pytest.raises(AuthorityRefused):
        counter.finish(id, "register", "zhang")
    assert counter.application(id).state == "submitted"
    assert counter.papers(id) == {}
