"""Every expression of an executable process is FEEL that can be read.

Refuses ``=a +`` in a condition, mapping, collection, key, holder, date or script, with line, column
and what was expected there.
Source: DMN 1.5, 10.3 (FEEL); design rule "expressions are FEEL".
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import feel
from engine.checks.context import Model
from engine.checks.feel_sites import Site, sites
from engine.checks.registry import rule
from engine.checks.rules.expressions import is_foreign, is_informal
from engine.errors import Problem

#: Characters of a wrong expression that a message repeats
_SHOWN = 80


@rule
def expression_syntax(model: Model) -> Iterator[Problem]:
    """``expression-syntax``; an empty one is ``empty-expression``."""
    for site in sites(model):
        if is_informal(site.node) or is_foreign(model, site.node):
            continue  # informal-expression, expression-language-unknown
        if not site.text:
            yield _problem(site, "empty-expression", site.line, "is empty; fill or remove it")
            continue
        try:
            feel.compile(site.text)
        except feel.FeelSyntaxError as error:
            line = site.line + error.line - 1
            yield _problem(site, "expression-syntax", line, describe(site.text, error))
        except feel.FeelLimit as error:
            yield _problem(site, "expression-syntax", site.line, error.message)


def describe(text: str, error: feel.FeelSyntaxError) -> str:
    """What a message says about a text that is not FEEL."""
    wanted = f"; expected {error.expected}" if error.expected else ""
    place = f"line {error.line}, column {error.column}"
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    return f'"{shown}" is not FEEL: it goes wrong at {place}{wanted}'


def _problem(site: Site, code: str, line: int, message: str) -> Problem:
    node = site.node
    what = "" if site.what == node.tag else f"{site.what} "
    return Problem(code, node.owner, line, f"{node.label}: {what}{message}", node.file)
