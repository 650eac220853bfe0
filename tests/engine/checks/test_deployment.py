"""The checks at the door: what is refused stores nothing, what was let in stays in."""

import pytest

from engine import DeploymentRefused
from engine.bundle import compile_bundle
from engine.checks import registry, rules
from engine.checks.context import Model
from engine.testing import Sandbox
from tests.engine.checks.models import END, START, TASK, chain, ext, process, timer

GOOD = process(chain(START, TASK, END))


def test_problems_of_all_files_are_listed_at_once() -> None:
    decision = ext('<zeebe:calledDecision decisionId="fee" resultVariable="r"/>')
    asking = process(chain(START, f'<businessRuleTask id="b">{decision}</businessRuleTask>', END))
    files = {
        "a.bpmn": process(chain(START, '<userTask id="c"><potentialOwner/></userTask>', END)),
        "b.bpmn": asking.replace(b'id="p"', b'id="q"'),
        "c.bpmn": b"<broken>",
    }
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle(files)
    assert [(p.file, p.code, p.element) for p in refused.value.problems] == [
        ("a.bpmn", "not-supported", "c"),
        ("b.bpmn", "unresolved-reference", "b"),
        ("c.bpmn", "xml-broken", "definitions"),
    ]


def test_a_refused_file_stores_nothing() -> None:
    box = Sandbox()
    with pytest.raises(DeploymentRefused):
        box.deploy(GOOD, process(chain(START, TASK)).replace(b'id="p"', b'id="q"'))
    with box.engine.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM deployment").scalar() == 0


def test_a_rule_that_comes_later_does_not_lock_out_cases_that_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = Sandbox()
    box.deploy(GOOD)
    case = box.start("p")
    rules.load()
    later = [*registry.RULES, lambda model: iter([refuse_all(model)])]
    monkeypatch.setattr(registry, "RULES", later)
    monkeypatch.setattr("engine.checks.RULES", later)
    with pytest.raises(DeploymentRefused):
        compile_bundle({"a.bpmn": GOOD})
    box.reload()
    box.complete(case, "t")
    assert case.state == "completed"


def refuse_all(model: Model):  # type: ignore[no-untyped-def]
    return model.root.problem("new-rule", "is refused")


def test_a_drawing_beside_an_executable_process_is_no_hindrance() -> None:
    drawn = '<process id="drawn"><adHocSubProcess id="x"><task id="y"/></adHocSubProcess></process>'
    box = Sandbox()
    box.deploy(GOOD.replace(b"</definitions>", f"{drawn}</definitions>".encode()))
    assert box.start("p").state == "active"


@pytest.mark.parametrize("text", ['="soon"', "=null", "=[1]"])
def test_a_start_timer_that_can_never_be_due_is_refused(text: str) -> None:
    started = f'<startEvent id="s">{timer(text)}</startEvent>'
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": process(chain(started, END))})
    assert [p.code for p in refused.value.problems] == ["timer-not-iso"]
