"""Phase 1 through its pages: each human step once by hand, from the survey to the next phase.

The other parks do the same steps meanwhile. On the way every page of a task is looked at: axe at
a desk and on a phone, and nothing but data stays Chinese in English (issue 4, 1).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.desk import Desk
from tests.journeys.rounds import settled
from tests.journeys.served import Served
from tests.journeys.steps import STEPS, Filling
from tests.journeys.test_english import CHINESE, DATA, HAN, proper_data
from tests.journeys.test_pages import SIZES, findings
from workflows.demo.campaign.answers import Asked
from workflows.demo.campaign.walk import Walk
from workflows.models import Enrollment, Phase

pytestmark = pytest.mark.journey

plan = importlib.import_module("workflows.demo.campaign.replay")


class ByHand(Walk):
    """A walk on which each kind of step is done once through its page."""

    def __init__(self, served: Served, page: Page, paper: Path) -> None:
        walk = served.city.walk
        super().__init__(walk.office, walk.tenant, walk.actors)
        self.served, self.paper = served, paper
        self.desk = Desk(page, served)  # type: ignore[arg-type]
        self.done: set[str] = set()
        self.found: list[str] = []
        #: {text: step} of what is Chinese on English pages
        self.chinese: dict[str, str] = {}

    def finish(self, asked: Asked, **more: Any) -> None:
        if asked.element in STEPS.keys() - self.done:
            self.done.add(asked.element)
            self.by_hand(asked)
        else:
            super().finish(asked, **more)

    def by_hand(self, asked: Asked) -> None:
        page = self.desk.page
        self.desk.open("/")
        self.desk.become(self.served.city.name(self.key_of(asked)))
        self.desk.open(f"/tasks/{asked.id}")
        claim = page.locator(".yb-pane-task").get_by_role("button", name="认领")
        if claim.count():
            claim.first.click()
        expect(page.get_by_role("button", name="提交", exact=True)).to_be_visible()
        settled(page)
        self.look(asked.element)
        STEPS[asked.element](Filling(self.desk, self.paper, self.today))
        page.get_by_role("button", name="提交", exact=True).click()
        expect(page.locator("#alerts")).to_contain_text("已提交")
        self.office.engine.drain()

    def look(self, name: str) -> None:
        page = self.desk.page
        self.found += findings(name, page)
        page.set_viewport_size(SIZES["desk"])
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        settled(page)
        for text in page.evaluate(CHINESE, DATA):
            self.chinese.setdefault(text, name)
        page.get_by_role("button", name="中文").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        settled(page)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served.made(tmp_path_factory.mktemp("phase")) as found:
        yield found


def test_every_step_of_phase_one_is_done_through_its_page(
    served: Served, page: Page, paper: Path
) -> None:
    walk = ByHand(served, page, paper)
    walk.totals["sfjkq"] = "69.99"
    served.city.start_phase_one()
    april_to_october(walk)
    november(walk)
    assert status(served, "sfjkq") == "DEFERRED"
    december(walk)
    assert walk.done == STEPS.keys()
    assert status(served, "dyjkq") == "PLAQUED"
    the_board_says_so(walk.desk, served)
    assert not walk.found, "\n".join(walk.found)
    data = proper_data(served.city.folder)
    stayed = {text: step for text, step in walk.chinese.items() if HAN.search(data.sub("", text))}
    assert not stayed, "\n".join(f"{text} — {step}" for text, step in stayed.items())


def april_to_october(walk: ByHand) -> None:
    walk.until(date(2023, 4, 20))
    walk.play(plan._EARLY)
    walk.until(date(2023, 5, 15))
    walk.play(plan._ONSITE)
    walk.until(date(2023, 9, 20), elements=plan._BUILD)
    walk.play(plan._WORK)
    walk.until(date(2023, 10, 25), elements=plan._BUILD)
    walk.left = {"self_assess"}  # one park is late, and its county is asked why
    walk.until(date(2023, 11, 1), elements=plan._BUILD)
    walk.left = set()
    walk.play(("self_assess", "answer", "conclude"))


def november(walk: ByHand) -> None:
    walk.until(date(2023, 11, 10), elements=plan._BUILD)
    walk.play(plan._REVIEW)


def december(walk: ByHand) -> None:
    """The province's result is recorded on the park's page, with its document."""
    walk.until(date(2023, 12, 15), elements=plan._REVIEW)
    the_province_decides(walk)
    [phase] = walk.served.city.house.rows(select(Phase.id))[0]
    plan._province_decides(walk, phase)
    walk.play(("confirm_province", "plaque_province", "summarize_park"))
    walk.until(date(2023, 12, 30), elements=plan._REVIEW)
    walk.play()


def the_province_decides(walk: ByHand) -> None:
    desk, page = walk.desk, walk.desk.page
    desk.open("/")
    desk.become(walk.served.city.name("province"))
    desk.open(f"/campaign/parks/{walk.served.city.park('dyjkq')}")
    form = page.locator("form[action$='/province']")
    form.get_by_label("结果").select_option(label="通过")
    form.get_by_label("评审小组").fill("省中心评审小组")
    form.get_by_label("日期").fill("2023-12-14")
    form.get_by_label("文件名称或文号").fill("川政服〔2023〕5号")
    form.get_by_role("button", name="登记").click()
    expect(page.get_by_role("alert").first).to_contain_text("请上传文件")
    page.locator("form[action$='/province'] input[type=file]").set_input_files(walk.paper)
    page.locator("form[action$='/province']").get_by_role("button", name="登记").click()
    expect(page.locator("main")).to_contain_text("已登记省中心的结果")
    walk.office.engine.drain()


def the_board_says_so(desk: Desk, served: Served) -> None:
    """Titles by track: four provincial, three municipal, one goes to the next phase."""
    desk.open("/")
    desk.become(served.city.name("city_admin"))
    desk.open("/campaign")
    expect(desk.page.locator(".yb-figure-number").first).to_have_text("4/12")
    expect(desk.page.locator("[data-row]", has_text="什邡经开区")).to_contain_text("转下一阶段")
    desk.open("/campaign/phases/new")
    expect(desk.page.get_by_label("德阳—阿坝生态经济产业园区")).to_have_value("provincial")


def status(served: Served, code: str) -> str:
    query = select(Enrollment.status).where(Enrollment.id == served.city.park(code))
    return str(served.city.house.rows(query)[0][0])
