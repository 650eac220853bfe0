"""Expressions that steer execution. A value that cannot be used becomes an incident.

SpiffWorkflow's script engine interface is kept, with FEEL behind it: nothing in a diagram can run
Python code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn, Protocol

from engine import feel
from engine.behavior.frames import Frame
from engine.behavior.incidents import Halt
from engine.feel.text import write_nested
from engine.feel.values import CONTEXT, LIST, STRING, kind
from engine.values import InvalidValue, normalize


class Place(Protocol):
    """Where an expression is evaluated: a token, or ``At``."""

    @property
    def frame(self) -> Mapping[str, Any]:
        """The variables that it sees."""
        ...

    @property
    def now(self) -> datetime | None:
        """The instant of the command; what ``now()`` says."""
        ...


class At(NamedTuple):
    """A place that is no token: other variables, or none."""

    frame: Mapping[str, Any]
    now: datetime | None = None


class Evaluable(Protocol):
    """A FEEL expression, or a stand-in for one."""

    @property
    def text(self) -> str:
        """How people know it."""
        ...

    def evaluate(self, scope: Mapping[str, Any], now: datetime | None = None) -> Any:
        """Its value where these variables are seen."""
        ...


def value_of(expression: Evaluable, place: Place) -> Any:
    """The normalized value; null where FEEL says null."""
    try:
        return normalize(expression.evaluate(place.frame, place.now))
    except feel.FeelLimit as error:
        raise Halt("expression-limit", f"{expression.text}: {error}") from error
    except InvalidValue as error:
        raise Halt("expression-value", f"{expression.text}: {error.message}") from error


def truth_of(expression: feel.Expression, place: Place, what: str) -> bool:
    """A condition must be true or false; null or anything else is an incident, never "no"."""
    value = value_of(expression, place)
    if not isinstance(value, bool):
        raise Halt("condition-not-boolean", f"{what}: {_told(expression, place, value)}")
    return value


def text_of(expression: feel.Expression, place: Place, what: str) -> str:
    """A name, type or key: text, or a number written out."""
    value = optional_text(expression, place, what)
    if value is None:
        raise Halt("expression-null", f"{what}: {_told(expression, place, value)}")
    return value


def optional_text(expression: Evaluable | None, place: Place, what: str) -> str | None:
    """As ``text_of``, but null stays None."""
    value = None if expression is None else value_of(expression, place)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Halt("expression-not-text", f"{what}: {value!r} is neither text nor number")
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def whole_number(expression: feel.Expression, place: Place, what: str) -> int:
    """A count: an integer."""
    value = value_of(expression, place)
    if isinstance(value, str):
        value = _number(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value != int(value):
        raise Halt("expression-not-integer", f"{what}: {_told(expression, place, value)}")
    return int(value)


def _told(expression: feel.Expression, place: Place, value: Any) -> str:
    """The expression, its value, FEEL's reasons where that is null, and what it was asked with."""
    reasons = expression.explain(place.frame, place.now).warnings if value is None else ()
    because = "; ".join(dict.fromkeys(reason.message for reason in reasons))
    shown = "null" if value is None else repr(value)
    asked = ", ".join(f"{name} = {_seen(place, name)}" for name in sorted(expression.uses)[:MOST])
    given = f", where {asked}" if asked else ""
    return f"{expression.text} is {shown}" + (f" ({because})" if because else "") + given


#: Variables that an incident names
MOST = 10


def _seen(place: Place, name: str) -> str:
    """The variable's value; of text, lists and contexts the kind only.

    Incidents are kept as they are: what they say of people could not be erased from them.
    """
    if name not in place.frame:
        return "nothing"
    value = place.frame[name]
    what = kind(value)
    return f"a {what}" if what in (STRING, LIST, CONTEXT) else write_nested(value)


def _number(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:
        return text


class FeelScriptEngine:
    """SpiffWorkflow's script engine interface over FEEL; stateless, shared by all cases."""

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        """The value of a FEEL expression at a task."""
        frame: Frame = task.data
        if external_context:
            frame = Frame(frame, external_context)
        return value_of(feel.compile(expression), At(frame, task.now))

    def execute(self, task: Any, script: str, external_context: Any = None) -> NoReturn:
        """Scripts of the library's own kind are Python: refused."""
        raise Halt("script-refused", "only FEEL expressions and registered handlers run")
