"""FEEL is parsed when a diagram is deployed, and never while its cases run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.dmn import compiling, table
from engine.feel import expression, parser
from engine.testing import Sandbox
from tests.engine.models import diagram, end, ext, flows, io, node, path, start, zeebe
from tests.engine.test_business_rule import DMN

DECIDES = ext(
    zeebe("calledDecision", decisionId="rate", resultVariable="size"),
    io({"area": "=area * 1"}, {"kind": '=if size = "big" then 1 else 2'}),
)
WAITS = node(
    "intermediateCatchEvent", "w",
    node("timerEventDefinition", "wt", node("timeDuration", "wd", "=duration(&quot;PT1H&quot;)")),
)  # fmt: skip
EACH = node(
    "multiInstanceLoopCharacteristics", "mi",
    ext(zeebe("loopCharacteristics", inputCollection="=[1, 2, kind]", inputElement="one")),
    node("completionCondition", "cc", "numberOfCompletedInstances = 3"),
)  # fmt: skip
COUNTS = ext(zeebe("script", expression="=kind + 1", resultVariable="next"))
DIAGRAM = diagram(
    start(),
    node("businessRuleTask", "b", DECIDES),
    WAITS,
    node("scriptTask", "c", COUNTS),
    node("userTask", "u", EACH),
    node("exclusiveGateway", "g", default="g_e2"),
    end(),
    end("e2"),
    path("s", "b", "w", "c", "u", "g"),
    flows("g>e: next > 1", "g>e2"),
)


def test_a_case_runs_without_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(parse):  # type: ignore[no-untyped-def]
        def parses(text, *more):  # type: ignore[no-untyped-def]
            parsed.append(text)
            return parse(text, *more)

        return parses

    for module in (expression, parser, compiling, table):
        for name in {"parse", "parse_unary_tests"} & set(vars(module)):
            monkeypatch.setattr(module, name, counted(getattr(module, name)))
    expression._EXPRESSIONS.forget()
    expression._CELLS.forget()
    box = Sandbox()
    box.deploy(DIAGRAM, DMN)
    assert "next > 1" in parsed
    parsed.clear()
    for area in (60, 10):
        case = box.start("p", {"area": area})
        box.advance(timedelta(hours=2))
        for _ in range(3):
            box.complete(case, "u")
        assert case.state == "completed"
        assert ("e", "completed") in case.trace
    assert parsed == []
