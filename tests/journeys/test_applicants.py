"""Those who apply: an enterprise online, with a correction; a guide for an enterprise."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

FOOD = "/applications/new?item=scjg-04&park=dyjkq"


def test_an_enterprise_applies_online_and_sees_milestones(
    demo: Site, page: Page, paper: Path
) -> None:
    desk = Desk(page, demo)
    desk.become("黄志明")
    desk.open(FOOD)
    desk.form_is_ready()
    # an enterprise is known: it is not asked who it is
    expect(page.locator("#party-q")).to_have_count(0)
    expect(desk.field("名称／姓名")).to_have_value("德阳东汽精工机械有限公司")
    desk.fill_food_application()
    page.get_by_role("button", name="保存，下一步").click()
    desk.upload_all(paper)
    hand_in(page)
    expect(page.locator("#alerts")).to_contain_text("已提交")
    milestones = page.locator(".yb-milestones")
    expect(milestones.locator("[aria-current=step]")).to_contain_text("收件")
    # milestones only: who handles it inside is not shown
    expect(page.locator("main")).not_to_contain_text("受理岗")


def test_an_enterprise_supplies_what_the_notice_asks(demo: Site, page: Page, paper: Path) -> None:
    desk = Desk(page, demo)
    desk.become("陈小燕")
    desk.open("/applications")
    page.locator(".yb-row", has_text="补正").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="请补正材料")).to_be_visible()
    # only what the notice names can be sent in again
    expect(page.locator("input[type=file]")).to_have_count(1)
    desk.upload("布局图", paper)
    page.get_by_role("button", name="提交补正").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(page.locator("#alerts")).to_contain_text("补正材料已提交")
    desk.become("李建华")
    desk.look_at("核对补正材料", "德阳旌湖面馆有限公司")


def test_a_guide_applies_for_an_enterprise_and_the_window_receives_it(
    demo: Site, page: Page, paper: Path
) -> None:
    desk, party = Desk(page, demo), "德阳恒力重型装备有限公司"
    desk.become("周晓琳")
    desk.open(FOOD)
    desk.form_is_ready()
    page.locator("#party-q").press_sequentially("hengli")
    page.locator("#party-found a", has_text=party).click()
    expect(desk.field("名称／姓名")).to_have_value(party)
    desk.fill_food_application()
    page.get_by_role("button", name="保存，下一步").click()
    desk.upload_all(paper)
    hand_in(page)
    expect(page.locator("#alerts")).to_contain_text("已提交")
    desk.become("刘永强")
    desk.take("收件登记", party)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="提交申请").click()
    page.locator("dialog[open]").get_by_role("button", name="提交申请").click()
