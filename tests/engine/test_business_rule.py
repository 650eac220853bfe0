"""bpmn:businessRuleTask with a decision of the same deployment. BPMN 2.0.2, 10.3.3."""

from __future__ import annotations

from xml.sax.saxutils import escape

from engine.dmn import load
from engine.dmn.record import MAX_VALUE, written
from engine.pipeline.decisions import DecisionMade
from engine.store.erasure import erase_of_stream
from engine.store.verification import verify
from engine.testing import Case, Sandbox
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


def _box(*elements: str) -> Sandbox:
    called = zeebe("calledDecision", decisionId="rate", resultVariable="size")
    xml = diagram(
        start(),
        node("businessRuleTask", "a", ext(called)),
        node("userTask", "u"),
        end(),
        *elements,
        path("s", "a", "u", "e"),
    )
    box = Sandbox()
    box.deploy(xml, DMN)
    return box


def _record(box: Sandbox, case: Case) -> DecisionMade:
    (found,) = box.engine.decisions(box.actor, case.id)
    return found


def test_a_decision_leaves_inputs_rules_result_and_version_on_the_record() -> None:
    box = _box()
    case = box.start("p", {"area": 60})
    found = _record(box, case)
    assert (found.element_id, found.decision, found.value) == ("a", "rate", '"big"')
    assert found.tables == [
        {"table": "Rate", "inputs": [["area", "60"]], "rules": [[2, "r2"]], "output": '"big"'}
    ]
    assert found.decisions == [{"decision": "rate", "name": "Rate", "value": '"big"'}]
    assert found.version == load(DMN).digest
    assert found.happened_at == box.now


def test_the_reason_of_a_null_decision_is_on_the_record() -> None:
    box = _box()
    case = box.start("p", {"area": "big"})
    found = _record(box, case)
    assert (found.value, found.tables[0]["rules"] if found.tables else []) == ("null", [])
    assert found.body["warnings"]


def test_the_version_stands_in_the_row_and_the_rest_in_a_body_that_can_be_erased() -> None:
    box = _box()
    case = box.start("p", {"area": 60})
    with box.engine.transaction(box.actor) as tx:
        rows = tx.run(
            "SELECT e.rule_version, p.data_class FROM event e JOIN payload p ON p.id = e.id"
            " WHERE e.type = 'DecisionMade'",
            (),
        ).fetchall()
        assert [tuple(row) for row in rows] == [(load(DMN).digest, "personal")]
        erase_of_stream(tx, case.id, "storage limit reached")
    found = _record(box, case)
    assert (found.element_id, found.version) == ("a", load(DMN).digest)
    assert (found.decision, found.value, found.tables) == ("", "", [])
    with box.engine.reading() as connection:
        broken = verify(connection, box.actor.tenant, case.id)
    assert {one.code for one in broken} == {"erased-body"}


def test_a_decision_that_fails_leaves_an_incident_and_no_record() -> None:
    """A case that clashes in a UNIQUE table stands still: nothing was decided."""
    both = DMN.replace(b"&gt;= 50", b"&gt;= 40")
    called = zeebe("calledDecision", decisionId="rate", resultVariable="size")
    xml = diagram(start(), node("businessRuleTask", "a", ext(called)), end(), path("s", "a", "e"))
    box = Sandbox()
    box.deploy(xml, both)
    case = box.start("p", {"area": 45})
    assert [one.code for one in case.incidents] == ["decision-failed"]
    assert box.engine.decisions(box.actor, case.id) == []


def test_a_result_that_no_variable_can_hold_is_an_incident() -> None:
    span = (
        f'{HEAD} namespace="n"><decision id="rate" name="Rate"><variable name="Rate"/>'
        "<literalExpression><text>[1..2]</text></literalExpression></decision></definitions>"
    ).encode()
    called = zeebe("calledDecision", decisionId="rate", resultVariable="size")
    xml = diagram(start(), node("businessRuleTask", "a", ext(called)), end(), path("s", "a", "e"))
    run = Runner({"a.bpmn": xml, "rate.dmn": span}, {})
    assert run.codes() == ["expression-value"]


def test_a_long_value_is_cut_in_the_record_and_whole_in_the_case() -> None:
    box = _box()
    case = box.start("p", {"area": "长" * 10_000})
    text = _record(box, case).body["warnings"]
    assert len(str(case.variables["area"])) == 10_000
    assert all(len(one) < 10_000 for one in text)
    assert len(written("长" * 10_000)) == MAX_VALUE + 1
