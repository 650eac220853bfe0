"""yuanban feel: the value, of a null why it is one, and a decision with its rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import main
from web.expressions.examples import GRADES


def feel(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["feel", *arguments])


@pytest.fixture
def grades(tmp_path: Path) -> str:
    file = tmp_path / "grades.dmn"
    file.write_text(GRADES, "utf-8")
    return str(file)


def test_the_value_is_printed_as_feel_writes_it() -> None:
    found = feel("a + 1", "--context", '{"a": 1.5}')
    assert (found.exit_code, found.stdout) == (0, "2.5\n")


def test_a_null_says_why_on_standard_error() -> None:
    found = feel('1 + "a"')
    assert (found.exit_code, found.stdout) == (0, "null\n")
    assert found.stderr == "第1行第5个字符：数字 + 文字 没有定义\n"


def test_a_text_that_is_no_feel_shows_where() -> None:
    found = feel("1 +")
    assert found.exit_code == 1
    assert "1 +\n   ^\n" in found.stderr
    assert "第1行第4个字符：表达式没有写完" in found.stderr


def test_endless_work_is_refused() -> None:
    found = feel("for i in 1..999999999 return i")
    assert found.exit_code == 1
    assert "计算超出限制" in found.stderr


def test_a_cell_is_tried_with_a_value() -> None:
    assert feel("[60..70), 100", "--cell", "65").stdout == "true\n"
    assert feel("[60..70), 100", "--cell", "70").stdout == "false\n"


def test_data_come_from_a_file_and_may_hold_dates(tmp_path: Path) -> None:
    file = tmp_path / "data.feel"
    file.write_text('{a: @"2025-09-26", b: @"2025-10-11"}', "utf-8")
    assert feel("(b - a).days", "--context", f"@{file}").stdout == "15\n"


def test_a_decision_shows_its_table_the_rule_and_the_gap(grades: str) -> None:
    found = feel("--file", grades, "--context", '{"总分": 86}')
    assert found.exit_code == 0
    assert '*   3  (70..100] | "合格"' in found.stdout
    assert '    1  [0..60) | "不合格"' in found.stdout
    assert found.stdout.endswith('"合格"\n')
    assert "table-gap" in found.stderr
    assert "没有规则管到：总分 = 60" in found.stderr


def test_a_decision_that_is_not_there_and_a_file_that_is_none(grades: str, tmp_path: Path) -> None:
    found = feel("--file", grades, "--decision", "nobody")
    assert (found.exit_code, "文件里没有判定" in found.stderr) == (1, True)
    other = tmp_path / "other.dmn"
    other.write_text("<a/>", "utf-8")
    found = feel("--file", str(other))
    assert (found.exit_code, "这不是 DMN 文件" in found.stderr) == (1, True)


def test_nothing_to_try_and_unreadable_data_are_told() -> None:
    assert feel().exit_code == 2
    found = feel("1", "--context", "{a")
    assert found.exit_code == 2
    assert "数据不是 JSON" in found.stderr
