"""bpmn:businessRuleTask. A decision of the same deployment, or a job like a service task.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Business Rule Task; ``zeebe:calledDecision``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import dmn
from engine.behavior.expressions import text_of
from engine.behavior.incidents import Halt
from engine.behavior.work import Worker
from engine.dmn.record import record
from engine.effects import DecisionMade
from engine.elements.registry import element
from engine.feel import FeelLimit
from engine.model.extensions import CalledDecision
from engine.values import InvalidValue, normalize

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("businessRuleTask")
class BusinessRuleTask(Worker):
    """The decision's result goes to the result variable, its reasons on the case's record."""

    decision: CalledDecision | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        found = source.zeebe("calledDecision")
        if found is None:
            return
        decision_id = source.literal_or_feel(found.get("decisionId"))
        result = found.get("resultVariable")
        if decision_id is None or not result:
            source.problem("decision-incomplete", "a called decision needs id and result variable")
            return
        self.decision = CalledDecision(decision_id, result)

    def run_inside(self, token: Token) -> bool | None:
        if self.decision is None:
            return True
        decision_id = text_of(self.decision.decision_id, token, "decision")
        model = token.workflow.bundle.decisions.get(decision_id)
        if model is None:
            raise Halt("decision-not-found", f"this deployment has no decision {decision_id!r}")
        try:
            decided = model.explain(decision_id, token.frame.visible(), token.now)
        except (dmn.DmnError, FeelLimit) as error:
            raise Halt("decision-failed", f"{decision_id}: {error}") from error
        token.receive({self.decision.result_variable: _usable(decided.value, decision_id)})
        token.case.effects.append(
            DecisionMade(token.id, self.element_id, decided.version, record(decided, decision_id))
        )
        return True


def _usable(value: Any, decision_id: str) -> Any:
    """The result as a variable holds it; a range or function is an incident."""
    try:
        return normalize(value)
    except InvalidValue as error:
        raise Halt("expression-value", f"{decision_id}: {error.message}") from error
