"""管理者 repairs: puts a case back to another step, previewed first; by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


def test_a_case_is_put_back_with_a_preview_first(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become("田颖")
    desk.open("/cases?park=dyjkq")
    page.locator("tbody tr", has_text="第一人").first.get_by_role("link").first.click()
    page.get_by_role("link", name="改动所在环节").click()
    ending = page.get_by_role("group", name="结束")
    beginning = page.get_by_role("group", name="从这里开始")
    ending.get_by_role("checkbox", name="现场核查").first.focus()
    page.keyboard.press("Space")
    beginning.get_by_role("checkbox", name="书面审查").focus()
    page.keyboard.press("Space")
    reason = page.get_by_label("理由（记入办件记录）")
    reason.focus()
    page.keyboard.type("核查人员填错，退回审查")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("可以这样改")
    expect(page.get_by_role("alert")).to_contain_text("书面审查")
    expect(page.get_by_role("alert")).to_contain_text("还没有执行")
    page.get_by_role("button", name="执行").click()

    expect(page.locator("main")).to_contain_text("已改，理由已记入办件记录")
    expect(page.locator("#p-history .yb-now")).to_contain_text("书面审查")


def test_pages_of_repair_say_what_there_is_to_do(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become("田颖")
    page.get_by_role("link", name="异常", exact=True).click()
    expect(page.locator("main")).to_contain_text("没有异常")
    desk.open("/migration")
    expect(page.locator("main")).to_contain_text("迁移到新版本")
