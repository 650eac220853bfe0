"""Schemathesis over the OpenAPI document: no 500, no answer that the document does not tell of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks as openapi

from tests.web import staff
from tests.web.api.program import Program
from tests.web.house import House
from workflows.people.commands import AddPost

#: Requests per operation; more with ``make long``
FULL = os.environ.get("YUANBAN_COUNTS") == "full"
EXAMPLES = int(os.environ.get("YUANBAN_API_EXAMPLES", "100" if FULL else "6"))
_ROLES = ("sysadmin", "window", "manager", "process_designer", "process_publisher", "city_admin")
_CHECKS = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_schema_conformance,
    openapi.response_headers_conformance,
    openapi.negative_data_rejection,
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program with many posts in a center where something has happened."""
    house = House.open(tmp_path_factory.mktemp("api") / "data")
    staff.staff(house)
    staff.submitted(house, house.signed_in("guide"))
    house.app.config["API_LIMIT"] = "1000000 per minute"
    body = house.ids["scjg"]
    yield Program(house, *(AddPost(body, role, f"接口 {role}") for role in _ROLES))
    house.office.engine.stop()


def test_every_operation_answers_as_documented(
    program: Program, record_property: Callable[[str, Any], None]
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", program.house.app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 130
    wrong = [said for operation in operations if (said := _try(program, operation))]
    assert wrong == []
    record_property("counted", f"{len(operations)} operations x {EXAMPLES} requests")


def _try(program: Program, operation: Any) -> str | None:
    """What was wrong with an answer, or None."""

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: Any) -> None:
        case.call_and_validate(headers=program.headers(Accept_Encoding="identity"), checks=_CHECKS)

    try:
        ask()
    except FailureGroup as failed:
        return f"{operation.label}: {failed}"
    return None
