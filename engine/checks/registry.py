"""Where a rule registers. A rule takes the model and yields every finding it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.checks.context import Model
from engine.errors import Problem

Rule = Callable[[Model], Iterator[Problem]]

#: All rules, in the order in which their files were imported; findings are sorted afterwards
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register ``function``. Its docstring says what it refuses and by which clause."""
    RULES.append(function)
    return function
