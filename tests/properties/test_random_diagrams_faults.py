"""Planted faults: for each kind of thing that the engine does, a wrong way to do it is noticed.

A generator that would not notice them proves nothing. Each fault is planted for real, by replacing
one method, and random diagrams of the kinds concerned are run until one of them fails.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.engine.random_diagrams import COMPOUNDS, LEAVES, Generator
from tests.engine.random_runs import compare
from tests.properties.faults import FAULTS
from tests.properties.faults.fault import Plant

#: Diagrams that may pass before the fault must have been noticed
PATIENCE = 150


def test_each_kind_has_a_fault() -> None:
    assert {kind for _, kinds in FAULTS for kind in kinds} == {*LEAVES, *COMPOUNDS}


@pytest.mark.parametrize(
    ("plant", "kinds"), FAULTS, ids=[f"{n}{f.__name__}" for n, (f, _) in enumerate(FAULTS)]
)
def test_a_planted_fault_is_noticed(
    plant: Plant, kinds: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given diagrams that run right
    for seed in range(3):
        compare(Generator(seed, kinds).build(2))

    # When the fault is in the engine, then one of the diagrams fails, in whatever way
    plant(monkeypatch)
    for seed in range(PATIENCE):
        try:
            compare(Generator(seed, kinds).build(2))
        except Exception:  # any failure shows it
            return
    pytest.fail(f"{PATIENCE} diagrams of {', '.join(kinds)} did not notice")
