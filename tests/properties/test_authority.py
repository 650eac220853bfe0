"""What must hold of every ruling on every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from workflows.authority.check import Question, refusal_of
from workflows.authority.conditions import first_unmet
from workflows.authority.modes import ACTIONS, MODES
from workflows.authority.ruling import GrantFacts
from workflows.people.holders import Held

BODIES = [UUID(int=n) for n in (1, 2)]
PEOPLE = [UUID(int=n) for n in (11, 12, 13)]
DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 31))

GRANTS = st.builds(
    lambda mode, begins, length, published, actions, status, delegatee, named: GrantFacts(
        UUID(int=5), "授1号", 1, mode, UUID(int=6), UUID(int=4), UUID(int=7),
        BODIES[0], "甲局", "甲", "市政府", "法院", delegatee, "乙委", "乙", "市政府", "法院",
        named[0] if named else None, frozenset(actions), (), "依据", published, begins,
        None if length is None else begins + timedelta(length), status, None, None,
        {person: str(person) for person in named},
    ),
    st.sampled_from(sorted(MODES)), DAYS, st.none() | st.integers(0, 20), st.none() | DAYS,
    st.sets(st.sampled_from(sorted(ACTIONS)), min_size=1),
    st.sampled_from(["in_force", "suspended", "recalled"]), st.sampled_from(BODIES),
    st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True),
)  # fmt: skip

HELD = st.builds(
    lambda body, person: Held(
        UUID(int=8), UUID(int=9), "approver", body, None, None, "岗位", UUID(int=10), person, "某",
        "x", "某机关", None, None, date(2025, 1, 1), None, None,
    ),
    st.sampled_from(BODIES), st.sampled_from(PEOPLE),
)  # fmt: skip


@given(GRANTS, HELD, st.sampled_from(sorted(ACTIONS)), DAYS)
def test_what_is_allowed_is_covered_in_every_respect(
    grant: GrantFacts, held: Held, action: str, on: date
) -> None:
    refusal = refusal_of(grant, Question(action, on, {}, held))
    mode = MODES[grant.mode]
    covered = (
        action in grant.actions
        and held.body == grant.delegatee
        and grant.valid_from <= on
        and (grant.valid_to is None or on <= grant.valid_to)
        and grant.status == "in_force"
        and (not mode.needs_publication or (grant.published_on or date.max) <= on)
        and (not mode.person_bound or held.person in grant.named)
    )
    assert (refusal is None) == covered


@given(GRANTS, HELD, st.sampled_from(sorted(ACTIONS)), DAYS)
def test_every_refusal_says_why(grant: GrantFacts, held: Held, action: str, on: date) -> None:
    refusal = refusal_of(grant, Question(action, on, {}, held))
    if refusal is not None:
        assert refusal.code
        assert refusal.reason.endswith("。")


@given(
    GRANTS, HELD, st.sampled_from(sorted(ACTIONS)), DAYS, st.sets(st.sampled_from(sorted(ACTIONS)))
)
def test_taking_actions_away_never_allows_more(
    grant: GrantFacts, held: Held, action: str, on: date, kept: set[str]
) -> None:
    asked = Question(action, on, {}, held)
    narrower = replace(grant, actions=grant.actions & kept)
    if refusal_of(narrower, asked) is None:
        assert refusal_of(grant, asked) is None


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_a_bound_is_inclusive(value: Decimal, bound: Decimal) -> None:
    at_most = {"fact": "x", "label": "面积", "at_most": bound}
    at_least = {"fact": "x", "label": "面积", "at_least": bound}
    assert (first_unmet([at_most], {"x": value}) is None) == (value <= bound)
    assert (first_unmet([at_least], {"x": value}) is None) == (value >= bound)
