"""管理者: filters cases, opens one, sees the diagram with tokens, the history and masked facts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


def test_cases_are_filtered_by_process_park_state_and_age(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become("田颖")
    desk.open("/cases")
    choose(page, 流程="事项办理", 园区="罗江经开区", 状态="已受理", 时长="3天以内")
    rows = page.locator("tbody tr")
    assert rows.count() >= 1
    for row in rows.all():
        expect(row).to_contain_text("罗江")
        expect(row).to_contain_text("已受理")
        assert int(re.search(r"(\d+) 天", row.inner_text())[1]) <= 3  # type: ignore[index]
    # the filters live in the address: a colleague sees the same list
    seen, address = rows.all_inner_texts(), page.url
    desk.become("石峰")
    page.goto(address)
    assert rows.all_inner_texts() == seen
    choose(page, 时长="30天以上")
    expect(page.locator("main")).to_contain_text("没有符合条件的办件")


def test_a_case_shows_tokens_history_and_facts_masked_by_role(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become("田颖")
    open_a_case_on_site(desk)
    history = page.locator("#p-history")
    expect(history).to_contain_text("张春燕 · 综窗收件员（经开区）")
    expect(history.locator(".yb-now")).to_contain_text("现场核查")
    desk.tab("流程图")
    expect(page.locator("#p-diagram .yb-token")).to_have_count(1)
    expect(page.locator("[data-element-id=inspect].yb-active")).to_be_visible()
    expect(page.locator("[data-element-id=review].yb-visited")).to_be_attached()
    # the mark that the licence of bpmn.io asks for
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    desk.tab("事实")
    facts = page.locator("#p-facts")
    expect(facts).to_contain_text(re.compile(r"138\*{4}\d{4}"))
    assert not re.search(r"138\d{8}", page.locator("main").text_content() or "")
    desk.become("王丽萍")
    open_a_case_on_site(desk)
    desk.tab("事实")
    expect(facts).to_contain_text(re.compile(r"138\d{8}"))


def choose(page: Page, **filters: str) -> None:
    form = page.locator("form.yb-filters")
    for label, words in filters.items():
        form.get_by_label(label).select_option(label=words)
    form.get_by_role("button", name="筛选").click()


def open_a_case_on_site(desk: Desk) -> None:
    """A case that waits for the first inspector."""
    desk.open("/cases?park=dyjkq")
    row = desk.page.locator("tbody tr", has_text="第一人").first
    row.get_by_role("link").first.click()
    expect(desk.page.locator(".yb-case-head")).to_be_visible()
