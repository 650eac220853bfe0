"""bpmn:businessRuleTask with a decision of the same deployment. BPMN 2.0.2, 10.3.3."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.engine.models import diagram, end, ext, node, path, start, zeebe
from tests.engine.runner import Runner

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"'


def _rule(id: str, test: str, result: str) -> str:
    entries = f'<inputEntry id="{id}i"><text>{escape(test)}</text></inputEntry>'
    entries += f'<outputEntry id="{id}o"><text>"{result}"</text></outputEntry>'
    return f'<rule id="{id}">{entries}</rule>'


TABLE = (
    '<input id="i"><inputExpression id="ie" typeRef="number"><text>area</text></inputExpression>'
    '</input><output id="o" name="rate" typeRef="string"/>'
)
DMN = (
    f'{HEAD} namespace="n"><decision id="rate" name="Rate"><variable name="Rate"/>'
    f'<decisionTable id="t" hitPolicy="UNIQUE">{TABLE}'
    f"{_rule('r1', '< 50', 'small')}{_rule('r2', '>= 50', 'big')}"
    "</decisionTable></decision></definitions>"
).encode()


def test_business_rule_task_asks_the_decision_of_its_deployment() -> None:
    called = zeebe("calledDecision", decisionId="rate", resultVariable="size")
    xml = diagram(start(), node("businessRuleTask", "a", ext(called)), end(), path("s", "a", "e"))
    run = Runner({"a.bpmn": xml, "rate.dmn": DMN}, {"area": 60})
    assert (run.state, run.variables["size"]) == ("completed", "big")
