"""bpmn:timerEventDefinition. A date, a duration or a cycle, by FEEL or as ISO 8601 text.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Timer; ISO 8601 as in ``engine.events.iso8601``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from engine.behavior.expressions import Place, value_of
from engine.behavior.incidents import Halt
from engine.effects import TimerArmed
from engine.events import iso8601
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source

FORMS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


@dataclass(frozen=True, slots=True)
class Timer(Definition):
    """Waiting opens a due row; a cycle opens the next one each time it fires."""

    form: str
    value: Expression
    kind = "timer"
    outside = True

    @classmethod
    def read(cls, source: Source, owner: Source) -> Timer | None:
        for child in source.children():
            form = FORMS.get(child.element.tag.rpartition("}")[2])
            if form is not None:
                value = _expression(child.text(), form, owner)
                return None if value is None else cls(form, value)
        owner.problem("timer-empty", "the timer has no date, duration or cycle")
        return None

    def schedule(self, now: datetime, place: Place) -> iso8601.Cycle:
        """When it is due first, how often, and at what interval. May raise ``Halt``."""
        value = value_of(self.value, place)
        try:
            return iso8601.schedule(self.form, value, now)
        except ValueError as error:
            raise Halt("timer-not-iso", f"{self.value.text}: {error}") from error

    def arm(self, token: Token, index: int) -> None:
        plan = self.schedule(token.now, token)
        if plan.rounds != 1:
            rounds = token.internal_data.setdefault("rounds", {})
            rounds[str(index)] = [0, plan.first.isoformat(), plan.rounds, plan.interval_text]
        self._due(token, index, plan.first)

    def fired(self, token: Token, index: int) -> None:
        """Arm the next round, counted from the first due time so that rounds do not drift."""
        memo = token.internal_data.get("rounds", {}).get(str(index))
        if memo is None:
            return
        count, first, rounds, interval = memo
        memo[0] = count = count + 1
        cycle = iso8601.Cycle(datetime.fromisoformat(first), rounds, interval)
        if cycle.by_cron:
            memo[1] = cycle.due(1).isoformat()
            self._due(token, index, cycle.due(1))
        elif rounds is None or count < rounds:
            self._due(token, index, cycle.due(count))

    def _due(self, token: Token, index: int, at: datetime) -> None:
        token.internal_data.setdefault("due", {})[str(index)] = at.isoformat()
        token.case.effects.append(TimerArmed(token.id, token.task_spec.waits_as, at, index))


def _expression(text: str, form: str, owner: Source) -> Expression | None:
    """FEEL after ``=``; ISO text as it stands; anything else must be FEEL."""
    if text.startswith("="):
        return owner.expression(text)
    if iso8601.is_literal(form, text):
        return owner.literal_or_feel(text)
    return owner.expression(text)
