"""BPMN 2.0.2, 10.3.5 Ad-Hoc Sub-Process: what may stand in it, and how it may be written."""

from tests.engine.checks.models import END, START, chain, codes, condition, ext, flow, process

INSIDE = '<userTask id="a"/><userTask id="b"/>' + flow("a", "b")


def ad_hoc(inside: str = INSIDE, more: str = "") -> bytes:
    body = f'<adHocSubProcess id="t" {more}>{inside}</adHocSubProcess>'
    return process(chain(START, body, END))


def test_bpmn_10_3_5_activities_with_or_without_flows_pass() -> None:
    asked = condition("n > 1").replace("conditionExpression", "completionCondition")
    for order in ("Parallel", "Sequential"):
        assert codes(ad_hoc(INSIDE + asked, f'ordering="{order}"')) == set()
    assert codes(ad_hoc(more='cancelRemainingInstances="false"')) == set()
    assert codes(ad_hoc('<userTask id="a"/>')) == set()


def test_bpmn_10_3_5_it_holds_an_activity_and_neither_start_nor_end() -> None:
    assert codes(ad_hoc('<exclusiveGateway id="g"/>')) == {"ad-hoc-empty"}
    assert "ad-hoc-start-or-end" in codes(ad_hoc(chain('<startEvent id="is"/>', '<task id="a"/>')))


def test_it_is_no_event_sub_process_and_has_an_ordering_of_the_two() -> None:
    assert "event-sub-process-marker" in codes(ad_hoc(more='triggeredByEvent="true"'))
    assert "attribute-value" in codes(ad_hoc(more='ordering="Any"'))


def test_its_expressions_are_feel() -> None:
    asked = condition("n >").replace("conditionExpression", "completionCondition")
    assert codes(ad_hoc(INSIDE + asked)) == {"expression-syntax"}
    chosen = '<zeebe:adHoc activeElementsCollection="{}"/>'
    assert codes(ad_hoc(ext(chosen.format("=[1")) + INSIDE)) == {"expression-syntax"}
    assert codes(ad_hoc(ext(chosen.format("=wanted")) + INSIDE)) == set()
    assert "not-supported" in codes(
        ad_hoc(ext('<zeebe:adHoc activeElementsCollection="=x" outputCollection="y"/>') + INSIDE)
    )
