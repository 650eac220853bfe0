"""Expressions and decision tables tried with sample data: what the page says of each."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from engine.commands import Deploy
from engine.protocols import Actor
from engine.runtime import Engine
from engine.testing import OpenPolicy
from tests.web import staff
from tests.web.house import House, Visitor
from web.expressions.examples import EXAMPLES, GRADES
from web.expressions.trying import MAX_DATA, MAX_TEXT
from workflows.models import Body
from workflows.people.commands import AddPost


@pytest.fixture
def designer(center: House) -> Visitor:
    body = center.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    center.person("designer", "钱设计", AddPost(body, "process_designer", "流程设计员"))
    return center.signed_in("designer")


def tried(visitor: Visitor, kind: str, text: str, data: str = "", **more: str) -> str:
    answer = visitor.post("/expressions", {"kind": kind, "text": text, "data": data, **more})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_an_expression_shows_value_type_and_the_variables_it_uses(designer: Visitor) -> None:
    page = tried(designer, "expression", "总额 * 1.5", '{"总额": 100}')
    assert '<code class="fs-3 text-break">150.0</code>' in page
    assert "数字" in page
    assert "<code>总额</code>" in page


def test_a_null_says_why_and_where(designer: Visitor) -> None:
    page = tried(designer, "expression", "得分 /\n满分", '{"得分": 86}')
    assert "为什么是空值" in page
    assert "没有名为 &#39;满分&#39; 的变量" in page
    assert "第2行第1个字符" in page


def test_a_mistake_shows_line_column_and_caret(designer: Visitor) -> None:
    page = tried(designer, "expression", "1 +\n  (2 * ", "")
    assert "第2行第8个字符：" in page
    assert "表达式没有写完，应为 表达式" in page
    assert "  (2 * \n       ^" in page


def test_a_misspelled_word_says_which_one_was_expected(designer: Visitor) -> None:
    page = tried(designer, "expression", 'if 总分 > 60 then "及格" esle "不及格"', '{"总分": 70}')
    assert "这里不能写 &#39;esle&#39;，应为 &#39;else&#39;" in page


def test_a_cell_is_asked_with_a_value(designer: Visitor) -> None:
    assert ">true</code>" in tried(designer, "cell", "[60..70), 100", value="65")
    assert ">false</code>" in tried(designer, "cell", "[60..70), 100", value="70")


def test_a_decision_marks_the_rules_that_matched_and_finds_the_gap(designer: Visitor) -> None:
    page = tried(designer, "decision", GRADES, '{"总分": 86}')
    assert "命中第3条规则" in page
    assert page.count("data-matched") == 1
    assert "没有规则管到：总分 = 60（还有 总分 = 70）" in page


def test_a_decision_in_the_gap_is_null_with_its_reason(designer: Visitor) -> None:
    page = tried(designer, "decision", GRADES, '{"总分": 70}')
    assert "等次：没有规则命中" in page


def test_rules_that_clash_are_named(designer: Visitor) -> None:
    page = tried(designer, "decision", GRADES.replace("(60..70)", "[50..70)"), '{"总分": 55}')
    assert "重叠" in page
    assert "alert-warning" in page
    assert "规则 1 和 2 会同时命中" in page
    assert "规则 1, 2 同时命中，UNIQUE 不允许" in page
    assert "没有用到这张表" not in page


def test_a_broken_file_lists_what_is_wrong_with_it(designer: Visitor) -> None:
    page = tried(designer, "decision", GRADES.replace("(60..70)", "(60.."), '{"总分": 55}')
    assert "bg-red-lt" in page
    assert "a2" in page or "i1" in page


def test_a_deployed_file_and_one_that_is_sent_are_tried(center: House, designer: Visitor) -> None:
    engine = Engine(center.office.engine.database.url, policy=OpenPolicy())
    engine.execute(Deploy({"grades.dmn": GRADES.encode()}), actor=Actor.system(center.city))
    engine.stop()
    assert "grades.dmn" in designer.get("/expressions?kind=decision").text
    page = tried(designer, "decision", "", '{"总分": 10}', file="grades.dmn", decision="等次")
    assert "命中第1条规则" in page
    form = {
        "kind": "decision", "data": '{"总分": 65}',
        "upload": (io.BytesIO(GRADES.encode()), "grades.dmn"),
    }  # fmt: skip
    assert "命中第2条规则" in designer.post("/expressions", form).text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("[1]", "一组名称和值"),
        ('{a: 7', "数据不是 JSON，也不是 FEEL：第1行第6个字符：表达式没有写完"),
        ("[" * 50_000, "数据不是 JSON"), ("x" * (MAX_DATA + 1), "数据太长"),
        ('{"a": [1..2]}', "不能使用的值"),
    ],
)  # fmt: skip
def test_data_that_cannot_be_read_says_so(designer: Visitor, data: str, words: str) -> None:
    assert words in tried(designer, "expression", "1", data)


def test_too_much_text_and_endless_work_are_refused_in_words(designer: Visitor) -> None:
    assert "内容太长" in tried(designer, "expression", "1" * (MAX_TEXT + 1))
    assert "计算超出限制" in tried(designer, "expression", "for i in 1..999999999 return i")


def test_data_may_hold_dates(designer: Visitor) -> None:
    page = tried(designer, "expression", "(b - a).days", '{a: @"2025-09-26", b: @"2025-10-11"}')
    assert ">15</code>" in page


@pytest.mark.parametrize("number", range(1, len(EXAMPLES) + 1))
def test_every_example_shows_what_it_teaches(designer: Visitor, number: int) -> None:
    page = designer.get(f"/expressions?example={number}").text
    assert 'id="x-result"' in page


def test_an_empty_page_offers_the_examples(designer: Visitor) -> None:
    page = designer.get("/expressions").text
    assert "结果在这里" in page
    assert page.count("example=") == len(EXAMPLES)
    assert 'href="/expressions"' in page  # in the rail


def test_only_designers_publishers_and_administrators_may_try(center: House) -> None:
    for login in ("window", "chief", "manager"):
        assert center.signed_in(login).get("/expressions").status_code == 403
    assert center.signed_in("admin").get("/expressions").status_code == 200


def test_what_is_tried_is_text_on_the_page_never_markup(designer: Visitor) -> None:
    page = tried(designer, "expression", '"<script>alert(1)</script>"')
    assert "<script>alert(1)" not in page
