"""What an incident says of a condition that is neither true nor false: enough to mend it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.models import diagram, end, flows, node, path, start
from tests.engine.runner import Runner

CHOICE = diagram(
    start(), node("exclusiveGateway", "g", default="g_e2"), end(), end("e2"),
    path("s", "g"), flows("g>e: 面积 > 上限", "g>e2"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"面积": 60}, "where 上限 = nothing, 面积 = 60"),
        ({"面积": 60, "上限": None}, "where 上限 = null, 面积 = 60"),
        ({"面积": True, "上限": 5}, "where 上限 = 5, 面积 = true"),
        ({"面积": 60, "上限": "张三 13800001234"}, "where 上限 = a string, 面积 = 60"),
        ({"面积": [1, 2], "上限": {"a": 1}}, "where 上限 = a context, 面积 = a list"),
    ],
)
def test_it_names_expression_element_reason_and_values_but_no_persons(
    variables: dict[str, Any], words: str
) -> None:
    """Text, lists and contexts may speak of people, and incidents cannot be erased."""
    run = Runner(CHOICE, variables)
    (incident,) = run.incidents.values()
    assert (incident.code, incident.element_id) == ("condition-not-boolean", "g")
    assert incident.message.startswith("flow g_e: 面积 > 上限 is null (")
    assert incident.message.endswith(words)
    assert "13800001234" not in incident.message
