"""An examination from sign-in to the issued notice with nothing but the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.site import Site
from workflows.demo.people import PASSWORD

pytestmark = pytest.mark.journey

#: More presses of Tab than any page has places to stop at
FAR = 150


def test_an_examination_by_keyboard_alone(demo: Site, page: Page) -> None:
    keys = Keys(page)
    page.goto(f"{demo.url}/sign-in")  # the name of the user has the focus
    keys.type("li.shouli")
    keys.to("#f-password").type(PASSWORD).press("Enter")
    expect(page.locator("#list-title")).to_be_attached()
    keys.press("j", "Enter")
    expect(page.locator("#task-title")).to_contain_text("审查申请材料")
    expect(page.locator(".fjs-form")).to_be_visible()
    read_the_counting(keys)
    judge_all_materials(keys)
    keys.to(".fjs-form-field-radio input").press("Space")
    keys.to("button[data-preview]").press("Enter")
    paper = page.locator("dialog[open]")
    expect(paper).to_contain_text("签发时编号")
    keys.to("dialog[open] [data-agree]").press("Enter")
    expect(page.locator("#alerts")).to_contain_text("已提交")


def read_the_counting(keys: Keys) -> None:
    page = keys.page
    keys.to("[data-dialog='#counting']").press("Enter")
    expect(page.locator("#counting")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#counting")).to_be_hidden()
    expect(page.locator("[data-dialog='#counting']")).to_be_focused()


def judge_all_materials(keys: Keys) -> None:
    rows = keys.page.locator(".yb-material")
    for number in range(rows.count()):
        row = rows.nth(number)
        keys.to(f"#{row.get_attribute('id')} button[value=ok]").press("Enter")
        expect(row).to_have_class("yb-material yb-material-ok")
        # the row was swapped: the focus is still in it and not on top of the page
        expect(row.locator("button[value=ok]")).to_be_focused()


class Keys:
    """A keyboard, and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *names: str) -> Keys:
        for name in names:
            self.page.keyboard.press(name)
        return self

    def type(self, text: str) -> Keys:
        self.page.keyboard.type(text)
        return self

    def to(self, selector: str) -> Keys:
        """Press Tab until the focus is on ``selector``; where it is must be seen."""
        for _ in range(FAR):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                self._is_seen()
                return self
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {selector}")

    def _is_seen(self) -> None:
        outline = self.page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement);
              return style.outlineStyle !== "none" || style.boxShadow !== "none" }"""
        )
        assert outline, self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
