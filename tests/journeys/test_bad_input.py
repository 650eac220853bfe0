"""What goes wrong at a desk: missing fields, two at once, a task that is somebody else's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

NOWHERE = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize("checked_by", ["browser", "server"])
def test_missing_fields_are_named_and_nothing_is_lost(
    demo: Site, page: Page, checked_by: str
) -> None:
    desk = Desk(page, demo)
    open_own_task(desk, "赵志刚", "现场核查")
    desk.write(核查情况="只写了这一项")
    if checked_by == "server":  # a browser that checks nothing
        page.locator("form.yb-work").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="提交", exact=True).click()
    named = page.locator(".yb-form-errors")
    for label in ("核查日期", "核查地点", "企业在场人员", "核查结论"):
        expect(named).to_contain_text(label)
    expect(named).to_be_focused()
    expect(desk.field("核查情况")).to_have_value("只写了这一项")


def test_a_wrong_credit_code_is_named(demo: Site, page: Page) -> None:
    """GB 32100: the last character is checked on the server, at the latest when handed in."""
    desk = Desk(page, demo)
    desk.become("张春燕")
    desk.open("/applications/new?item=scjg-04&park=dyjkq")
    desk.form_is_ready()
    desk.tick("企业或其他组织")
    desk.write(**{
        "名称／姓名": "德阳某某食品有限公司", "统一社会信用代码": "91510600MA6D999990",
        "法定代表人": "陈大勇", "住所": "嘉陵江路1号", "联系人": "陈小燕", "手机号": "13800000001",
    })  # fmt: skip
    desk.fill_food_application()
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("button", name="提交申请").click()
    page.locator("dialog[open]").get_by_role("button", name="提交申请").click()
    expect(page.locator(".yb-form-errors")).to_contain_text("统一社会信用代码")
    expect(desk.field("名称／姓名")).to_have_value("德阳某某食品有限公司")


def test_of_two_who_claim_one_wins_and_the_other_reads_who(
    demo: Site, new_page: Callable[[], Page]
) -> None:
    first, second = Desk(new_page(), demo), Desk(new_page(), demo)
    first.become("张春燕")
    second.become("刘永强")
    party = party_of_first_row(first)
    first.look_at("收件登记", party)
    second.look_at("收件登记", party)
    first.claim()
    second.page.locator(".yb-pane-task").get_by_role("button", name="认领").click()
    expect(second.page.locator("main")).to_contain_text("张春燕")


def test_of_two_who_complete_one_wins_and_the_other_reads_who_and_when(
    demo: Site, new_page: Callable[[], Page]
) -> None:
    desk, other = Desk(new_page(), demo), Desk(new_page(), demo)
    address = open_own_task(desk, "王丽萍", "书面审查")
    other.become("王丽萍")
    other.open(address)
    for one in (desk, other):
        one.form_is_ready()
        one.write(书面审查情况="第二份" if one is other else "第一份")
        one.tick("书面材料符合", "建议准予")
    desk.submit()
    other.page.get_by_role("button", name="提交", exact=True).click()
    told = other.page.locator("main")
    expect(told).to_contain_text(re.compile(r"王丽萍 于 .*\d\d:\d\d 已办理"))
    expect(told).to_contain_text("第二份")  # what was typed can still be read


def test_what_is_not_the_users_is_refused_like_what_does_not_exist(
    demo: Site, new_page: Callable[[], Page]
) -> None:
    owner, stranger = Desk(new_page(), demo), Desk(new_page(), demo)
    owner.become("李建华")
    owner.open("/inbox?box=mine")
    task = owner.page.locator("[data-open]").first.get_attribute("href") or ""
    owner.open(task)
    file = owner.page.locator("a[href^='/files/']").first.get_attribute("href") or ""
    owner.open("/cases")
    case = owner.page.locator("[data-open]").first.get_attribute("href") or ""
    stranger.become("黄志明")
    for address in (task.partition("?")[0], file, case):
        kind = address.split("/")[1]
        assert refused(stranger, address) == refused(stranger, f"/{kind}/{NOWHERE}")


def test_a_page_that_is_not_the_users_is_refused_with_a_sentence(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become("黄志明")
    response = page.goto(f"{demo.url}/admin/people")
    assert response is not None
    assert response.status == 403
    expect(page.locator("main")).to_contain_text("“管理：列表”供：系统管理员")


def refused(desk: Desk, address: str) -> str:
    """The refusal in full, without the number of the request. Fails if it is none."""
    response = desk.page.goto(desk.site.url + address)
    assert response is not None
    assert response.status == 404, address
    desk.page.locator(".yb-refusal code").evaluate("code => { code.textContent = '' }")
    return desk.words("main")


def open_own_task(desk: Desk, name: str, title: str) -> str:
    """Open the task of that title from the own desk. Returns its address."""
    desk.become(name)
    desk.open("/inbox?box=mine")
    desk.page.locator(".yb-row", has_text=title).get_by_role("link").first.click()
    desk.form_is_ready()
    return desk.page.url.removeprefix(desk.site.url)


def party_of_first_row(desk: Desk) -> str:
    desk.open("/inbox?box=queue")
    row = desk.page.locator(".yb-row", has_text="收件登记").first
    return row.locator(".yb-row-more").inner_text().split(" · ")[0].strip()
