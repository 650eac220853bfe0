"""Which stories the demo plays, and when each begins: ninety days up to the Friday 2025-09-26."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from workflows.calendar import WorkCalendar
from workflows.clock import at_shanghai
from workflows.demo import stories
from workflows.demo.campaign.story import campaign_story
from workflows.demo.stage import Stage
from workflows.demo.stories import Case, Story

BEGINS = date(2025, 6, 27)
#: The demo opens here: 国庆 lies ahead, with make-up days on both sides
OPENS = at_shanghai(date(2025, 9, 26), 9)


def programme(stage: Stage) -> Iterator[tuple[datetime, Story]]:
    """(when it begins, story) for every case of the demo."""
    yield from _history(stage)
    yield from _turns(stage)
    yield from _waiting(stage)
    yield at_shanghai(date(2025, 7, 1), 9), campaign_story(stage)


#: Working days to acceptance, review and decision: in time, so that who is late stands out
_PACES: Mapping[str, Callable[[random.Random], tuple[int, int, int]]] = {
    "scjg-04": lambda dice: (dice.randint(0, 2), dice.randint(0, 1), dice.randint(0, 2)),
    "scjg-05": lambda dice: (0, 0, 0),
    "zj-20": lambda dice: (0, dice.randint(0, 1), dice.randint(0, 1)),
}


def _history(stage: Stage) -> Iterator[tuple[datetime, Story]]:
    """A case on most working days, in three parks; the last ones are still under way."""
    dice, calendar = random.Random(20250926), WorkCalendar.official()
    number, day = 0, BEGINS + timedelta(3)
    while day < OPENS.date() - timedelta(1):
        if calendar.is_workday(day) and number < 70:
            number += 1
            yield at_shanghai(day, 9, 5 + number % 30), stories.usual(stage, _some(number, dice))
        day += timedelta(1)


def _some(number: int, dice: random.Random) -> Case:
    park = dice.choice(("dyjkq", "dyjkq", "dygxq", "ljjkq"))
    item = dice.choice(("scjg-04", "scjg-04", "scjg-05"))
    if park == "dyjkq" and number % 6 == 0:
        item = "zj-20"
    pace = _PACES[item](dice)
    decision = "refuse" if number % 17 == 0 and item == "scjg-04" else "approve"
    return Case(
        f"e{number % 40 + 1:02d}", item, park, pace=pace, decision=decision, minute=number % 50
    )


def _turns(stage: Stage) -> Iterator[tuple[datetime, Story]]:
    """One case for each way in which a case may turn, long over by now."""
    told = Case("e31", minute=51)
    yield _on(7, 2, 51), stories.corrected(stage, told, 4, answered=True)
    yield _on(7, 3, 52), stories.corrected(stage, Case("e32", minute=52), None, answered=False)
    yield _on(7, 8, 53), stories.turned_down(stage, Case("e33", minute=53), "not_accepted")
    yield _on(7, 15, 54), stories.turned_down(stage, Case("e34", minute=54), "not_required")
    yield _on(8, 4, 55), stories.silent(stage, Case("e35", minute=55))
    yield _on(8, 12, 56), stories.withdrawn(stage, Case("e36", minute=56))
    refused = Case("noodles", decision="refuse", minute=57)
    yield _on(7, 21, 57), stories.usual(stage, refused)


def _waiting(stage: Stage) -> Iterator[tuple[datetime, Story]]:
    """Cases that wait for somebody on the morning on which the demo opens."""
    # One past the promise, one past the law
    yield _on(9, 15, 21), stories.usual(stage, _at_once("e37", "cosign", 31))
    yield _on(9, 8, 22), stories.usual(stage, _at_once("e38", "examine", 32))
    for until, day, minute in (
        ("submit", 25, 41), ("submit", 26, 15), ("register", 25, 42), ("register", 24, 43),
        ("examine", 24, 44), ("review", 24, 45), ("inspect", 24, 46), ("opinion", 24, 47),
        ("decide", 23, 48), ("deliver", 22, 49),
    ):  # fmt: skip
        case = _at_once(f"e{minute - 40:02d}" if minute > 40 else "e30", until, minute)
        yield _on(9, day, minute, hour=8 if day == 26 else 9), stories.usual(stage, case)
    waiting = Case("noodles", minute=33, entered_by="chen.qiye", channel="online")
    yield _on(9, 22, 33), stories.corrected(stage, waiting, None, answered=False)
    supplied = Case("e39", minute=34)
    yield _on(9, 18, 34), stories.corrected(stage, supplied, 3, answered=False)
    sent = Case("machinery", minute=35, entered_by="huang.qiye", channel="online", until="submit")
    yield _on(9, 25, 35, hour=17), stories.usual(stage, sent)
    guided = Case("canteen", minute=36, entered_by="zhou.bangban", channel="guide", until="submit")
    yield _on(9, 25, 36, hour=16), stories.usual(stage, guided)
    for minute, until in enumerate(("register", "examine", "review"), start=11):
        site = _at_once("e29", until, minute, item="zj-20")
        yield _on(9, 25, minute), stories.usual(stage, site)
    for park in ("dygxq", "ljjkq"):
        for until in ("register", "examine", "review", "inspect", "opinion"):
            case = _at_once("e27", until, len(until) * 3, park=park)
            yield _on(9, 24, len(until) * 4), stories.usual(stage, case)
    # The twin: received this morning, untouched; after day five silence accepts it
    twin = Case("twin", until="register", minute=38)
    yield _on(9, 26, 30, hour=8), stories.received(stage, twin)
    yield _on(9, 26, 50, hour=8), stories.desks(stage)


def _at_once(
    enterprise: str, until: str, minute: int, item: str = "scjg-04", park: str = "dyjkq"
) -> Case:
    """A case that goes on every day until it stops after the element ``until``."""
    return Case(enterprise, item, park, pace=(0, 0, 0), until=until, minute=minute)


def _on(month: int, day: int, minute: int, hour: int = 9) -> datetime:
    return at_shanghai(date(2025, month, day), hour, minute)
