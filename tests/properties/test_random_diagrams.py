"""Random sound diagrams run the same plainly, with a reload before every step, in shuffled order.

``YUANBAN_COUNTS=full`` runs the long counts (make long). Counts and kinds are printed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import pytest

from tests.engine.random_diagrams import COMPOUNDS, LEAVES, Generator
from tests.engine.random_runs import compare

FULL = os.environ.get("YUANBAN_COUNTS") == "full"
PARTS = 8
DIAGRAMS = 500 if FULL else 25


@pytest.mark.parametrize("part", range(PARTS))
def test_random_diagrams_keep_their_laws_however_they_are_run(
    part: int, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    kinds: Counter[str] = Counter()
    acts = 0
    for seed in range(part * DIAGRAMS, (part + 1) * DIAGRAMS):
        diagram = Generator(seed).build()
        played = compare(diagram)
        kinds.update(diagram.kinds)
        acts += len(played.views)
    counted = f"{DIAGRAMS} diagrams x 3 ways, {acts} acts, kinds {dict(sorted(kinds.items()))}"
    record_property("counted", counted)
    with capsys.disabled():
        print(f"\n{counted}")  # noqa: T201
    assert set(kinds) == set(LEAVES) | set(COMPOUNDS)
