"""A session that ends in the middle of a form costs nobody what was typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site
from tests.journeys.test_designer import Drawing
from workflows.demo.people import PASSWORD

pytestmark = pytest.mark.journey

OPINION = "申请书与现场照片已逐项核对"


def test_typed_text_is_back_after_signing_in_again(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become("王丽萍")
    desk.open("/inbox?box=mine")
    page.locator(".yb-row-title").first.click()
    desk.form_is_ready()
    desk.write(书面审查情况=OPINION)
    desk.tick("建议准予")
    page.context.clear_cookies()

    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_label("用户名").fill("wang.shencha")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()

    expect(page.locator(".yb-work")).to_contain_text("已找回")
    expect(desk.field("书面审查情况")).to_have_value(OPINION)


def test_a_drawing_is_kept_after_signing_in_again_in_another_window(demo: Site, page: Page) -> None:
    drawing = Drawing(page, demo)
    drawing.begin()
    drawing.edit()
    drawing.save("文件原样未动")
    # an answer that is still on its way would bring the cookie back
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    drawing.add_opinion_behind("opinion")

    drawing.save("登录已经结束")

    other = page.context.new_page()
    Desk(other, demo).sign_in("cheng.sheji", PASSWORD)
    drawing.save("已保存")
    drawing.edit()
    expect(page.locator(".djs-element", has_text="意见").nth(1)).to_be_attached()
