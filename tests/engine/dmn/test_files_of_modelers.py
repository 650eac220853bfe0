"""Files as modelers write them: layout, extensions and annotations beside the logic."""

import pytest

from engine.dmn import check, load
from engine.testing import TENANT, Sandbox
from tests.engine.models import diagram, end, ext, node, path, start, zeebe

DMN_JS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
    xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
    xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
    xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0"
    xmlns:camunda="http://camunda.org/schema/1.0/dmn"
    id="fees" name="收费" namespace="http://camunda.org/schema/1.0/dmn" exporter="dmn-js">
  <!-- a remark -->
  <inputData id="amount_data" name="金额" />
  <decision id="fee" name="收费标准" camunda:historyTimeToLive="180">
    <description>按金额与类别</description>
    <extensionElements><camunda:properties /></extensionElements>
    <informationRequirement id="r1"><requiredInput href="#amount_data" /></informationRequirement>
    <authorityRequirement id="r2"><requiredAuthority href="#law" /></authorityRequirement>
    <decisionTable id="table" hitPolicy="FIRST" preferredOrientation="Rule-as-Row"
        biodi:annotationsWidth="400">
      <input id="i1" label="金额（元）" biodi:width="192">
        <inputExpression id="e1" typeRef="integer"><text>金额</text></inputExpression>
      </input>
      <input id="i2" label="类别">
        <inputExpression id="e2" typeRef="string" expressionLanguage="feel"><text>类别</text>
        </inputExpression>
        <inputValues id="v2"><text>"企业","个人"</text></inputValues>
      </input>
      <output id="o1" label="费用" name="fee" typeRef="double" />
      <annotation name="依据" />
      <rule id="rule1">
        <description>小额</description>
        <inputEntry id="c1"><text>&lt; 1000</text></inputEntry>
        <inputEntry id="c2"><text></text></inputEntry>
        <outputEntry id="c3"><text>0</text></outputEntry>
        <annotationEntry><text>第一条</text></annotationEntry>
      </rule>
      <rule id="rule2">
        <inputEntry id="c4"><text>-</text></inputEntry>
        <inputEntry id="c5" expressionLanguage="feel"><text>"企业"</text></inputEntry>
        <outputEntry id="c6"><text>金额 * 0.01</text></outputEntry>
      </rule>
      <rule id="rule3">
        <inputEntry id="c7"><text></text></inputEntry>
        <inputEntry id="c8"><text>not("企业")</text></inputEntry>
        <outputEntry id="c9"><text>金额 * 0.005</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <knowledgeSource id="law" name="收费办法" />
  <textAnnotation id="note"><text>说明</text></textAnnotation>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram>
      <dmndi:DMNShape dmnElementRef="fee">
        <dc:Bounds height="80" width="180" x="160" y="100" />
      </dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
""".encode()


@pytest.mark.parametrize(
    ("amount", "kind", "fee"),
    [(500, "企业", 0), (2000, "企业", 20), (2000, "个人", 10), (2000, "其他", None)],
)
def test_a_file_of_dmn_js_runs(amount, kind, fee):
    assert load(DMN_JS).decide("fee", {"金额": amount, "类别": kind}) == fee


def test_a_file_of_dmn_js_has_no_findings_but_the_variable_it_does_not_draw():
    assert [(p.code, p.element) for p in check(DMN_JS)] == [("unknown-name", "fee")]


def test_the_older_spelling_of_types_and_namespace_of_dmn_1_1():
    body = b"""<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"
        xmlns:feel="http://www.omg.org/spec/FEEL/20140401" id="d" name="d" namespace="urn:d"
        expressionLanguage="http://www.omg.org/spec/FEEL/20140401">
      <inputData id="i" name="x"><variable name="x" typeRef="feel:number"/></inputData>
      <decision id="a" name="a"><variable name="a" typeRef="feel:boolean"/>
        <informationRequirement><requiredInput href="#i"/></informationRequirement>
        <literalExpression typeRef="feel:boolean"><text>x &gt; 1</text></literalExpression>
      </decision></definitions>"""
    assert load(body).decide("a", {"x": 2}) is True


@pytest.mark.parametrize(
    "body",
    [DMN_JS, DMN_JS.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + DMN_JS, DMN_JS + b"\n\n"],
    ids=["as written", "CRLF", "byte order mark", "blank lines"],
)
def test_a_file_is_stored_and_given_back_byte_for_byte(body):
    """Layout, remarks and foreign attributes are the modeler's: nothing is written anew."""
    box = Sandbox()
    deployment = box.deploy(DIAGRAM, body)
    (name,) = [name for name in _files(box, deployment) if name.endswith(".dmn")]
    assert box.engine.resource(TENANT, deployment, name) == body
    assert box.start("p", {"金额": 2000, "类别": "企业"}).variables["fee"] == 20


DIAGRAM = diagram(
    start(),
    node("businessRuleTask", "a", ext(zeebe("calledDecision", decisionId="fee",
                                            resultVariable="fee"))),
    node("userTask", "u"),
    end(),
    path("s", "a", "u", "e"),
)  # fmt: skip


def _files(box, deployment):
    with box.engine.look(TENANT) as tx:
        return [
            row[0]
            for row in tx.run(
                "SELECT name FROM deployment_file WHERE tenant = ? AND deployment_id = ?",
                (TENANT, deployment),
            ).fetchall()
        ]
