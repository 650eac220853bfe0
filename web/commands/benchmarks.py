"""bench: what the product reaches beside plain SpiffWorkflow, measured here and now."""

from __future__ import annotations

import sys
from importlib import import_module

import click


@click.command()
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
def bench(names: tuple[str, ...], as_json: bool) -> None:
    """Measure NAMES, or everything; takes minutes. Ends with 1 where a ratio is missed.

    Databases with a million tasks are made once and kept in var/bench.
    """
    try:
        # Beside the product in its repository, not part of what is installed
        benchmarks = import_module("bench.__main__")
    except ModuleNotFoundError as missing:
        raise click.ClickException("bench 只在源代码目录中可用。") from missing
    unknown = sorted(set(names) - benchmarks.ALL.keys())
    if unknown:
        raise click.ClickException(f"没有这些：{'、'.join(unknown)}")
    figures = benchmarks.every(names, to=sys.stderr if as_json else sys.stdout)
    if as_json:
        click.echo(benchmarks.as_json(figures), nl=False)
    sys.exit(0 if all(one.is_reached for one in figures) else 1)
