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
    """Evaluate EXPRESSION and print its value."""
    from engine.feel import FeelSyntaxError, evaluate

    try:
        variables = json.loads(context, parse_float=Decimal)
    except ValueError as error:
        raise click.BadParameter(f"不是 JSON：{error}", param_hint="--context") from error
    try:
        value = evaluate(expression, variables)
    except FeelSyntaxError as error:
        raise click.ClickException(str(error)) from error
    click.echo(shown(value))


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
