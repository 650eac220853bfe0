"""The scenarios beside the diagrams pass; a wrong one fails with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.scenarios import run, starter_scenarios

WRONG = """
name: 写错的情景
item: scjg-04
at: 2025-09-26 09:00
steps:
  - apply:
  - complete: register
  - expect: {state: archived}
"""


def test_starter_scenarios_pass() -> None:
    results = list(run(starter_scenarios()))
    assert [one.message for one in results if not one.passed] == []
    assert len(results) >= 6


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WRONG, "第3步 expect：state 应为 archived，实为 received"),
        (WRONG.replace("complete: register", "complete: decide"), "decide 没有待办"),
        (WRONG.replace("complete: register", "complete: register\n    refused: x"), "却办成了"),
        (WRONG.replace("apply:", "appply:"), "第1步看不懂"),
    ],
)
def test_a_wrong_scenario_fails_with_step_and_reason(
    text: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(text, encoding="utf-8")
    (result,) = run([file])
    assert not result.passed
    assert message in result.message
