"""Every sentence that FEEL and DMN say has Chinese words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.expressions.words import BOUNDS, SENTENCES, WANTED, chinese

ENGINE = Path(__file__).parents[3] / "engine"
#: What makes a sentence out of its argument, and which argument that is
SPEAKERS = {
    "null": 0, "Undefined": 0, "FeelSyntaxError": 0, "nothing": 0, "problem": 1,
    "NoSuchDecision": 0,
}  # fmt: skip
#: Put together of two sentences, or said by another part
ELSEWHERE = {"{}: {}", "feel-syntax"}


def sentences() -> Iterator[str]:
    for folder in ("feel", "dmn"):
        for file in (ENGINE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                yield from _spoken(node)


def _spoken(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    place = SPEAKERS.get(name)
    if place is not None and len(node.args) > place:
        text = _template(node.args[place])
        if text is not None and text not in ELSEWHERE:
            yield text


def _template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return None


def expectations() -> set[str]:
    """What the parser says that it expected, without the words of FEEL, which stay."""
    found: set[str] = set()
    for file in (ENGINE / "feel").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "error":
                text = _template(node.args[0])
                found |= {text} if text is not None and text.strip("'{}") else set()
    return found


def test_every_expectation_of_the_parser_has_chinese_words() -> None:
    assert expectations() == set(WANTED)


@pytest.mark.parametrize("sentence", sorted(set(sentences())))
def test_every_sentence_of_the_engine_has_chinese_words(sentence: str) -> None:
    said = sentence.replace("{}", "x1")
    assert re.search(r"[\u4e00-\u9fff]", chinese(said)), said


@pytest.mark.parametrize("english", sorted(SENTENCES))
def test_a_sentence_takes_what_is_filled_in(english: str) -> None:
    filled = iter("pqrstu")
    said = re.sub(r"\{\}", lambda _: next(filled), english)
    words = chinese(said)
    assert all(letter in words for letter in "pqrstu"[: english.count("{}")]), words


def test_kinds_and_functions_read_as_words() -> None:
    assert chinese("a number has no 'year'") == "数字没有 'year' 这一项"
    assert chinese("sum: the list is empty") == "sum：列表是空的"
    assert chinese("abs: n is a string, not a number or list") == "abs：n是文字，应为数字或列表"
    assert chinese("no rule takes 面积 = 50") == "没有规则管到：面积 = 50"
    assert chinese("said by nobody") == "said by nobody"


def test_bounds_clashes_and_places_read_as_words() -> None:
    assert chinese("the expression exceeds the limit of value size: 1000000") == (
        "计算超出限制（结果大小：1000000）"
    )
    assert chinese("档次: the rules 2, 4 match together, which UNIQUE does not allow") == (
        "档次：规则 2, 4 同时命中，UNIQUE 不允许"
    )
    said = "'< 1 +': the expression ends too early (line 1, column 6; expected an expression)"
    assert chinese(said) == "'< 1 +'：表达式没有写完（第1行第6个字符，应为 表达式）"


def test_every_bound_has_words() -> None:
    for file in (ENGINE / "feel").rglob("*.py"):
        for bound in re.findall(r'FeelLimit\("([a-z ]+)"', file.read_text("utf-8")):
            assert bound in BOUNDS
