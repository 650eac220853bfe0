"""feel: try a FEEL expression on the command line."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import click


@click.command()
@click.argument("expression")
@click.option("--context", default="{}", help="Variables as JSON, e.g. '{\"a\": 1}'.")
def feel(expression: str, context: str) -> None:
    """Evaluate EXPRESSION and print its value; of a null also why, on standard error."""
    from engine.feel import FeelSyntaxError, explain

    try:
        variables = json.loads(context, parse_float=Decimal)
    except ValueError as error:
        raise click.BadParameter(f"不是 JSON：{error}", param_hint="--context") from error
    try:
        found = explain(expression, variables)
    except FeelSyntaxError as error:
        raise click.ClickException(str(error)) from error
    click.echo(shown(found.value))
    for reason in found.warnings if found.value is None else ():
        click.echo(f"第{reason.at + 1}个字符：{reason.message}", err=True)


def shown(value: Any) -> str:
    """The value as FEEL writes it, near enough to be read."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g} s"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
