"""Templates and lists: whatever they offer, the checks and the field know."""

from __future__ import annotations

import json

import pytest

from engine.model.document import read
from web.forms.schema import parse
from workflows.design import steps
from workflows.design.checking import remarks
from workflows.handling.acts import ACTS
from workflows.handling.clocks import read_limit
from workflows.people.roles import ROLES
from workflows.starter import starter_files

FORMS = {
    json.loads(body)["id"]
    for name, body in {**starter_files(), **steps.ready_forms()}.items()
    if name.endswith(".form")
}


def said(template: dict, kind: str, name: str) -> str:
    """What a template presets."""
    for each in template["properties"]:
        binding = each["binding"]
        if binding["type"] == kind and binding.get("property") == name:
            return str(each["value"])
    return ""


def test_the_steps_are_called_as_the_field_calls_them() -> None:
    names = [one["name"] for one in steps.step_templates()]
    assert names == ["收件", "补正", "审查", "核查", "决定", "送达", "意见"]


@pytest.mark.parametrize("template", steps.step_templates(), ids=lambda one: one["id"])
def test_a_template_presets_what_publishing_asks_for(template: dict) -> None:
    step = template["metadata"]["step"]
    assert said(template, "zeebe:assignmentDefinition", "candidateGroups") in ROLES
    assert said(template, "zeebe:formDefinition", "formId") in FORMS
    assert step["act"] in ACTS
    assert set(step.get("notice", "").split()) <= {one.value for one in steps.notices()}
    due = said(template, "zeebe:taskSchedule", "dueDate")
    assert due in steps.DUES or read_limit(step["limit"])


def test_every_limit_of_the_list_can_be_counted() -> None:
    for value in steps.LIMITS:
        assert read_limit(value).value > 0
    for wrong in ("", "3", "WD", "0WD", "-1WD", "3H", "9999WD", "1.5WD"):
        with pytest.raises(ValueError, match="no limit"):
            read_limit(wrong)


def test_ready_forms_can_be_shown_by_the_pages_of_tasks() -> None:
    for body in steps.ready_forms().values():
        assert list(parse(body).inputs())


def test_forms_are_called_by_their_title_or_by_the_steps_that_use_them() -> None:
    found = {one["value"]: one for one in steps.form_choices(starter_files())}
    assert found["opinion"]["label"] == "审查意见（opinion）"
    assert found["opinion_files"] == {
        "value": "opinion_files", "label": "意见+附件（opinion_files）",
        "add": "forms/opinion_files.form",
    }  # fmt: skip


def test_the_diagram_of_a_new_process_lacks_only_what_its_designer_must_choose() -> None:
    body = steps.blank("seal-request", '用印 "甲" & <乙>')
    (process,) = read("a.bpmn", body).processes()
    assert process.get("name") == '用印 "甲" & <乙>'
    assert [one.code for one in remarks({"a.bpmn": body})] == [
        "step-without-form", "step-without-holder", "step-without-limit",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["table", "form"])
def test_a_table_or_form_to_begin_with_has_no_problem(kind: str) -> None:
    name, body = steps.first_file(kind, "score_one")
    assert [
        one for one in remarks({name: body}) if one.blocks and one.code != "no-executable-process"
    ] == []
