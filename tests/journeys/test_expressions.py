"""A designer tries expressions and tables, by keyboard alone; axe on every face of the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site
from tests.journeys.test_keyboard import Keys
from tests.journeys.test_pages import findings

pytestmark = pytest.mark.journey

DESIGNER = "程一鸣"


def test_a_designer_finds_the_gap_of_a_table_with_the_keyboard_alone(
    demo: Site, page: Page
) -> None:
    desk, keys = Desk(page, demo), Keys(page)
    desk.become(DESIGNER)
    desk.open("/inbox")
    keys.to('a.yb-rail-link[href="/expressions"]').press("Enter")
    expect(page.get_by_role("heading", name="试算表达式和判定表")).to_be_visible()
    keys.to("#x-text").type("得分 / 满分")
    keys.to("#x-data").type('{"得分": 86}')
    keys.to("form .btn-primary").press("Enter")
    expect(page.locator("#x-result")).to_be_focused()
    expect(page.locator("main")).to_contain_text("没有名为 '满分' 的变量")
    expect(page.locator("#x-text")).to_have_value("得分 / 满分")
    keys.to('a[href$="example=7"]').press("Enter")
    expect(page.locator("tr[data-matched]")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("没有规则管到：总分 = 60（还有 总分 = 70）")


@pytest.mark.parametrize(
    "address",
    [
        "/expressions", "/expressions?kind=cell", "/expressions?kind=decision",
        "/expressions?example=1", "/expressions?example=4", "/expressions?example=5",
        "/expressions?example=7",
    ],
)  # fmt: skip
def test_axe_finds_nothing_on_any_face_of_the_page(demo: Site, page: Page, address: str) -> None:
    desk = Desk(page, demo)
    desk.become(DESIGNER)
    desk.open(address)
    assert findings(address, page) == []
