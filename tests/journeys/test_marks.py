"""The bpmn.io mark stays in sight: the licences of bpmn-js and form-js ask for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

#: Whether nothing lies over the middle of the mark, and it leads to its site
_ON_TOP = """mark => {
  mark.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = mark.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.width > 20 && box.height > 10 && mark.contains(top);
}"""


def in_sight(mark: Locator) -> None:
    expect(mark).to_be_visible()
    assert mark.evaluate(_ON_TOP), "something covers the mark"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_diagram_of_a_case_shows_the_mark(demo: Site, page: Page, width: int) -> None:
    desk = Desk(page, demo)
    desk.become("田颖")
    page.set_viewport_size({"width": width, "height": 844})
    desk.open("/cases?state=review")
    page.locator("a[data-open]").first.click()
    desk.tab("流程图")
    in_sight(page.locator(".bjs-powered-by"))


def test_the_form_of_a_task_shows_the_mark(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become("张春燕")
    desk.open("/inbox?box=queue")
    page.get_by_role("button", name="认领").first.click()
    desk.form_is_ready()
    in_sight(page.locator(".fjs-powered-by-link").first)
