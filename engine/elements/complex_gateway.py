"""bpmn:complexGateway. Goes on when its activation condition holds, then resets for the next round.

First phase: asked for each token that arrives; ``activationCount`` is the number of tokens on all
incoming flows, and the id of a flow the number on that flow. Then it waits, like an inclusive
gateway, for what may still come on the other flows, and takes it (reset). Conditions of the flows
out tell the phases apart by ``waitingForStart``; on reset a flow without condition is not taken.
Without an activation condition it joins like an inclusive gateway.
Spec: BPMN 2.0.2, 10.6.5 Complex Gateway; 13.4.5 Complex Gateway.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.behavior.expressions import At, truth_of
from engine.behavior.frames import Frame
from engine.behavior.incidents import Halt
from engine.behavior.joining import Joining
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.node import Flow
    from engine.behavior.scope import ScopeLife
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source


@element("complexGateway")
class ComplexGateway(Joining):
    """Flows whose token the first phase has consumed are kept in ``scope.resets``."""

    activation: Expression | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        self.default = source.element.get("default")
        condition = source.child("activationCondition")
        self.activation = None if condition is None else source.expression(condition.text())

    def enter(self, token: Token) -> bool:
        if super().enter(token):
            return True
        scope = token.workflow
        if self.activation is None or self.name in scope.resets:
            return False
        try:
            if self._activated(token):
                self.act(scope)
        except Halt as halt:
            token.case.note_stuck(token, halt)
        return False

    def idle(self, scope: ScopeLife) -> bool:
        return super().idle(scope) and self.name not in scope.resets

    def due(self, scope: ScopeLife) -> bool:
        if self.name in scope.resets:
            late = self._late(scope)
            free = not self.awaited(scope, self.filled(scope) | self._consumed(scope))
            # Asked here already, where a failure becomes an incident
            return free and (not late or self._choose(late[0], starts=False) is not None)
        if self.activation is None:
            return not self.awaited(scope, self.filled(scope))
        return self._activated(scope.arrivals.waiting(self.name)[0])

    def act(self, scope: ScopeLife) -> None:
        if self.name in scope.resets:
            self._reset(scope)
            return
        if self.activation is not None:
            scope.resets[self.name] = list(scope.arrivals[self.name])
        super().act(scope)

    def leave(self, token: Token) -> Sequence[Flow]:
        starts = "late" not in token.internal_data
        taken = self._choose(token, starts=starts)
        if not taken and starts and self.flows:
            raise Halt("no-flow-taken", f"no condition out of {self.element_id} holds")
        return taken

    def _activated(self, token: Token) -> bool:
        assert self.activation is not None
        waiting = token.workflow.arrivals[self.name]
        counts = {flow: len(waiting.get(flow, ())) for flow in self.incoming}
        counts["activationCount"] = sum(counts.values())
        place = At(Frame(token.frame, counts), token.now)
        return truth_of(self.activation, place, "activation condition")

    def _consumed(self, scope: ScopeLife) -> int:
        flows = scope.resets[self.name]
        return sum(1 << place for place, flow in enumerate(self.incoming) if flow in flows)

    def _late(self, scope: ScopeLife) -> list[Token]:
        """Of each flow that has given no token in the first phase: its oldest."""
        waiting, consumed = scope.arrivals.get(self.name, {}), scope.resets[self.name]
        return [queue[0] for flow, queue in waiting.items() if flow not in consumed]

    def _reset(self, scope: ScopeLife) -> None:
        late = self._late(scope)
        del scope.resets[self.name]
        goes_on = late[:1] if late and self._choose(late[0], starts=False) else []
        for token in goes_on:
            scope.arrivals.remove(self.name, token)
            token.internal_data["late"] = True
            self.trace(token, "activated")
            token._ready()
        for token in late[len(goes_on) :]:
            token.cancel()
        if scope.live == 0:
            scope.top_workflow.agenda.append(scope)

    def _choose(self, token: Token, *, starts: bool) -> Sequence[Flow]:
        place = At(Frame(token.frame, {"waitingForStart": starts}), token.now)
        taken = []
        for flow in self.flows:
            if flow.id == self.default:
                continue
            if flow.condition is None:
                holds = starts
            else:
                holds = truth_of(flow.condition, place, f"flow {flow.id}")
            if holds:
                taken.append(flow)
        return taken or [flow for flow in self.flows if flow.id == self.default]
