"""Standard loop: a wrapper token runs the activity again and again while its condition holds.

``loopCounter`` is the number of rounds that have begun; the instances and the condition see it.
Source: BPMN 2.0.2, 10.3.8 Standard Loop Characteristics; 13.3.6 Loop Activity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.expressions import truth_of
from engine.behavior.frames import Frame
from engine.behavior.incidents import RUN, Halt
from engine.behavior.loops import Wrapper
from engine.behavior.token import STARTED

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.extensions import StandardLoopDefinition

#: In the memory of a wrapper: whether to go on could not be said after a round
_ASKS = "asks"


class StandardLoop(Wrapper):
    """At most ``maximum`` rounds; the condition is asked before or after each."""

    loop_definition: StandardLoopDefinition

    def _run_hook(self, token: Token) -> bool | None:
        token.own = Frame(token.home) if token.own is None else token.own
        if not token.internal_data.setdefault("begun", False):
            token.internal_data["begun"] = True
            token.own["loopCounter"] = 0
        asks = self.loop_definition.test_before or _ASKS in token.internal_data
        if asks and not self._again(token):
            return True
        token.internal_data.pop(_ASKS, None)
        token._set_state(STARTED)
        self._begin(token)
        return None

    def _begin(self, token: Token) -> None:
        assert token.own is not None
        token.own["loopCounter"] += 1
        child = token._add_child(self.body, home=Frame(token.own))
        child.task_spec._update(child)

    def _again(self, token: Token) -> bool:
        """May raise ``Halt``."""
        definition = self.loop_definition
        if definition.maximum is not None and token.frame["loopCounter"] >= definition.maximum:
            return False
        return truth_of(definition.condition, token, "loop condition")

    def collect(self, child: Token) -> None:
        token = child.workflow.tasks[child._parent]
        token.internal_data["again"] = self._again(child)

    def instance_ended(self, token: Token, child: Token) -> None:
        """A transaction was canceled: the next round begins if the condition holds."""
        try:
            token.internal_data["again"] = self._again(token)
        except Halt as halt:
            token.internal_data[_ASKS] = True
            token.case.raise_incident(token, halt, RUN)
            return
        self.instance_done(token, child)

    def instance_done(self, token: Token, child: Token) -> None:
        if token.internal_data.pop("again"):
            self._begin(token)
        else:
            token.case.attempt_complete(token)
