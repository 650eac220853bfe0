"""yuanban feel: the value, and of a null why it is one."""

from __future__ import annotations

from click.testing import CliRunner, Result

from web.cli import main


def feel(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["feel", *arguments])


def test_the_value_is_printed_as_feel_writes_it() -> None:
    found = feel("a + 1", "--context", '{"a": 1.5}')
    assert (found.stdout, found.stderr, found.exit_code) == ("2.5\n", "", 0)


def test_of_a_null_the_reason_and_its_place_are_told_beside_the_value() -> None:
    found = feel('1 + "a"')
    assert found.stdout == "null\n"
    assert found.stderr.startswith("第")
    assert found.exit_code == 0


def test_what_is_no_expression_is_refused_with_its_place() -> None:
    found = feel("1 +")
    assert found.exit_code == 1
    assert "column 4" in found.stderr
