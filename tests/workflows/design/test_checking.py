"""What a designer is told about a draft: every finding with its line, in words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.support.diagrams import diagram, line, start
from workflows.design.checking import remarks
from workflows.design.steps import ready_forms
from workflows.design.words import sentence
from workflows.starter import starter_files

FORM = ready_forms()["forms/handled.form"]
TABLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:t">
  <decision id="score" name="score">
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="i"><inputExpression id="e" typeRef="number"><text>x</text></inputExpression>
      </input>
      <output id="o" name="r" typeRef="string"/>
      <rule id="r1"><inputEntry id="a1"><text>&lt; 10</text></inputEntry>
        <outputEntry id="b1"><text>"low"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>&lt; 20</text></inputEntry>
        <outputEntry id="b2"><text>"mid"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""


def step(inner: str, id: str = "t") -> str:
    return (
        f'<bpmn:userTask id="{id}" name="盖章"><bpmn:extensionElements>{inner}'
        "</bpmn:extensionElements></bpmn:userTask>"
    )


HOLDER = '<zeebe:assignmentDefinition candidateGroups="window"/>'
WITH_FORM = '<zeebe:formDefinition formId="handled"/>'
LIMIT = '<yb:step limit="3WD"/>'


def codes(inner: str, process: str = "seal") -> dict[str, int]:
    """{code: line} of what is said about a process with one step."""
    body = diagram(process, start(), step(inner), '<bpmn:endEvent id="e"/>', line("s", "t", "e"))
    found = remarks({"seal.bpmn": body, "forms/handled.form": FORM})
    return {one.code: one.line for one in found}


def test_a_step_with_holder_form_and_limit_is_fit_to_be_published() -> None:
    assert codes(HOLDER + WITH_FORM + LIMIT) == {}


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (WITH_FORM + LIMIT, "step-without-holder"),
        (HOLDER + LIMIT, "step-without-form"),
        (HOLDER + '<zeebe:formDefinition formId="nowhere"/>' + LIMIT, "form-not-there"),
        (HOLDER.replace("window", "wimdow") + WITH_FORM + LIMIT, "role-unknown"),
        (HOLDER + WITH_FORM + '<yb:step limit="three"/>', "limit-unreadable"),
        (HOLDER + WITH_FORM + '<yb:step limit="3WD" notice="poem"/>', "notice-unknown"),
        (HOLDER + WITH_FORM + '<yb:step limit="3WD" separateFrom="x"/>', "separate-unknown"),
        (HOLDER + WITH_FORM, "step-without-limit"),
    ],
)
def test_what_a_step_lacks_is_named_with_its_line(inner: str, code: str) -> None:
    assert codes(inner) == {code: 6}


def test_a_step_without_limit_may_be_published_and_is_pointed_out() -> None:
    body = diagram(
        "seal", start(), step(HOLDER + WITH_FORM), '<bpmn:endEvent id="e"/>', line("s", "t", "e")
    )
    (one,) = remarks({"seal.bpmn": body, "forms/handled.form": FORM})
    assert not one.blocks


@pytest.mark.parametrize(("act", "code"), [("", "act-missing"), ("sing", "act-unknown")])
def test_a_step_of_handling_must_be_an_act_that_the_law_knows(act: str, code: str) -> None:
    inner = (
        HOLDER + WITH_FORM + f'<yb:step limit="3WD"{f" act={chr(34)}{act}{chr(34)}" * bool(act)}/>'
    )
    assert code in codes(inner, "item-handling")


def test_work_that_nobody_does_is_refused() -> None:
    body = diagram(
        "seal", start(),
        '<bpmn:serviceTask id="w"><bpmn:extensionElements>'
        '<zeebe:taskDefinition type="handling.magic"/></bpmn:extensionElements></bpmn:serviceTask>',
        '<bpmn:endEvent id="e"/>', line("s", "w", "e"),
    )  # fmt: skip
    assert [one.code for one in remarks({"a.bpmn": body})] == ["work-unknown"]


def test_a_lane_may_hold_the_post_of_its_steps() -> None:
    lanes = (
        '<bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:extensionElements>'
        f"{HOLDER}</bpmn:extensionElements><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane>"
        "</bpmn:laneSet>"
    )
    body = diagram(
        "seal", lanes, start(), step(WITH_FORM + LIMIT), '<bpmn:endEvent id="e"/>',
        line("s", "t", "e"),
    )  # fmt: skip
    assert remarks({"a.bpmn": body, "forms/handled.form": FORM}) == []


def test_what_the_engine_would_half_understand_is_refused_with_element_and_line() -> None:
    """E.g. a listener that would be ignored, and a condition where all ways are taken."""
    task = step(HOLDER + WITH_FORM + LIMIT + "<zeebe:executionListeners/>")
    body = diagram(
        "seal", start(), task, '<bpmn:parallelGateway id="g"/>', '<bpmn:endEvent id="e"/>',
        line("s", "t", "g"),
        '<bpmn:sequenceFlow id="f" sourceRef="g" targetRef="e">'
        "<bpmn:conditionExpression>x</bpmn:conditionExpression></bpmn:sequenceFlow>",
    )  # fmt: skip
    found = remarks({"a.bpmn": body, "f.form": FORM})
    assert ("t", 6) in [(one.element, one.line) for one in found if "Listeners" in one.original]
    assert "f" in [one.element for one in found if one.code == "condition-after-parallel"]
    assert all(one.blocks for one in found)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "xml-doctype"),
        (b"<x", "xml-broken"),
        (b"<x/>", "not-bpmn"),
    ],
)
def test_a_file_that_is_no_diagram_is_refused_in_words(body: bytes, code: str) -> None:
    found = remarks({"a.bpmn": body})
    assert code in [one.code for one in found]
    assert all(re.search(r"[\u4e00-\u9fff]", one.sentence) for one in found)


def test_findings_of_tables_are_told_and_do_not_block() -> None:
    found = remarks({"score.dmn": TABLE})
    told = {one.code for one in found}
    assert {"table-gap", "table-disagreement"} & told
    assert not any(one.blocks for one in found if one.file == "score.dmn")


def test_the_starter_set_is_fit_to_be_published() -> None:
    assert [one for one in remarks(starter_files()) if one.blocks] == []


def test_every_rule_of_the_engine_has_a_sentence_for_designers() -> None:
    """A rule that is added brings its words, here or in the catalog of rules."""
    dumb = [code for code in _codes(Path("engine/checks")) if "暂不能使用" in sentence(code)]
    assert dumb == []
    assert "应当" in sentence("boundary-on-event-sub-process")
    assert "暂不能使用" in sentence("no-such-code")


def _codes(folder: Path) -> set[str]:
    """What the rules call their findings."""
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "problem":
                first = call.args[0] if call.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    assert len(found) > 80
    return found
