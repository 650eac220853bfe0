"""``yuanban bench``: the rows of what must be reached, as a table and as one object."""

from __future__ import annotations

import json
from io import StringIO

from click.testing import CliRunner

from bench.__main__ import held
from bench.figures import Figure
from bench.measured import measured
from bench.parts import ALL, RATCHETS, Report
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


def ratios(*found: float) -> Report:
    """A benchmark that measures these, one after the other; at least 2 is asked for."""
    left = list(found)
    return lambda folder: [Figure("a", left.pop(0), at_least=2.0)]


def test_a_ratchet_missed_on_a_busy_machine_is_measured_again() -> None:
    """A core that another process used for seconds failed a run of the tests."""
    printed = StringIO()
    found = held([], {"one": ratios(1.9, 2.1, 1.0)}, printed)
    assert [one.ratio for one in found] == [2.1]
    assert "one is measured again" in printed.getvalue()


def test_a_ratchet_missed_each_time_fails() -> None:
    found = held([], {"one": ratios(1.0, 1.5, 1.9, 9.0)}, StringIO())
    assert [one.is_reached for one in found] == [False]
