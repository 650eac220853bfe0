"""Texts of papers: only places are filled, and a broken file is named."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from workflows.handling.states import label_under
from workflows.items.regimes import REGIMES
from workflows.notices import words
from workflows.notices.filling import blocks_of, fill
from workflows.notices.remedies import on_paper, remedy_clause
from workflows.notices.templates import TemplateBroken, kinds, read_template, template

SIGNED = {
    "issuer": "某局",
    "seal": "某局行政审批专用章",
    "issued_on": "2025年9月26日",
    "signer": "",
}


def read(*blocks: dict[str, Any]) -> Any:
    return read_template("x.yaml", {"kind": "x", "version": 1, "blocks": list(blocks)})


def test_only_places_are_filled_and_nothing_is_run() -> None:
    assert fill("{item}：{item.__class__} {0} {{item}}", {"item": "甲"}) == (
        "甲：{item.__class__} {0} {甲}"
    )


def test_a_place_without_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(KeyError):
        fill("{unknown}", {})


def test_what_was_entered_is_text_and_never_a_place() -> None:
    assert fill("理由：{reason}", {"reason": "{seal}", "seal": "x"}) == "理由：{seal}"


def test_conditions_choose_blocks() -> None:
    text = read(
        {"paragraph": "许可", "when": "permit"},
        {"paragraph": "其他", "unless": "permit"},
        {"signature": "seal"},
    )
    made = blocks_of(text, SIGNED, frozenset({"permit"}), {}, None)
    assert [block.get("text") for block in made] == ["许可", None]


@pytest.mark.parametrize(
    "block",
    [{"script": "x"}, {"paragraph": "a", "remedy": "b"}, {"paragraph": "a", "when": "full-moon"}],
)
def test_an_unknown_block_or_condition_is_refused_with_its_place(block: dict[str, Any]) -> None:
    with pytest.raises(TemplateBroken, match=r"x\.yaml: block 1"):
        read(block)


def test_s13_who_stands_in_is_named_on_the_paper() -> None:
    text = read({"signature": "seal"})
    plain, deputy = (
        blocks_of(text, {**SIGNED, "signer": who}, frozenset(), {}, None)[0]
        for who in ("", "李某（代）")
    )
    assert "signer" not in plain
    assert deputy["signer"] == "李某（代）"


def test_lines_of_facts_without_value_are_left_out() -> None:
    text = read({"facts": [["有效期", "{valid}"], ["结果", "{result}"]]})
    made = blocks_of(text, {"valid": "", "result": "证"}, frozenset(), {}, None)
    assert made[0]["rows"] == [["结果", "证"]]


def test_every_regime_has_title_and_number_word_for_every_text() -> None:
    for regime in REGIMES.values():
        assert regime.documents.keys() >= set(kinds())
        assert regime.number_words.keys() >= set(kinds())


def test_only_licences_speak_of_licences() -> None:
    for code in ("filing", "public_service", "element_service"):
        assert "许可" not in "".join(REGIMES[code].words.values())


def test_numbers_and_results_of_other_kinds_never_say_that_something_is_permitted() -> None:
    others = [one for one in REGIMES.values() if not one.deemed_acceptance]
    assert others
    for regime in others:
        said = (*regime.words.values(), *regime.number_words.values(), *regime.documents.values())
        assert "准" not in "".join(said)
        assert label_under("approved", regime.code) == regime.words["approved"]


def test_the_remedy_clause_names_the_paper_on_which_it_stands() -> None:
    clause = "如不服本决定，可以自收到本决定书之日起六十日内申请行政复议。"
    assert on_paper(clause, "不予行政许可决定书") == clause
    assert "决定" not in on_paper(clause, "不受理告知书")


def test_xkf_38_refusal_text_says_facts_reason_clause_and_remedy() -> None:
    text = str(template("refusal").blocks)
    assert all(place in text for place in ("{facts}", "{reason}", "{clause}", "remedy"))


def test_xkf_32_2_not_accepted_text_names_the_competent_authority() -> None:
    assert "{competent_authority}" in str(template("not_accepted").blocks)


def test_fyf_remedy_clause_names_body_court_terms_and_the_online_channel() -> None:
    ruling: Any = SimpleNamespace(review_body="德阳市人民政府", court="德阳市旌阳区人民法院")
    clause = remedy_clause(ruling)
    assert clause is not None
    for words_in in ("德阳市人民政府申请行政复议", "六十日", "六个月", "旌阳区人民法院", "在线"):
        assert words_in in clause


def test_fyf_20_without_review_body_or_court_there_is_no_clause() -> None:
    ruling: Any = SimpleNamespace(review_body=None, court="德阳市旌阳区人民法院")
    assert remedy_clause(ruling) is None


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("35", "第三十五条"),
        ("10", "第十条"),
        ("20", "第二十条"),
        ("105", "第一百零五条"),
        ("三十五", "第三十五条"),
    ],
)
def test_articles_read_as_lawyers_write_them(article: str, text: str) -> None:
    assert words.clauses([{"law": "某法", "article": article}]) == f"《某法》{text}"


def test_days_read_as_on_paper() -> None:
    assert words.day(date(2025, 9, 6)) == "2025年9月6日"
