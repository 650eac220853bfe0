"""Every rule of ``docs/rules.md``: the bad model is refused for it alone, the good one deploys."""

from __future__ import annotations

import pytest

from engine.bundle import compile_bundle
from engine.checks.catalog import entries
from engine.errors import DeploymentRefused
from tests.engine.checks.pairs import pairs
from tests.engine.checks.rules_page import PAGE, page
from tests.engine.checks.tables import Pair

PAIRS = pairs()
#: Told, never refused
ADVICE = {"foreign-word", "schema-order", "drawing-of-nothing", "gateway-passed-through"}
#: Codes of other rooms, or of files that are no diagram
ELSEWHERE = ADVICE | {"dmn-invalid", "duplicate-form", "duplicate-process", "form-broken"} | {
    "form-without-id", "xml-too-deep", "xml-too-large",
}  # fmt: skip


def deploy(body: bytes, pair: Pair) -> set[str]:
    """Codes of the refusal; empty where it is deployed."""
    files = {f"other{n}.bpmn": other for n, other in enumerate(pair.others)}
    try:
        compile_bundle({"test.bpmn": body, **files})
    except DeploymentRefused as refused:
        return {problem.code for problem in refused.problems}
    return set()


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{p.code}-{n}" for n, p in enumerate(PAIRS)])
def test_the_bad_model_is_refused_for_this_alone_and_the_good_one_deploys(pair: Pair) -> None:
    assert deploy(pair.bad, pair) == {pair.code}
    assert deploy(pair.good, pair) == set()


def test_every_rule_has_a_pair_and_words() -> None:
    assert {pair.code for pair in PAIRS} == set(entries()) - ELSEWHERE
    assert len(PAIRS) >= 150


def test_the_page_of_rules_is_current() -> None:
    """Made anew by ``python -m tests.engine.checks.rules_page``."""
    assert PAGE.read_text(encoding="utf-8") == page()
