"""Diagrams as other tools write them: read without an exception, with a report of what is what.

Eight drawings of our own in the dialects of Camunda 7 (2), Flowable, Signavio and bpmn.io, a
collaboration of twelve pools, a choreography beside a process, services and resources.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.bundle import compile_bundle
from engine.checks import check
from engine.checks.catalog import rule_of
from engine.checks.dialects import foreign_words
from engine.errors import DeploymentRefused
from engine.model.document import read

FOLDER = Path(__file__).with_name("drawings")
FILES = sorted(FOLDER.glob("*.bpmn"))
#: {drawing: (codes of the report, elements that say something to another engine)}
REPORT: dict[str, tuple[set[str], set[str]]] = {
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
        {"multi-without-count", "expression-language-unknown", "expression-syntax",
         "task-operation-missing", "schema-invalid"},
        {"recalled", "expense", "start", "fill", "sign", "pay", "mail"},
    ),
    "services_and_resources": ({"not-supported"}, set()),
    "signavio_permit": ({"no-executable-process", "empty-expression"}, set()),
}  # fmt: skip


def test_there_are_eight() -> None:
    assert {file.stem for file in FILES} == set(REPORT)
    assert len(FILES) == 8


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
