"""The tour of the README, in a real browser: from the window to the archive, across 国庆."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

NOODLES = "德阳旌湖面馆有限公司"
TWIN = "德阳川味轩餐饮管理有限公司"


def test_from_the_window_to_the_archive(demo: Site, page: Page, paper: Path) -> None:
    desk = Desk(page, demo)
    apply_at_the_window(desk, paper)
    register(desk)
    explain_the_due_date(desk)
    ask_for_correction(desk)
    supply_what_was_asked(desk, paper)
    a_second_notice_is_refused(desk)
    review_on_site_by_two(desk)
    decide_deliver_archive(desk)


def test_xkf_32_4_the_twin_is_accepted_by_silence_and_survives_kill_9(
    demo: Site, page: Page
) -> None:
    desk = Desk(page, demo)
    case = find_the_twin(desk)
    desk.clock("2025-10-11T08:30")
    page.goto(f"{desk.site.url}{case}")
    expect(page.locator(".yb-case-head")).to_contain_text("视为受理")
    page.get_by_role("tab", name="期限").click()
    before = desk.words("#p-deadlines")
    assert "2025-10-10" in before  # five working days across 国庆
    after = after_a_kill(desk, case)
    assert after == before


def apply_at_the_window(desk: Desk, paper: Path) -> None:
    """A company already known is found by its initials; materials go up one by one."""
    page = desk.page
    desk.become("张春燕")
    page.goto(f"{desk.site.url}/applications/new?item=scjg-04&park=dyjkq")
    desk.form_is_ready()
    page.locator("#party-q").press_sequentially("dyjhmg")
    page.locator("#party-found a", has_text=NOODLES).click()
    expect(desk.field("名称／姓名")).to_have_value(NOODLES)
    desk.fill_food_application()
    page.get_by_role("button", name="保存，下一步").click()
    desk.upload_all(paper)
    page.get_by_role("button", name="提交申请").click()
    page.locator("dialog[open]").get_by_role("button", name="提交申请").click()
    expect(page.locator("#task-title")).to_contain_text("收件登记")


def register(desk: Desk) -> None:
    """The window registers receipt; the slip carries the number and is printable."""
    desk.claim()
    desk.tick("已核对原件与申请材料一致")
    desk.write(收取纸质材料份数="1")
    desk.pick("材料来源", "窗口提交")
    desk.submit(sign="材料接收凭证")
    own_application(desk).get_by_role("link").first.click()
    desk.page.get_by_role("link", name="材料接收凭证").click()
    expect(desk.page.locator("main")).to_contain_text(NOODLES)
    expect(desk.page.locator("main")).to_contain_text("2025年9月26日")


def explain_the_due_date(desk: Desk) -> None:
    """Five working days from 2025-09-26 across 国庆 end on 2025-10-10 (domain 4.5)."""
    desk.become("李建华")
    desk.take("审查申请材料", NOODLES)
    desk.page.get_by_role("button", name="期限怎么算").click()
    days = desk.page.locator("#counting ol").first
    expect(days.locator("li").first).to_contain_text("9月26日")
    expect(days.locator(".yb-day-due")).to_contain_text("10月10日")
    expect(days.locator("li", has_text="9月28日")).to_contain_text("调休")
    expect(days.locator("li", has_text="10月1日")).to_contain_text("国庆")
    expect(days.locator("li", has_text="10月1日")).to_contain_text("休")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#counting")).to_be_hidden()


def ask_for_correction(desk: Desk) -> None:
    """One material is wrong: the notice is previewed, then issued with date and number."""
    for name in desk.materials():
        wrong = ("未标注面积", "补标操作间面积") if "布局图" in name else ()
        desk.judge(name, *wrong)
    desk.tick("一次告知补正")
    desk.submit(sign="补正")


def supply_what_was_asked(desk: Desk, paper: Path) -> None:
    page = desk.page
    desk.become("张春燕")
    own_application(desk).get_by_role("link").first.click()
    notice = page.get_by_role("link", name="补正")
    expect(notice).to_be_visible()
    desk.upload("布局图", paper)
    page.get_by_role("button", name="提交补正").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(page.locator("#alerts")).to_contain_text("补正材料已提交")


def a_second_notice_is_refused(desk: Desk) -> None:
    """行政许可法 32(4): what was not told the first time is not asked for later."""
    desk.become("李建华")
    desk.take("核对补正材料", NOODLES)
    other = next(name for name in desk.materials() if "布局图" not in name)
    desk.call_wrong(other, "没有签名", "补签")
    alert = desk.page.locator("#alerts")
    expect(alert).to_contain_text("不在补正告知书内，不得提出新的补正要求")
    expect(alert).to_contain_text("第三十二条第一款第四项")
    desk.judge("布局图")
    desk.tick("已全部补齐")
    desk.submit(sign="受理")


def review_on_site_by_two(desk: Desk) -> None:
    """行政许可法 34(3): one person alone on site is refused, two sign."""
    desk.become("王丽萍")
    desk.take("书面审查", NOODLES)
    desk.write(书面审查情况="材料齐全，需核实场所")
    desk.tick("需现场核实", "建议准予")
    desk.submit()
    desk.become("赵志刚")
    desk.take("现场核查", NOODLES)
    desk.date("核查日期", "2025/09/26")
    desk.write(核查地点="旌湖东路8号", 企业在场人员="陈小燕", 核查情况="布局与申报一致")
    desk.tick("场所与布局", "符合", "本人到场核查并签名")
    desk.submit()
    desk.look_at("第二人签名", NOODLES)
    expect(desk.page.locator("#why-not")).to_contain_text("两名以上")
    expect(desk.page.locator("#why-not")).to_contain_text("第三十四条第三款")
    expect(desk.page.locator(".yb-pane-task").get_by_role("button", name="认领")).to_be_disabled()
    desk.become("钱思远")
    desk.take("第二人签名", NOODLES)
    desk.tick("情况属实，同意", "本人到场核查并签名")
    desk.submit()
    desk.become("王丽萍")
    desk.take("审查意见", NOODLES)
    desk.write(审查情况="书面和现场均符合")
    desk.tick("建议准予")
    desk.submit()


def decide_deliver_archive(desk: Desk) -> None:
    """Approved by the chief representative, served and archived."""
    desk.become("孙国栋")
    desk.take("作出决定", NOODLES)
    desk.tick("准予")
    desk.write(准予的内容="热食类食品制售")
    desk.submit(sign="准予")
    desk.become("张春燕")
    desk.take("送达", NOODLES)
    desk.pick("送达方式", "直接送达")
    desk.date("送达日期", "2025/09/26")
    desk.write(签收人="陈小燕")
    desk.submit(sign="送达")
    desk.take("归档", NOODLES)
    desk.tick("申请材料", "文书", "决定书", "送达回证", "材料齐全，同意归档")
    desk.pick("保管期限", "30年")
    desk.submit()
    expect(own_application(desk)).to_contain_text("归档")


def own_application(desk: Desk) -> Locator:
    """Its row under 我的办件: the number holds the day of receipt."""
    desk.open("/applications")
    rows = desk.page.locator(".yb-row", has_text=NOODLES)
    return rows.filter(has_text="20250926")


def find_the_twin(desk: Desk) -> str:
    """Address of the case of the twin, received the morning the demo opens, untouched."""
    desk.become("田颖")
    desk.page.goto(f"{desk.site.url}/cases?q=cwx")
    row = desk.page.locator("[data-row]", has_text=TWIN)
    expect(row).to_contain_text("审查申请材料")
    return row.get_by_role("link").first.get_attribute("href") or ""


def after_a_kill(desk: Desk, case: str) -> str:
    """``kill -9``, the same command again: the same session, the same page."""
    desk.site.kill()
    desk.site.start()
    desk.page.goto(f"{desk.site.url}{case}")
    expect(desk.page.locator(".yb-case-head")).to_contain_text("视为受理")
    expect(desk.page.locator(".yb-demo time")).to_contain_text("2025-10-11")
    desk.tab("期限")
    return desk.words("#p-deadlines")
