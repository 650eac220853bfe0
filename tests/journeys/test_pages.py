"""True of every page, at a desk and on a phone: no finding of axe, nothing wider than the screen.

That no page logs errors, breaks its policy or sends requests elsewhere is asked of every page
that any journey opens (``quiet.py``).
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.journeys.desk import Desk
from tests.journeys.rounds import STOPS
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

#: Canvases that third parties draw; what we put around them is ours
EXCLUDED = (
    [".djs-container"],  # bpmn-js draws the diagram
    [".dmn-js-parent"],  # dmn-js draws the table
    [".fjs-container"],  # form-js draws the form
    ["iframe"],  # the browser's viewer of a PDF
)
SIZES: dict[str, ViewportSize] = {
    "desk": {"width": 1280, "height": 720},
    "phone": {"width": 390, "height": 844},
}


@pytest.mark.parametrize("person", list(dict.fromkeys(stop.person for stop in STOPS)))
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    demo: Site, page: Page, person: str
) -> None:
    desk = Desk(page, demo)
    desk.open("/sign-in")
    found = findings("登录", page)
    for stop in STOPS:
        if stop.person == person:
            page.set_viewport_size(SIZES["desk"])
            stop.visit(desk)
            found += findings(stop.name, page)
    assert not found, "\n".join(found)


def findings(name: str, page: Page) -> list[str]:
    """What is wrong with the page as it stands, at the one size and at the other."""
    found: list[str] = []
    for size, extent in SIZES.items():
        page.set_viewport_size(extent)
        found += findings_at_this_size(f"{name} ({size})", page)
    return found


def findings_at_this_size(name: str, page: Page) -> list[str]:
    results = Axe().run(page, context={"exclude": [list(one) for one in EXCLUDED]})
    said = [
        f"{name}: {one['id']} {node['target']} {node['failureSummary']}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*said, *([f"{name}: {wide} px too wide"] if wide > 0 else [])]
