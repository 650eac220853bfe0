"""May this post do this, to this item, in this park, today? Deny by default.

A ruling is asked for inside the transaction that records the act, and its answer is kept with it.
Source: 行政许可法 22–24; the tests of the runtime guard are named after domain §3.5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.authority.conditions import first_unmet
from workflows.authority.modes import ACTIONS, MODES
from workflows.authority.ruling import GrantFacts
from workflows.law import XKF
from workflows.people.holders import Held


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. ``held`` None: in whose name is it done, whoever signs."""

    action: str
    on: date
    facts: Mapping[str, Any]
    held: Held | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a grant does not carry it. ``passed``: how many checks it passed before."""

    code: str
    reason: str
    who_could: tuple[str, ...]
    passed: int = 0


Check = Callable[[GrantFacts, Question], Refusal | None]


def covers_action(grant: GrantFacts, asked: Question) -> Refusal | None:
    """The action is in the grant; else the delegator does it."""
    if asked.action in grant.actions:
        return None
    word, paper = ACTIONS[asked.action], MODES[grant.mode].instrument
    reason = f"{paper}（{grant.number}）不含“{word}”，由{grant.delegator_name}办理。"
    return Refusal("action-not-granted", reason, (grant.delegator_name,))


def is_for_department(grant: GrantFacts, asked: Question) -> Refusal | None:
    """A post that serves one department touches only that department's items."""
    if asked.held is None or asked.held.department in {None, grant.department}:
        return None
    return Refusal("other-department", "您的岗位不办理该部门的事项。", (grant.delegator_name,))


def is_for_body(grant: GrantFacts, asked: Question) -> Refusal | None:
    """The post belongs to the body that received the grant."""
    if asked.held is None or asked.held.body == grant.delegatee:
        return None
    reason = f"该事项授权给{grant.delegatee_name}，您的岗位属于{asked.held.body_name}。"
    return Refusal("other-body", reason, (grant.delegatee_name,))


def has_begun(grant: GrantFacts, asked: Question) -> Refusal | None:
    """First day included."""
    if asked.on >= grant.valid_from:
        return None
    reason = f"授权（{grant.number}）自{grant.valid_from}起生效，今天是{asked.on}。"
    return Refusal("not-begun", reason, (grant.delegator_name,))


def has_not_ended(grant: GrantFacts, asked: Question) -> Refusal | None:
    """Last day included."""
    if grant.valid_to is None or asked.on <= grant.valid_to:
        return None
    reason = f"授权（{grant.number}）已于{grant.valid_to}到期，由{grant.delegator_name}办理。"
    return Refusal("ended", reason, (grant.delegator_name,))


def is_in_force(grant: GrantFacts, asked: Question) -> Refusal | None:
    """Neither suspended nor recalled."""
    if grant.status == "in_force":
        return None
    word = {"suspended": "已暂停", "recalled": "已收回"}.get(grant.status, "未生效")
    why = f"：{grant.status_reason}" if grant.status_reason else ""
    reason = f"授权（{grant.number}）{word}{why}，由{grant.delegator_name}办理。"
    return Refusal(grant.status, reason, (grant.delegator_name,))


def is_published(grant: GrantFacts, asked: Question) -> Refusal | None:
    """An entrustment must have been announced before it is used (行政许可法 24)."""
    if not MODES[grant.mode].needs_publication:
        return None
    if grant.published_on is not None and grant.published_on <= asked.on:
        return None
    reason = f"委托（{grant.number}）尚未公告，不得以{grant.delegator_name}名义办理"
    law = XKF.article("二十四")
    return Refusal("not-published", f"{reason}（{law}）。", (grant.delegator_name,))


def names_person(grant: GrantFacts, asked: Question) -> Refusal | None:
    """A person-bound grant is used only by those whom the instrument names."""
    if not MODES[grant.mode].person_bound or asked.held is None:
        return None
    if asked.held.person in grant.named:
        return None
    names = tuple(grant.named.values())
    reason = (
        f"{MODES[grant.mode].instrument}（{grant.number}）授权{'、'.join(names)}签署，您不在其中。"
    )
    return Refusal("person-not-named", reason, names)


def meets_conditions(grant: GrantFacts, asked: Question) -> Refusal | None:
    """The facts of the case lie within the grant; else the delegator does it."""
    unmet = first_unmet(grant.conditions, asked.facts)
    if unmet is None:
        return None
    code, sentence = unmet
    reason = f"{sentence}，由{grant.delegator_name}办理。"
    return Refusal(code, reason, (grant.delegator_name,))


#: In the order in which a refusal says most: the grant that passes most gives the reason
CHECKS: tuple[Check, ...] = (
    covers_action,
    is_for_department,
    is_for_body,
    is_in_force,
    has_begun,
    has_not_ended,
    is_published,
    names_person,
    meets_conditions,
)


def refusal_of(grant: GrantFacts, asked: Question) -> Refusal | None:
    """The first check that the grant does not pass, or None if it carries the act."""
    for passed, check in enumerate(CHECKS):
        refusal = check(grant, asked)
        if refusal is not None:
            return Refusal(refusal.code, refusal.reason, refusal.who_could, passed)
    return None
