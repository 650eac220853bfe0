"""The campaign's forms: each is read by the server, and asks for what the field asks for."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from web.forms.schema import Part, parse

FOLDER = Path("bpmn/campaign")
FORMS = sorted((FOLDER / "forms").glob("*.form"))
#: Fields with an asterisk in domain §2.3, by form
REQUIRED = {
    "survey": {
        "park_level", "leading_industry", "center_name", "center_address", "area_m2",
        "general_windows", "special_windows", "full_time", "licence_items", "public_items",
        "construction", "staffing", "handling", "capability", "service_quality", "problems",
        "filled_by", "filled_on",
    },
    "meeting": {"topic", "held_on", "place", "parks", "attendees", "minutes"},
    "monthly_report": {"month"},
    "rectify_notice": {"number", "indicator", "problem", "demand"},
    "rectify": {"indicator", "measure", "done", "evidence"},
    "report_province": {"number", "sent_on", "file_id"},
    "confirm": {"number", "confirmed_on"},
    "plaque": {"number", "plaque_on"},
    "publish_plan": {"number", "published_on", "file_id"},
}  # fmt: skip


def form(name: str) -> Part:
    return parse((FOLDER / "forms" / f"{name}.form").read_bytes())


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_the_server_can_check_every_form(file: Path):
    assert parse(file.read_bytes()).children
    assert json.loads(file.read_text("utf-8"))["id"] == file.stem


@pytest.mark.parametrize("name", REQUIRED)
def test_what_the_field_requires_is_required(name: str):
    asked = {part.key for part in form(name).inputs() if part.rules.get("required")}

    assert asked >= REQUIRED[name]


def test_every_form_is_asked_for_by_a_step_and_every_step_has_its_form():
    asked = {
        element.attrib["formId"]
        for diagram in FOLDER.glob("*.bpmn")
        for element in ElementTree.parse(diagram).iter()
        if element.tag.endswith("formDefinition")
    }

    assert asked == {file.stem for file in FORMS}
