"""test: scenarios that stand beside the diagrams, run in the real pipeline with a moved clock."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def test(files: tuple[Path, ...]) -> None:
    """Run the scenarios in FILES or folders; without any, all that the product brings along."""
    from workflows.scenarios import run, starter_scenarios

    failed = 0
    for result in run(_spread(files) or starter_scenarios()):
        click.echo(f"{'通过' if result.passed else '失败'}  {result.name}")
        if not result.passed:
            failed += 1
            click.echo(f"      {result.message}")
    sys.exit(1 if failed else 0)


def _spread(given: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        found.extend(sorted(path.rglob("*.yaml")) if path.is_dir() else [path])
    return found
