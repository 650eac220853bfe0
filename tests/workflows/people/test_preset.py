"""Bodies and parks from a data file: all or none, and everything wrong at once."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select

from tests.workflows.field import Field
from workflows.errors import ImportRefused
from workflows.people.commands import ImportBodies, ImportParks
from workflows.people.models import Body, Park
from workflows.tenants.starter import CATALOGUE


def data(name: str) -> dict[str, Any]:
    return yaml.safe_load((CATALOGUE / name).read_text(encoding="utf-8"))


def refused(room: Field, kind: type, file: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(ImportRefused) as found:
        room.do(kind(yaml.safe_dump(file, allow_unicode=True).encode()), room.admin)
    return [(one.sheet, one.field, one.code) for one in found.value.findings]


def test_everything_wrong_with_bodies_is_named_and_nothing_stored(room: Field) -> None:
    file = data("departments.yaml")
    file["bodies"][1] |= {"uscc": "11510600MB9X00015R", "level": "村"}
    file["bodies"][2] |= {"parent": "nobody", "colour": "red"}
    file["bodies"][3]["code"] = "scjg"
    del file["bodies"][4]["name"]
    found = refused(room, ImportBodies, file)
    assert set(found) == {
        ("scjg", "uscc", "uscc-check"), ("scjg", "level", "unknown-level"),
        ("nync", "colour", "unknown-key"), ("nync", "parent", "unknown"),
        ("scjg", "code", "twice"), ("zj", "name", "required"),
    }  # fmt: skip
    assert room.rows(select(func.count()).select_from(Body)) == [(1,)]


@pytest.mark.parametrize("value", [5, ["a"], {"a": 1}, True])
def test_what_is_no_text_is_named_before_anything_else(room: Field, value: Any) -> None:
    file = data("departments.yaml")
    file["bodies"][1] |= {"parent": value}
    assert refused(room, ImportBodies, file) == [("scjg", "parent", "shape")]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"category": "moon"}, ("dyjkq", "category", "unknown")),
        ({"committee": "nobody"}, ("dyjkq", "committee", "unknown")),
        ({"serial": "1"}, ("dyjkq", "serial", "serial-shape")),
        ({"serial": 1}, ("dyjkq", "serial", "shape")),
        ({"area_code": "5106"}, ("dyjkq", "area_code", "area-shape")),
        ({"short_name": "长" * 61}, ("dyjkq", "short_name", "too-long")),
    ],
)
def test_what_is_wrong_with_a_park_is_named(
    city: Field, change: dict[str, Any], found: tuple[str, str, str]
) -> None:
    file = data("parks.yaml")
    file["parks"][0] |= change
    assert refused(city, ImportParks, file) == [found]


@pytest.mark.parametrize(
    "change",
    [{"phases": 3}, {"phases": [3]}, {"phases": [{"phase": "x"}]}, {"categories": [{"code": 1}]}],
)
def test_a_misshapen_file_of_parks_is_refused(city: Field, change: dict[str, Any]) -> None:
    found = refused(city, ImportParks, data("parks.yaml") | change)
    assert {code for _, _, code in found} == {"shape"}


def test_a_phase_names_known_parks_and_a_last_day(city: Field) -> None:
    file = deepcopy(data("parks.yaml"))
    file["phases"][0]["provincial"] = ["atlantis"]
    file["phases"][1]["deadline"] = "soon"
    assert refused(city, ImportParks, file) == [
        ("第1阶段", "phases", "unknown"),
        ("第2阶段", "deadline", "required"),
    ]


def test_a_changed_park_keeps_its_id(city: Field) -> None:
    before = city.rows(select(Park.id).where(Park.code == "dyjkq"))
    file = data("parks.yaml")
    file["parks"][0]["short_name"] = "经开区"
    city.do(ImportParks(yaml.safe_dump(file, allow_unicode=True).encode()), city.admin)
    assert city.rows(select(Park.id).where(Park.short_name == "经开区")) == before
