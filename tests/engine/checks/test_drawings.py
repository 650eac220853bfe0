"""Diagrams as other tools write them: read without an exception, with a report of what is what.

Twelve drawings of our own in the dialects of Camunda 7 (2), Camunda 8, Flowable, Signavio, bpmn.io,
Bizagi, jBPM and Yaoqiang, a collaboration of twelve pools, a choreography beside a process,
services and resources.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.bundle import compile_bundle
from engine.checks import check
from engine.checks.advice import advice
from engine.checks.catalog import rule_of
from engine.checks.dialects import foreign_words
from engine.errors import DeploymentRefused
from engine.model.document import read
from tests.engine.checks.models import END, START, chain, process

FOLDER = Path(__file__).with_name("drawings")
FILES = sorted(FOLDER.glob("*.bpmn"))
#: {drawing: (codes of the report, elements that say something to another engine)}
REPORT: dict[str, tuple[set[str], set[str]]] = {
    "bizagi_permit": ({"no-executable-process"}, {"Id_permit", "Id_receive"}),
    "camunda8_claim": ({"not-supported"}, set()),
    "jbpm_hiring": (
        {"public-process-executable", "expression-language-unknown",
         "split-flow-without-condition"},
        {"hiring", "interview", "interview_TaskNameInputX", "interview_nameInputX",
         "interview_scoreOutputX", "f3"},
    ),
    "yaoqiang_loan": (set(), set()),
    "bpmnio_sketch": (
        {"no-executable-process", "intermediate-without-outgoing", "node-without-incoming",
         "node-without-outgoing"},
        set(),
    ),
    "camunda7_leave": (
        {"task-message-missing", "task-operation-missing", "expression-language-unknown",
         "unresolved-reference", "expression-syntax"},
        {"leave", "Start", "Approve", "Remind", "Book", "Count", "Archive"},
    ),
    "camunda7_order": (
        {"task-operation-missing", "multi-without-count"},
        {"e_stock", "order", "check", "none", "pack", "pick", "price", "told"},
    ),
    "choreography_beside": (set(), set()),
    "collaboration_twelve_pools": (set(), set()),
    "flowable_expense": (
        {"multi-without-count", "expression-language-unknown", "task-operation-missing",
         "schema-invalid"},
        {"recalled", "expense", "start", "fill", "sign", "pay", "mail"},
    ),
    "services_and_resources": ({"not-supported"}, set()),
    "signavio_permit": ({"no-executable-process", "empty-expression"}, set()),
}  # fmt: skip


def test_there_are_twelve() -> None:
    assert {file.stem for file in FILES} == set(REPORT)
    assert len(FILES) == 12


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_drawing_of_another_tool_is_read_and_reported(file: Path) -> None:
    document = read(file.name, file.read_bytes())
    codes, speaking = REPORT[file.stem]
    problems = check(document)
    assert {problem.code for problem in problems} == codes
    assert all(problem.line and rule_of(problem.code) for problem in problems)
    assert {word.element for word in foreign_words(document)} == speaking


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_deployed_or_refused_and_nothing_else(file: Path) -> None:
    refused = bool(REPORT[file.stem][0])
    try:
        compile_bundle({file.name: file.read_bytes()})
    except DeploymentRefused:
        assert refused
    else:
        assert not refused


def test_a_foreign_word_names_what_would_be_written_here() -> None:
    file = FOLDER / "camunda7_leave.bpmn"
    told = {word.element: word.message for word in foreign_words(read("a", file.read_bytes()))}
    assert "assignee" in told["Approve"]
    assert "Camunda 7" in told["Approve"]
    assert "zeebe:assignmentDefinition" in told["Approve"]
    assert told["Book"].endswith("here it would be zeebe:taskDefinition with a type")


def test_what_is_harmless_is_advice_in_both_languages() -> None:
    told = advice(read("a", (FOLDER / "yaoqiang_loan.bpmn").read_bytes()))
    assert [(one.code, one.element, one.line > 40) for one in told] == [
        ("drawing-of-nothing", "Yaoqiang-_99", True)
    ]
    passed = process(chain(START, '<exclusiveGateway id="g"/>', END))
    (one,) = advice(read("a", passed))
    rule = rule_of(one.code)
    assert (one.code, one.element) == ("gateway-passed-through", "g")
    assert rule is not None
    assert rule.chinese == "网关有多个入口或多个出口。"
