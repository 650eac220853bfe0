"""Start events wait before there is a case, so their expressions see no variables.

Refuses ``<message name="=kind"/>`` and ``<timeDuration>=wait</timeDuration>`` at a start event;
``=now() + duration("PT1H")`` is legal; so is a variable at the start of an event sub-process, which
waits inside a case.
Source: BPMN 2.0.2, 10.5 Start Event (a trigger creates the instance).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import feel
from engine.checks.context import Model, Node
from engine.checks.feel_sites import feel_text
from engine.checks.iso8601 import KINDS
from engine.checks.positions import is_event_sub_process
from engine.checks.registry import rule
from engine.errors import Problem


@rule
def start_expressions(model: Model) -> Iterator[Problem]:
    """``start-expression-variables``."""
    for start in model.executed("startEvent"):
        if start.scope is not None and is_event_sub_process(start.scope):
            continue
        for trigger in start.triggers:
            for text in _texts(model, trigger):
                names = sorted(_uses(text))
                if names:
                    yield start.problem(
                        "start-expression-variables",
                        f'waits before there is a case, so "{text}" cannot use {", ".join(names)}; '
                        "write it without",
                    )


def _texts(model: Model, trigger: Node) -> Iterator[str]:
    for time in trigger.kids(*KINDS):
        if not KINDS[time.tag](time.text):
            yield time.text
    for attribute in ("messageRef", "signalRef"):
        named = model.named(trigger.get(attribute))
        name = (named.get("name") or "").strip() if named is not None else ""
        if name.startswith("="):
            yield name


def _uses(text: str) -> frozenset[str]:
    try:
        return feel.compile(feel_text(text)).uses
    except (feel.FeelSyntaxError, feel.FeelLimit):
        return frozenset()  # refused by expression_syntax and timers
