"""Papers: a preview is what will be issued; what was issued stays as it was."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from tests.workflows.handling.counter import ANSWERS, USUAL, Counter
from workflows.handling.previewing import preview
from workflows.notices.notice import UNNUMBERED, Notice
from workflows.notices.templates import kinds, template

PAPERS = {
    "register": "receipt",
    "examine": "acceptance",
    "decide": "approval",
    "deliver": "delivery",
}


def without_number(content: dict[str, Any]) -> Any:
    """The content with its number as in a preview; the receipt names its number twice."""
    text = json.dumps(content, ensure_ascii=False)
    return json.loads(text.replace(content["number"], UNNUMBERED))


def shown(counter: Counter, id: UUID, element: str, who: str, form: dict[str, Any]) -> Notice:
    task = next(one for one in counter.open_tasks(id) if one.element_id == element)
    with counter.office.reading() as conn:
        paper = preview(
            conn, counter.actors[who], id, task.extensions, form, counter.office.clock.now()
        )
    assert paper is not None
    return paper


@pytest.mark.parametrize("element", sorted(PAPERS))
def test_preview_is_what_is_issued_but_for_the_number(counter: Counter, element: str) -> None:
    id = counter.apply()
    counter.to(element, id)
    counter.check(id) if element == "examine" else None
    who = dict(USUAL)[element]
    today = counter.today.isoformat()
    form = {k: today if v == "" else v for k, v in ANSWERS[element].items()}
    before = shown(counter, id, element, who, form).content()
    counter.finish(id, element, who)
    issued = counter.papers(id)[PAPERS[element]].content
    assert before["number"] == UNNUMBERED != issued["number"]
    assert before == without_number(issued)


def test_correction_preview_lists_what_was_marked(counter: Counter) -> None:
    id = counter.apply()
    counter.to("examine", id)
    counter.check(id, "m02")
    before = shown(counter, id, "examine", "li", {"outcome": "correct"}).content()
    counter.finish(id, "examine", "li", outcome="correct")
    issued = counter.papers(id)["correction"].content
    assert (before.pop("number"), issued.pop("number")) == (UNNUMBERED, "德市监许补〔2025〕1号")
    assert before == issued


def test_a_step_without_paper_previews_none(counter: Counter) -> None:
    id = counter.apply()
    counter.to("review", id)
    task = counter.open_tasks(id)[0]
    with counter.office.reading() as conn:
        now = counter.office.clock.now()
        assert preview(conn, counter.actors["wang"], id, task.extensions, {}, now) is None


def test_issued_paper_is_frozen_against_later_changes(counter: Counter) -> None:
    from dataclasses import replace

    from tests.workflows.handling.counter import NOODLES

    id = counter.apply()
    counter.finish(id, "register", "zhang")
    counter.apply(party=replace(NOODLES, name="德阳旌湖餐饮有限公司"))
    assert "德阳旌湖面馆有限公司" in str(counter.papers(id)["receipt"].content)


def test_the_receipt_names_paper_copies_and_originals(counter: Counter) -> None:
    """Domain §6.3 收件凭证: 材料清单(名称/份数/原件)."""
    id = counter.apply()
    counter.finish(id, "register", "zhang")
    receipt = str(counter.papers(id)["receipt"].content)
    assert "'收取纸质材料', '1份'" in receipt
    assert "'原件核对', '已核对，与申请材料一致'" in receipt


@pytest.mark.parametrize("kind", kinds())
def test_every_text_is_readable(kind: str) -> None:
    assert template(kind).blocks
