"""An expression, a cell or a decision tried with sample data. Nothing is stored, nothing runs on.

Data is JSON; as FEEL reads nearly all of JSON, it may also be a FEEL context, which has dates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine import dmn, feel
from engine.dmn.record import written
from engine.errors import DeploymentRefused, Problem
from engine.feel.values import kind
from engine.values import InvalidValue, normalize_all
from web.expressions.words import said
from web.i18n import _

#: Characters of an expression, of data and of a decision file that are taken at all
MAX_TEXT, MAX_DATA, MAX_FILE = 5_000, 50_000, 500_000


class DataUnreadable(ValueError):
    """The sample data is neither JSON nor a FEEL context."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """The first place that is no FEEL, with the line it stands in."""

    message: str
    line: int
    column: int
    source: str
    #: What the place should hold, empty where only much could stand there
    expected: str = ""

    @property
    def caret(self) -> str:
        """Blanks up to the place, then the mark; wide characters take two columns."""
        before = self.source[: self.column - 1]
        return "".join("　" if ord(c) > 0x2E7F else " " for c in before) + "^"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something became null, and the part of the text that it speaks of."""

    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it."""

    value: str = ""
    type: str = ""
    #: The type that the text alone tells
    hint: str = ""
    is_null: bool = False
    reasons: tuple[Reason, ...] = ()
    mistake: Mistake | None = None
    #: Why it could not be finished: a bound exceeded, rules that clash, an unknown decision
    stopped: str = ""
    #: What is wrong with the decision file, or found about its tables
    problems: tuple[Problem, ...] = ()
    decided: tuple[Decided, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    #: Ids of the decisions of the file
    decisions: tuple[str, ...] = ()
    uses: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Decided:
    """A table with what it was given and what it gave."""

    table: dmn.TableText
    given: tuple[str, ...]
    #: Numbers of the rules that matched; None where the table was not asked
    matched: frozenset[int] | None
    output: str


def read_data(text: str) -> dict[str, Any]:
    """The variables that ``text`` writes. Raises ``DataUnreadable``."""
    if not text.strip():
        return {}
    try:
        found = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        found = _feel_context(text)
    if not isinstance(found, dict):
        raise DataUnreadable(_('数据要写成一组名称和值，例如 {"面积": 120}。'))
    try:
        return normalize_all(found)
    except (InvalidValue, RecursionError) as error:
        raise DataUnreadable(_("数据里有不能使用的值：{why}", why=error)) from error


def _feel_context(text: str) -> Any:
    try:
        return feel.evaluate(text, {})
    except (feel.FeelSyntaxError, feel.FeelLimit) as error:
        raise DataUnreadable(_("数据不是 JSON，也不是 FEEL：{why}", why=_why(error))) from error


def _why(error: feel.FeelSyntaxError | feel.FeelLimit) -> str:
    if isinstance(error, feel.FeelLimit):
        return said(error.message)
    place = _("第{line}行第{column}个字符：", line=error.line, column=error.column)
    return place + said(error.message.partition(" (line ")[0])


def try_expression(text: str, data: Mapping[str, Any], now: datetime) -> Tried:
    """The value of an expression."""
    try:
        expression = feel.compile(text, feel.names_in(data))
        found = expression.explain(data, now)
    except feel.FeelSyntaxError as error:
        return Tried(mistake=_mistake(error, text))
    except feel.FeelLimit as error:
        return Tried(stopped=error.message)
    return _finished(found, text, feel.hint(expression), expression.uses)


def try_cell(text: str, value: str, data: Mapping[str, Any], now: datetime) -> Tried:
    """Whether ``value``, itself FEEL, passes the cell of a decision table."""
    try:
        tested = feel.evaluate(value or "null", data, now)
        cell = feel.compile_unary_tests(text, feel.names_in(data))
        found = cell.explain_value(tested, data, now)
    except feel.FeelSyntaxError as error:
        return Tried(mistake=_mistake(error, text))
    except feel.FeelLimit as error:
        return Tried(stopped=error.message)
    return _finished(found, text, "boolean", cell.uses - {"?"})


def _finished(found: feel.Evaluation, text: str, hint: str, uses: frozenset[str]) -> Tried:
    reasons = tuple(dict.fromkeys(_reason(one, text) for one in found.warnings))
    return Tried(
        written(found.value), kind(found.value), hint, found.value is None, reasons,
        uses=tuple(sorted(uses)),
    )  # fmt: skip


def try_decision(xml: bytes, decision: str, data: Mapping[str, Any], now: datetime) -> Tried:
    """The decision, its tables with the rules that matched, and what is found about them."""
    problems = tuple(dmn.check(xml))
    try:
        model, drawn = dmn.load(xml), dmn.tables(xml)
    except DeploymentRefused:
        return Tried(problems=problems)
    asked = decision or next(iter(model.outcomes or model.decisions or model.services), "")
    try:
        found = model.explain(asked, data, now)
    except (dmn.DmnError, feel.FeelLimit) as error:
        undecided = tuple(Decided(one, (), None, "") for one in drawn)
        return Tried(
            stopped=error.message, problems=problems, decided=undecided, decisions=model.decisions
        )
    steps = tuple(
        (one.name, written(one.value)) for one in found.trace if isinstance(one, dmn.DecisionTrace)
    )
    return Tried(
        written(found.value), kind(found.value), "", found.value is None,
        tuple(dict.fromkeys(Reason(one.message) for one in found.warnings)),
        problems=problems, decided=tuple(_decided(drawn, found)), steps=steps,
        decisions=model.decisions,
    )  # fmt: skip


def _decided(drawn: list[dmn.TableText], found: dmn.Decided) -> list[Decided]:
    """Every table with its trace, the last one where it was asked more than once."""
    traces = {one.table: one for one in found.trace if isinstance(one, dmn.TableTrace)}
    result = []
    for table in drawn:
        trace = traces.get(table.name)
        if trace is None:
            result.append(Decided(table, (), None, ""))
            continue
        given = tuple(written(value) for _label, value in trace.inputs)
        matched = frozenset(number for number, _id in trace.rules)
        result.append(Decided(table, given, matched, written(trace.output)))
    return result


def _mistake(error: feel.FeelSyntaxError, text: str) -> Mistake:
    lines = text.split("\n")
    source = lines[error.line - 1] if error.line <= len(lines) else ""
    message = error.message.partition(" (line ")[0]
    return Mistake(message, error.line, error.column, source, error.expected)


def _reason(reason: feel.Reason, text: str) -> Reason:
    before = text[: reason.at]
    return Reason(reason.message, before.count("\n") + 1, len(before) - before.rfind("\n"))
