"""feel: try a FEEL expression, a cell or a decision on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from web.expressions.trying import Decided, Tried


@click.command()
@click.argument("expression", required=False, default="")
@click.option("--context", default="", help="Variables: JSON, a FEEL context, or @FILE with one.")
@click.option("--cell", help="Test this value (FEEL) against EXPRESSION as a cell of a table.")
@click.option(
    "--file", type=click.Path(exists=True, path_type=Path), help="Decide by this DMN file."
)
@click.option("--decision", default="", help="Name or id of the decision; default: the last.")
def feel(expression: str, context: str, cell: str | None, file: Path | None, decision: str) -> None:
    """Evaluate EXPRESSION and print its value; of a null also why, on standard error.

    With --file: decide, and show the rules that matched and what is found about the tables.
    """
    from web.expressions import trying

    if not expression and file is None:
        raise click.UsageError("给一个表达式，或用 --file 给一个 DMN 文件。")
    try:
        data = trying.read_data(_text(context))
    except trying.DataUnreadable as error:
        raise click.BadParameter(str(error), param_hint="--context") from error
    now = datetime.now(UTC)
    if file is not None:
        _show_decision(trying.try_decision(file.read_bytes(), decision, data, now))
    elif cell is not None:
        _show(trying.try_cell(expression, cell, data, now))
    else:
        _show(trying.try_expression(expression, data, now))


def _text(context: str) -> str:
    return Path(context[1:]).read_text("utf-8") if context.startswith("@") else context


def _show(tried: Tried) -> None:
    """The value on standard output; reasons on standard error. Exit 1 where there is no value."""
    from web.expressions.words import said

    if tried.mistake is not None:
        wrong = tried.mistake
        click.echo(f"{wrong.source}\n{wrong.caret}", err=True)
        raise click.ClickException(f"第{wrong.line}行第{wrong.column}个字符：{said(wrong.message)}")
    if tried.stopped:
        raise click.ClickException(said(tried.stopped))
    click.echo(tried.value)
    for one in tried.reasons if tried.is_null else ():
        place = f"第{one.line}行第{one.column}个字符：" if one.column else ""
        click.echo(f"{place}{said(one.message)}", err=True)


def _show_decision(tried: Tried) -> None:
    from web.expressions.words import said

    for one in tried.decided:
        _show_table(one)
    for problem in tried.problems:
        click.echo(f"{problem.code} {problem.element}：{said(problem.message)}", err=True)
    if not tried.type and not tried.stopped:
        raise click.ClickException("这个文件不能使用。")
    for name, value in tried.steps[:-1]:
        click.echo(f"{name} = {value}")
    _show(tried)


def _show_table(one: Decided) -> None:
    """The table as it stands, an asterisk before each rule that matched."""
    given = "，".join(
        f"{heading} = {value}" for heading, value in zip(one.table.inputs, one.given, strict=False)
    )
    click.echo(f"{one.table.name}（{one.table.policy}）{given}")
    for rule in one.table.rules:
        mark = "*" if one.matched and rule.number in one.matched else " "
        cells = " | ".join([*(cell or "-" for cell in rule.inputs), *rule.outputs])
        click.echo(f"{mark} {rule.number:>3}  {cells}")
