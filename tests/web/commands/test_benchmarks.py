"""``yuanban bench``: the rows of what must be reached, as a table and as one object."""

from __future__ import annotations

import json

from click.testing import CliRunner

from bench.figures import Figure
from bench.measured import measured
from bench.parts import ALL, RATCHETS
from web.cli import main


def test_the_object_has_one_key_per_row_in_their_order() -> None:
    """``value``, ``reach``, ``spread`` and ``holds`` for each; both databases of a row together."""
    figures = [
        Figure("b", 3.0, row="t10_pg", reach=2.0, least_is_best=True),
        Figure("a", 3.0, row="t10", reach=2.0, spread=(1.0, 4.0)),
        Figure("c", 1.0, row="t9", at_most=2.0),
        Figure("d", 1.0),
    ]
    found = measured(figures)
    assert list(found) == ["t9", "t10", "t10_pg", "others"]
    assert {key: found["t10"][key] for key in ("value", "reach", "spread", "holds")} == {
        "value": 3.0,
        "reach": 2.0,
        "spread": [1.0, 4.0],
        "holds": True,
    }
    assert found["t10_pg"]["holds"] is False


def test_what_is_no_benchmark_is_refused_before_anything_runs() -> None:
    answer = CliRunner().invoke(main, ["bench", "nonsense"])
    assert (answer.exit_code, "nonsense" in answer.output) == (1, True)


def test_figures_go_beside_the_object_so_that_it_can_be_piped() -> None:
    answer = CliRunner().invoke(main, ["bench", "expressions", "--json"])
    said = json.loads(answer.stdout)
    assert {"FEEL against simpleeval"} <= {one["name"] for one in said["others"]}
    assert "FEEL against simpleeval" in answer.stderr


def test_every_ratchet_is_a_benchmark() -> None:
    assert RATCHETS.keys() <= ALL.keys()
