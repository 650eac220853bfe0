"""No good model is refused: every legal variation of what the engine runs is deployed."""

from __future__ import annotations

import re

import pytest

from engine.bundle import compile_bundle
from tests.engine.checks.variety import MODELS


@pytest.mark.parametrize("name", MODELS)
def test_a_legal_variation_is_deployed(name: str) -> None:
    model = MODELS[name]
    assert compile_bundle(model if isinstance(model, dict) else {"a.bpmn": model}).processes


def test_the_variations_are_many_and_of_all_clauses() -> None:
    clauses = {re.split(r"[ ,]", name)[0] for name in MODELS}
    assert {"8.2", "8.3", "8.4", "8.5", "9.2", "9.4", "9.5", "10.2", "10.3"} <= clauses
    assert {"10.4", "10.5", "10.6", "10.7", "10.8", "11.4", "12.2", "13.2", "XML"} <= clauses
    assert len(MODELS) >= 600
