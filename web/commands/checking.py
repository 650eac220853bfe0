"""check: every problem of diagrams, tables and forms, with file, line, element and reason."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.errors import DeploymentRefused, Problem

if TYPE_CHECKING:
    from engine.model.document import Document

KINDS = frozenset({".bpmn", ".dmn", ".form"})


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of lines.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check BPMN, DMN and form FILEs or folders; exit 1 if there is any problem.

    Files given together are one deployment: diagrams may call, decisions import each other.
    """
    spread = _spread(files)
    problems, advice = problems_of(spread), advice_of(spread)
    if as_json:
        told = [_told(one, "error") for one in problems] + [_told(one, "advice") for one in advice]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for one in (*problems, *advice):
            click.echo(f"{one.file}:{one.line}: {one.code} {one.element}: {one.message}")
            click.echo(_rule(one), nl=False)
    sys.exit(1 if problems else 0)


def _rule(problem: Problem) -> str:
    """What must hold, in Chinese, by which clause: the line below the finding."""
    from engine.checks.catalog import rule_of

    rule = rule_of(problem.code)
    if rule is None:
        return ""
    source = "" if rule.clause == "–" else f"（BPMN 2.0.2, {rule.clause}）"
    return f"    {rule.chinese}{source}\n"


def _told(problem: Problem, level: str) -> dict[str, Any]:
    """The finding, and the rule behind it: its clause, and what must hold in both languages."""
    from engine.checks.catalog import rule_of

    rule = rule_of(problem.code)
    words = {} if rule is None else {
        "clause": rule.clause, "rule": rule.english, "rule_zh": rule.chinese
    }  # fmt: skip
    return asdict(problem) | {"level": level} | words


def advice_of(files: Iterable[Path]) -> list[Problem]:
    """What is worth knowing of these diagrams and keeps none of them from being deployed."""
    from engine.checks.advice import advice

    found: list[Problem] = []
    for file in files:
        if file.suffix not in (".dmn", ".form"):
            try:
                document = _read_diagram(file)
            except DeploymentRefused:
                continue  # told as a problem
            found += [replace(one, file=str(file)) for one in advice(document)]
    return found


def problems_of(files: Iterable[Path]) -> list[Problem]:
    """All findings in these files, by file and line."""
    files = list(files)
    found = _of_tables([file for file in files if file.suffix == ".dmn"])
    documents: list[Document] = []
    for file in files:
        try:
            if file.suffix == ".form":
                _read_form(file)
            elif file.suffix != ".dmn":
                documents.append(_read_diagram(file))
        except DeploymentRefused as refused:
            found += [replace(one, file=str(file)) for one in refused.problems]
    return sorted(found + _of_diagrams(documents), key=lambda one: (one.file, one.line))


def _of_tables(files: list[Path]) -> list[Problem]:
    """What keeps decisions from loading, and gaps, overlaps and the like of their tables."""
    from engine.dmn import check as check_decisions

    bodies = {str(file): file.read_bytes() for file in files}
    found: list[Problem] = []
    for file, body in bodies.items():
        others = [other for name, other in bodies.items() if name != file]
        told = check_decisions(body, *others, file=file)
        # what is wrong with an imported one is told where that one is checked
        found += [one for one in told if one.file == file]
    return found


def _of_diagrams(documents: list[Document]) -> list[Problem]:
    from engine.checks import check as check_diagram

    found = []
    for document in documents:
        others = [other for other in documents if other is not document]
        found += [
            replace(one, file=one.file or document.file) for one in check_diagram(document, others)
        ]
    return found


def _read_diagram(file: Path) -> Document:
    from engine.model.document import read

    return read(str(file), file.read_bytes())


def _read_form(file: Path) -> None:
    from web.forms.schema import parse

    try:
        parse(file.read_bytes())
    except (KeyError, ValueError) as error:
        problem = Problem("form-not-supported", "form", 0, str(error))
        raise DeploymentRefused([problem]) from error


def _spread(given: Iterable[Path]) -> list[Path]:
    """Files as given, folders by what of them can be deployed."""
    found: list[Path] = []
    for path in given:
        inside = sorted(p for p in path.rglob("*") if p.suffix in KINDS)
        found.extend(inside if path.is_dir() else [path])
    return found
