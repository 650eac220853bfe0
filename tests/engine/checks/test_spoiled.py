"""Spoiled files of every clause: a refusal with a reason, or a deployment, and nothing else.

Each legal variation and both models of each rule are spoiled at random: names exchanged, parts
moved, doubled and removed, values that fit nowhere. Whatever is found has a code of the catalog, a
place, and words; what is not refused can be told advice.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable

from lxml import etree

from engine.bundle import compile_bundle
from engine.checks.advice import advice
from engine.checks.catalog import rule_of
from engine.errors import DeploymentRefused, Problem
from engine.model.document import BPMN, read
from tests.engine.checks.pairs import pairs
from tests.engine.checks.variety import MODELS

SPOILED = 20_000 if os.environ.get("YUANBAN_COUNTS") == "full" else 800
VALUES = (
    "",
    " ",
    "x:y",
    ":",
    "=",
    "=1",
    "true",
    "0",
    "-1",
    "9" * 30,
    "##",
    "t t",
    "任务",
    "p",
    "'",
    "\t",
)


def test_a_spoiled_file_is_refused_with_a_reason_or_deployed(
    record_property: Callable[[str, object], None],
) -> None:
    choose, told, wordless = random.Random(7), Counter[str](), list[Problem]()
    bodies = _bodies()
    for _ in range(SPOILED):
        body = spoil(choose, choose.choice(bodies))
        try:
            compile_bundle({"a.bpmn": body})
        except DeploymentRefused as refused:
            told.update({problem.code for problem in refused.problems})
            wordless += [one for one in refused.problems if not _says_enough(one)]
        else:
            told["deployed"] += 1
        advice(read("a.bpmn", body))
    record_property("counted", f"{SPOILED} spoiled files of all clauses: {len(told)} outcomes")
    assert wordless == []
    assert SPOILED / 50 < told["deployed"] < SPOILED / 2
    assert len(told) > 40


def _says_enough(problem: Problem) -> bool:
    rule = rule_of(problem.code)
    words = rule is not None and rule.english and rule.chinese and rule.clause
    return bool(words and problem.element and problem.file and problem.line and problem.message)


def _bodies() -> list[bytes]:
    legal = [body for body in MODELS.values() if isinstance(body, bytes)]
    both = [body for pair in pairs() for body in (pair.bad, pair.good)]
    return [body for body in (*legal, *both) if body.endswith(b"</definitions>") and _whole(body)]


def _whole(body: bytes) -> bool:
    return b"<process" in body and not body.startswith((b"<?xml", b"<!DOCTYPE", b"<definitions><"))


def spoil(choose: random.Random, body: bytes) -> bytes:
    """The file with one to three faults."""
    root = etree.fromstring(body)
    for _ in range(choose.randint(1, 3)):
        elements = list(root.iter(f"{{{BPMN}}}*"))[1:]
        if elements:
            _spoil(choose, elements)
    return etree.tostring(root)


def _spoil(choose: random.Random, elements: list[etree._Element]) -> None:
    one, other = choose.choice(elements), choose.choice(elements)
    ids = [str(each.get("id")) for each in elements if each.get("id")]
    match choose.randint(0, 6):
        case 0:
            one.getparent().remove(one)
        case 1 if other not in (one, *one.iterdescendants()):
            other.append(one)
        case 2:
            one.addnext(etree.fromstring(etree.tostring(one, with_tail=False)))
        case 3 if one.attrib:
            one.set(choose.choice(list(one.attrib)), choose.choice(VALUES))
        case 4 if one.attrib and ids:
            one.set(choose.choice(list(one.attrib)), choose.choice(ids))
        case 5:
            one.text = choose.choice((*VALUES, *ids))
        case _ if one.attrib:
            del one.attrib[choose.choice(list(one.attrib))]
