"""Timers: there is one, and a constant is of its kind.

Refuses ``<timerEventDefinition/>``, ``<timeDuration>5 minutes</timeDuration>`` and a date written
as a duration. A cycle on a catch and a duration on a start are legal.
Source: BPMN 2.0.2, 10.5 Event Definitions (Timer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine import feel
from engine.checks.context import Model, Node
from engine.checks.feel_sites import feel_text
from engine.checks.iso8601 import KINDS, is_cycle_with_end, is_date, means_constant
from engine.checks.registry import rule
from engine.checks.rules.expression_syntax import describe
from engine.checks.rules.expressions import is_foreign, is_informal
from engine.checks.supported import FEEL_NAMES
from engine.checks.vocabulary import ITEM_AWARE
from engine.errors import Problem
from engine.model.document import ZEEBE

_EXAMPLES = {
    "timeDate": "2025-10-09T09:00:00+08:00",
    "timeDuration": "P5D or PT2H",
    "timeCycle": "R3/PT10H",
}
#: A lone word is a slip (``tomorrow``) rather than the name of a variable
_WORD = re.compile(r"[^\W\d]\w*")
#: Attributes of zeebe that name a variable
_GIVES = ("target", "resultVariable", "outputCollection", "inputElement")


@rule
def timer_empty(model: Model) -> Iterator[Problem]:
    """``timer-empty``: a date, duration or cycle is given."""
    for node in model.executed("timerEventDefinition"):
        if not node.kids(*KINDS):
            yield _at_event(
                node, "timer-empty", "has no time; add timeDate, timeDuration or timeCycle"
            )


@rule
def timer_two(model: Model) -> Iterator[Problem]:
    """``timer-many``: at most one of the three."""
    for node in model.executed("timerEventDefinition"):
        if len({kid.tag for kid in node.kids(*KINDS)}) > 1:
            yield _at_event(node, "timer-many", "has several times; keep one")


@rule
def timer_not_iso(model: Model) -> Iterator[Problem]:
    """``timer-not-iso``: a constant is ISO 8601 of its kind."""
    given = _variables(model)
    for tag, fits in KINDS.items():
        for node in model.executed(tag):
            if is_informal(node) or is_foreign(model, node):
                continue  # informal-expression, expression-language-unknown
            if tag == "timeCycle" and is_cycle_with_end(_unquoted(node.text)):
                yield _at_event(
                    node, "not-supported", "has a cycle up to an end; write its start and interval"
                )
            elif node.text and not fits(_unquoted(node.text)):
                yield from _not_constant(node, said_feel=_says_feel(model, node, given))


@rule
def schedule_not_iso(model: Model) -> Iterator[Problem]:
    """``timer-not-iso`` for constant due and follow-up dates of a user task."""
    for node in model.executed("userTask"):
        schedule = node.extension(f"{{{ZEEBE}}}taskSchedule")
        for name in ("dueDate", "followUpDate") if schedule is not None else ():
            text = str(schedule.get(name) or "").strip() if schedule is not None else ""
            if text and not text.startswith("=") and not is_date(text):
                yield node.problem(
                    "timer-not-iso",
                    f'has {name} "{text}", which is no date; write '
                    f'e.g. {_EXAMPLES["timeDate"]} or an expression with "="',
                )


def _says_feel(model: Model, node: Node, given: set[str]) -> bool:
    """Whether the file says that a lone word is an expression, or gives a value to its name."""
    written = node.get("language") or model.root.get("expressionLanguage") or ""
    return written.strip() in FEEL_NAMES or node.text in given


def _variables(model: Model) -> set[str]:
    """Names to which the file itself gives a value."""
    data = {str(node.id) for node in model.every(*ITEM_AWARE)}
    extensions = (xml for node in model.nodes for one in node.extensions for xml in one.iter())
    return data | {str(xml.get(name)) for xml in extensions for name in _GIVES if xml.get(name)}


def _not_constant(node: Node, *, said_feel: bool) -> Iterator[Problem]:
    text, example = node.text, _EXAMPLES[node.tag]
    said = f'has {node.tag} "{text}", which is no such time; write e.g. {example} or "=" and FEEL'
    if means_constant(text) or (_WORD.fullmatch(text) and not said_feel):
        yield _at_event(node, "timer-not-iso", said)
        return
    try:
        feel.compile(feel_text(text))
    except (feel.FeelSyntaxError, feel.FeelLimit) as error:
        # Neither a time nor FEEL: what begins like an expression is told as one
        if text.startswith("=") and isinstance(error, feel.FeelSyntaxError):
            yield _at_event(
                node, "expression-syntax", f"{node.tag} {describe(feel_text(text), error)}"
            )
        else:
            yield _at_event(node, "timer-not-iso", said)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _at_event(node: Node, code: str, message: str) -> Problem:
    event = next((each for each in node.ancestors() if each.tag.endswith("Event")), node)
    return Problem(code, event.owner, node.line, f"{event.label} {message}", node.file)
