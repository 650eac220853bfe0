"""Every page of the product, by the person who sees it. Used by what is true of all pages."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.desk import Desk

#: Forms and the diagram that is looked at are there
_DRAWN = """() => [...document.querySelectorAll("[data-form-js]")].every(place => place.ybForm)
  && [...document.querySelectorAll("[data-diagram]")].every(
    place => place.ybViewer || !place.offsetParent)"""


def settled(page: Page) -> None:
    """Wait until what scripts draw is drawn."""
    page.wait_for_function(_DRAWN)
    page.wait_for_function(_READY)


@dataclass(frozen=True)
class Stop:
    """A page: who opens it and where. ``follow``: links to go through from there."""

    person: str
    address: str
    follow: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return " ".join((self.person, self.address, *self.follow))

    def visit(self, desk: Desk) -> Page:
        desk.page.keyboard.press("Escape")  # an open question stands before everything
        if self.person not in desk.page.locator(".yb-demo summary").inner_text():
            desk.become(self.person)
        desk.open(self.address)
        for selector in self.follow:
            desk.page.locator(selector).first.click()
            desk.page.wait_for_load_state()
        settled(desk.page)
        return desk.page


_ROW = "[data-row] [data-open]"

#: Editors and trials are there when they say so
_READY = """() => [...document.querySelectorAll("[data-modeler], [data-table], .yb-form-desk,"
  + " [data-trial], [data-compare]")].every(place => place.closest("[data-ready=yes]"))"""

_DRAFT = ("form[action='/designer/drafts'] button",)

#: A draft that has a decision table
_DECIDING = "tr:has-text('park-campaign') form[action='/designer/drafts'] button"

STOPS: tuple[Stop, ...] = (
    Stop("张春燕", "/inbox"),
    Stop("张春燕", "/inbox?box=queue"),
    Stop("张春燕", "/inbox?box=done"),
    Stop("张春燕", "/inbox?box=done", (_ROW,)),
    Stop("张春燕", "/inbox?box=queue", (_ROW,)),
    Stop("张春燕", "/inbox", (_ROW,)),
    Stop("张春燕", "/applications"),
    Stop("张春燕", "/applications/new"),
    Stop("张春燕", "/applications/new?item=scjg-04&park=dyjkq"),
    Stop("张春燕", "/tasks/00000000-0000-7000-8000-000000000000"),
    Stop("陈小燕", "/applications"),
    Stop("陈小燕", "/applications", (_ROW,)),
    Stop("陈小燕", "/applications", (_ROW, "a[href^='/documents/']")),
    Stop("李建华", "/inbox", (_ROW,)),
    Stop("李建华", "/inbox", (_ROW, "#t-time")),
    Stop("李建华", "/inbox", (_ROW, "#t-diagram")),
    Stop("李建华", "/inbox", (_ROW, "#t-basis")),
    Stop("李建华", "/inbox", (_ROW, "[data-dialog='#counting']")),
    Stop("王丽萍", "/inbox", (_ROW,)),
    Stop("赵志刚", "/inbox", (_ROW,)),
    Stop("孙国栋", "/inbox", (_ROW,)),
    Stop("田颖", "/incidents"),
    Stop("田颖", "/migration"),
    Stop("田颖", "/cases", (_ROW, "a[href$='/modify']")),
    Stop("田颖", "/cases"),
    Stop("田颖", "/cases?light=red"),
    Stop("田颖", "/search?q=xml"),
    *(
        Stop("田颖", "/cases?state=archived", (_ROW, f"#t-{tab}"))
        for tab in (
            "history", "diagram", "materials", "documents", "deadlines", "decisions", "facts",
        )
    ),
    Stop("田颖", "/catalogue"),
    Stop("田颖", "/catalogue/items/scjg-04"),
    Stop("田颖", "/catalogue/parks"),
    Stop("徐志远", "/campaign"),
    Stop("徐志远", "/campaign", (_ROW,)),
    Stop("徐志远", "/campaign/phases/new"),
    Stop("徐志远", "/campaign/counties"),
    Stop("徐志远", "/campaign/counties", ("main h2 a",)),
    Stop("徐志远", "/campaign/list"),
    Stop("徐志远", "/campaign/basis"),
    Stop("徐志远", "/campaign/late"),
    Stop("徐志远", "/campaign/settings"),
    Stop("沈月", "/inbox?box=queue", (_ROW,)),
    Stop("毛成林", "/campaign/counties"),
    Stop("管向东", "/admin"),
    *(
        Stop("管向东", f"/admin/{name}{rest}")
        for name in ("bodies", "parks", "posts", "people", "appointments", "grants", "codes")
        for rest in ("", "/new")
    ),
    Stop("管向东", "/admin/people", ("td a[href$='/password']",)),
    Stop("管向东", "/admin/grants", (_ROW,)),
    Stop("管向东", "/admin/import"),
    Stop("管向东", "/admin/calendar"),
    Stop("管向东", "/admin/rights"),
    Stop("管向东", "/admin/tokens"),
    Stop("管向东", "/docs/api"),
    Stop("黄志明", "/admin"),
    Stop("叶静", "/designer"),
    Stop("程一鸣", "/designer"),
    Stop("程一鸣", "/designer/versions/item-handling"),
    Stop("程一鸣", "/designer", _DRAFT),
    Stop("程一鸣", "/designer", (*_DRAFT, "a[href$='/compare']")),
    Stop("程一鸣", "/designer", (*_DRAFT, "a[href*='/history/']")),
    Stop("程一鸣", "/designer", (*_DRAFT, "a[href$='/item-handling.bpmn']")),
    Stop("程一鸣", "/designer", (_DECIDING, "a[href$='/decisions.dmn']")),
    Stop("程一鸣", "/designer", (*_DRAFT, "a[href$='/opinion.form']")),
    Stop("程一鸣", "/designer", (*_DRAFT, "a[href$='/try']")),
)  # fmt: skip
