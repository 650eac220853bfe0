"""Whatever people try, in whatever order: the law holds in every case that comes of it."""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.errors import Refused
from engine.store.verification import verify
from tests.workflows.handling.counter import USUAL, Counter
from workflows.handling import requests
from workflows.handling.commands import CheckMaterial

STAFF = ("zhang", "li", "wang", "zhao", "qian", "sun", "wang-approver", "li-reviewer")
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "examine": [
        {}, {"outcome": "correct"}, {"outcome": "not_required", "reason": "r", "clause": "c"},
        {"outcome": "not_accepted", "reason": "r", "clause": "c"},
        {"outcome": "not_accepted", "reason": "r", "clause": "c", "competent_authority": "a"},
    ],
    "check_correction": [{"correction": "complete"}, {"correction": "partial"}],
    "opinion": [{}, {"recommendation": "refuse", "reason": "r"}],
    "decide": [
        {}, {"decision": "back", "reason": "r"}, {"decision": "refuse", "reason": "r"},
        {"decision": "refuse", "reason": "r", "clause": "c", "facts": "f"},
    ],
}  # fmt: skip

KINDS = ("usual",) * 8 + ("do",) * 4 + ("mark", "supply", "supply", "wait", "wait", "withdraw")
BEGUN = ("register", "examine", "examine", "review", "opinion", "decide")
WANTED = {
    "receive", "accept", "correct", "deem_accepted", "review", "inspect", "approve", "refuse",
    "back", "deliver", "archive", "withdraw", "not_accepted", "not_required",
}  # fmt: skip
TRIES = 60


def play(counter: Counter, id: UUID, move: tuple[str, int, int]) -> None:
    """One try; a refusal is a possible answer to all of them."""
    kind, who, variant = move
    open_now = counter.elements(id)
    if kind == "wait":
        counter.until(counter.office.clock.now() + timedelta(days=2 + who * 3))
    elif kind == "mark":
        said = ("ok", "", "") if variant else ("wrong", "内容不清", "重新提交")
        counter.do(CheckMaterial(id, f"m0{1 + who % 5}", *said), counter.actors["li"])
    elif kind == "supply":
        counter.attach(id, f"m0{1 + who % 5}", counter.actors["zhang"])
        counter.do(requests.supply(id), counter.actors["zhang"])
    elif kind == "withdraw" and variant == 3:
        counter.do(requests.withdraw(id), counter.actors["zhang"])
    elif open_now and kind in {"do", "usual"}:
        usual = {**dict(USUAL), "check_correction": "li"}
        login = STAFF[who] if kind == "do" else usual[open_now[0]]
        variants = VARIANTS.get(open_now[0], [{}])
        said = variants[variant % len(variants)]
        if kind == "usual":
            prepare(counter, id, open_now[0], said)
        counter.finish(id, open_now[0], login, **said)


def prepare(counter: Counter, id: UUID, element: str, said: dict[str, Any]) -> None:
    """Materials checked as the answer needs them."""
    if element == "examine":
        counter.check(id, *(["m02"] if said.get("outcome") == "correct" else []))
    elif said.get("correction") == "complete":
        told = [one for one in counter.verdicts(id) if one.in_correction and one.has_file]
        counter.check(id, codes=tuple(one.code for one in told))


def hold(counter: Counter, id: UUID) -> None:
    """What is true of every case, always."""
    row, deeds, papers = counter.application(id), counter.deeds(id), counter.papers(id)
    acts = [deed.act for deed in deeds]
    assert acts.count("correct") <= 1  # 32(4)
    assert acts.count("accept") + acts.count("deem_accepted") <= 1
    decisions = [deed for deed in deeds if deed.act in {"approve", "refuse"}]
    assert len(decisions) <= 1
    for deed in deeds:
        by_law = deed.act in {"deem_accepted", "return", "withdraw"}
        assert by_law or deed.act == "archive" or deed.grant_id is not None
    for decision in decisions:
        before = {d.person_id for d in deeds if d.act in {"review", "inspect", "accept"}}
        assert decision.person_id not in before  # S1
        inspectors = [d.person_id for d in deeds if d.act == "inspect"][-2:]
        assert len(set(inspectors)) == 2  # 34(3)
        assert row.accepted_on is not None
    if row.deemed:
        assert row.accepted_on == row.received_on  # 32(4)
    if "refusal" in papers:
        assert any(block["type"] == "remedy" for block in papers["refusal"].content["blocks"])
    if row.accepted_on and row.promised_due_on:
        assert row.promised_due_on >= row.accepted_on
    ended = counter.office.engine.case(counter.city, id).state != "active"
    assert ended == (row.ended_at is not None)
    assert not (ended and counter.elements(id))


def moves_of(dice: random.Random) -> Iterator[tuple[str, int, int]]:
    for _ in range(dice.randint(6, 16)):
        yield dice.choice(KINDS), dice.randrange(8), dice.randrange(5)


def test_the_law_holds_whatever_people_try(prepared: Counter, tmp_path: Path) -> None:
    met: Tally[str] = Tally()
    for seed in range(TRIES):
        folder = tmp_path / str(seed)
        folder.mkdir()
        counter = prepared.copied(folder)
        try:
            met.update(tried(counter, seed))
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken
        finally:
            counter.office.engine.stop()
    assert met.keys() >= WANTED, f"worth little: met only {dict(met)}"


def tried(counter: Counter, seed: int) -> set[str]:
    """The acts that came of one run of tries."""
    dice = random.Random(seed)
    counter.person_again("wang", "approver")
    counter.person_again("li", "reviewer")
    id = counter.apply()
    counter.to(dice.choice(BEGUN), id)
    for move in moves_of(dice):
        try:
            play(counter, id, move)
        except Refused:
            counter.office.engine.forget()
        hold(counter, id)
    with counter.office.reading() as conn:
        assert verify(conn, counter.city, id) == []
    return {deed.act for deed in counter.deeds(id)}
