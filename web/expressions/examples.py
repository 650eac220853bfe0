"""Examples that teach: each fills the form in and shows at once what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

#: A table of grades with two holes, at 60 and at 70 exactly
GRADES = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="grades" name="等次" namespace="urn:example:grades">
  <inputData id="total" name="总分"><variable name="总分" typeRef="number"/></inputData>
  <decision id="grade" name="等次">
    <variable name="等次" typeRef="string"/>
    <informationRequirement><requiredInput href="#total"/></informationRequirement>
    <decisionTable id="grade_table" hitPolicy="UNIQUE">
      <input id="i1" label="总分"><inputExpression id="e1" typeRef="number"><text>总分</text></inputExpression><inputValues id="v1"><text>[0..100]</text></inputValues></input>
      <output id="o1" name="等次" typeRef="string"/>
      <rule id="r1"><inputEntry id="a1"><text>[0..60)</text></inputEntry><outputEntry id="b1"><text>"不合格"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>(60..70)</text></inputEntry><outputEntry id="b2"><text>"整改后再评"</text></outputEntry></rule>
      <rule id="r3"><inputEntry id="a3"><text>(70..100]</text></inputEntry><outputEntry id="b3"><text>"合格"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""  # noqa: E501


@dataclass(frozen=True, slots=True)
class Example:
    """What the form holds, and what the example shows."""

    title: str
    kind: str
    text: str
    data: str = ""
    value: str = ""


EXAMPLES: tuple[Example, ...] = (
    Example(
        "按面积分流", "expression", 'if 建筑面积 > 500 then "现场核查" else "书面审查"',
        '{"建筑面积": 620}',
    ),
    Example(
        "各项得分之和", "expression", "sum(for 项 in 指标 return 项.得分) >= 70",
        '{"指标": [{"名称": "环境", "得分": 32}, {"名称": "服务", "得分": 41.5}]}',
    ),
    Example(
        "两个日期相隔几天", "expression", "(办结日 - 受理日).days",
        '{受理日: @"2025-09-26", 办结日: @"2025-10-11"}',
    ),
    Example("为什么是空值", "expression", "得分 / 满分 * 100", '{"得分": 86}'),
    Example("写错了的地方", "expression", 'if 总分 >= 70 then "合格"', '{"总分": 72}'),
    Example("判定表的一格", "cell", "[60..70), 100", "", "65"),
    Example("一张有漏项的判定表", "decision", GRADES, '{"总分": 86}'),
)  # fmt: skip
