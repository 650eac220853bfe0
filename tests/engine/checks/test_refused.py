"""Every forbidden model is refused, for the one reason that is right, at an element and a line."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.bundle import compile_bundle
from engine.errors import DeploymentRefused
from tests.engine.checks.refused import AREAS, MODELS


@pytest.mark.parametrize("what", MODELS)
def test_a_forbidden_model_is_refused_for_this_alone(what: str) -> None:
    code, body = MODELS[what]
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": body})
    assert {problem.code for problem in refused.value.problems} == {code}
    assert all(problem.element and problem.line for problem in refused.value.problems)


def test_the_forbidden_models_are_many_and_none_hides_another() -> None:
    names = Counter(what for area in AREAS for what, _, _ in area.models())
    assert [what for what, number in names.items() if number > 1] == []
    assert len(MODELS) >= 340
    assert len({code for code, _ in MODELS.values()}) > 110
