"""What is painted on a diagram follows from what happened, and from nothing else."""

from __future__ import annotations

from web.diagrams.state import painted

DIAGRAM = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
<startEvent id="start"/><userTask id="check"/><exclusiveGateway id="ok"/><endEvent id="end"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
<sequenceFlow id="f2" sourceRef="check" targetRef="ok"/>
<sequenceFlow id="f3" sourceRef="ok" targetRef="end"/>
<sequenceFlow id="again" sourceRef="ok" targetRef="check"/>
</process></definitions>"""


def _run(*elements: str) -> list[tuple[str, str]]:
    return [(element, state) for element in elements for state in ("activated", "completed")]


def test_the_way_that_was_taken_is_painted_and_no_other() -> None:
    trace = [*_run("start", "check", "ok"), ("end", "activated"), ("end", "completed")]
    state = painted(DIAGRAM, trace, {})
    assert state["flows"] == ["f1", "f2", "f3"]
    assert state["visited"] == ["check", "end", "ok", "start"]


def test_a_loop_is_painted_once_it_was_gone_through() -> None:
    state = painted(DIAGRAM, [*_run("start", "check", "ok"), ("check", "activated")], {"check": ""})
    assert "again" in state["flows"]
    assert "f3" not in state["flows"]


def test_tokens_and_faults_carry_words() -> None:
    state = painted(DIAGRAM, [], {"check": "综窗收件员"}, [("ok", "no condition holds")])
    assert state["active"] == [{"element": "check", "label": "综窗收件员"}]
    assert state["incidents"] == [{"element": "ok", "text": "no condition holds"}]


def test_one_looks_first_at_faults_then_at_work_then_at_the_end() -> None:
    trace = [*_run("start", "check"), ("ok", "activated")]
    assert painted(DIAGRAM, trace, {"ok": "", "check": "综窗"})["focus"] == "check"
    assert painted(DIAGRAM, trace, {"check": "综窗"}, [("start", "fault")])["focus"] == "start"
    assert painted(DIAGRAM, trace, {})["focus"] == "ok"
