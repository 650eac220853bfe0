"""How many whole models stand in this folder, no two alike."""

from collections import Counter

from tests.engine.dmn import (
    test_models_6_requirements,
    test_models_7_3_types,
    test_models_7_expressions,
    test_models_8_decision_tables,
)
from tests.engine.dmn.cases import counted

CASES = [
    *test_models_6_requirements.CASES,
    *test_models_7_expressions.CASES,
    *test_models_7_3_types.CASES,
    *test_models_8_decision_tables.CASES,
]


def test_there_are_two_hundred_models_and_no_two_are_alike(record_property):
    twice = [digest for digest, times in Counter(c.digest for c in CASES).items() if times > 1]
    assert not twice, [c.title for c in CASES if c.digest in twice]
    assert len(CASES) >= 200
    record_property("counted", counted(CASES))
