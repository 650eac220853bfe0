"""Phase 1 from its start to the board with scores, as the people of the city live it (issue 4, 1).

What a page shows is done in a browser once per kind of step; the other parks do theirs meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.rounds import settled
from tests.journeys.served import Served
from tests.journeys.test_pages import SIZES, findings

pytestmark = pytest.mark.journey

CITY, PARK, EVALUATOR = "city_admin", "park_admin:dyjkq", "evaluator:1"
_EARLY = ("survey", "check_survey", "consult", "draft_plan", "sign_plan", "publish_plan")
_LATER = ("monthly_report", "answer", "conclude")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served.made(tmp_path_factory.mktemp("city")) as found:
        yield found


def test_phase_one_from_its_start_to_the_board_with_scores(
    served: Served, page: Page, paper: Path
) -> None:
    desk, found = Desk(page, served), list[str]()  # type: ignore[arg-type]
    become = {key: served.city.name(key) for key in (CITY, PARK, EVALUATOR)}
    desk.become(become[CITY])
    found += start_phase_one(desk)
    served.settle()
    desk.become(become[PARK])
    found += fill_in_the_survey(desk)
    build(served)
    desk.become(become[PARK])
    upload_evidence(desk, paper)
    evaluate(served)
    desk.become(become[EVALUATOR])
    found += score(desk)
    others_score(served)
    desk.become(become[CITY])
    found += look_at_the_board(desk)
    assert not found, "\n".join(found)


def at_a_desk(page: Page) -> None:
    """As wide as before somebody looked at a phone's width."""
    page.set_viewport_size(SIZES["desk"])


def start_phase_one(desk: Desk) -> list[str]:
    """市政务和大数据局 opens the campaign and starts phase 1 as the plan proposes it."""
    page = desk.page
    page.get_by_role("link", name="创建工作").first.click()
    found = findings("empty", page)
    at_a_desk(page)
    page.get_by_role("link", name="建立创建工作").click()
    page.get_by_role("button", name="建立").click()
    expect(page.get_by_role("heading", name="启动第1阶段")).to_be_visible()
    expect(page.get_by_label("德阳—阿坝生态经济产业园区")).to_have_value("municipal")
    found += findings("start", page)
    at_a_desk(page)
    page.get_by_label("阶段截止日").fill("2023-11-30")  # before the last stage ends
    page.get_by_role("button", name="启动").click()
    expect(page.get_by_role("alert")).to_contain_text("环节不能晚于阶段截止日结束")
    page.get_by_label("阶段截止日").fill("2023-12-31")
    page.get_by_role("button", name="启动").click()
    expect(page.get_by_role("heading", name="省级授牌覆盖")).to_be_visible()
    expect(page.locator("[data-row]")).to_have_count(8)
    return found


def fill_in_the_survey(desk: Desk) -> list[str]:
    """园区管委会 fills in F1; what the system knows is shown and not asked."""
    desk.open("/inbox?box=queue")
    desk.page.locator(".yb-row", has_text="调研表").get_by_role("link").first.click()
    desk.claim()
    expect(desk.field("所在区县")).to_have_value("德阳市")
    found = findings("survey", desk.page)
    at_a_desk(desk.page)
    desk.tick("国家级")
    desk.write(
        主导产业="装备制造", 建设现状="已建成大厅一处", 中心名称="经开区政务服务中心",
        中心地址="园区大道1号", 人员配备="齐备", 事项办理="常办事项已进驻", 承接能力="可以承接",
        服务质量="好", 存在问题="设备待更新", 综合窗口数="6", 专业窗口数="4", 专职人员数="12",
        已进驻行政权力事项数="210", 已进驻公共服务事项数="90",
    )  # fmt: skip
    desk.field("面积（平方米）").fill("800")
    desk.submit()
    return found


def build(served: Served) -> None:
    """The others fill in theirs; plan, meetings, tasks of all parks."""
    walk = served.city.walk
    walk.play(_EARLY)
    walk.until(date(2023, 5, 15))
    walk.play(("hold_meeting", "hold_training", "list_tasks", "confirm_tasks"))
    walk.until(date(2023, 10, 10), elements=_LATER)


def upload_evidence(desk: Desk, paper: Path) -> None:
    """A build task is done with its evidence: the file goes up when it is chosen."""
    desk.open("/inbox?box=queue")
    desk.page.locator(".yb-row", has_text="建设实施").get_by_role("link").first.click()
    desk.claim()
    desk.write(完成情况和佐证说明="大厅扩建完成")
    desk.page.locator("input[type=file]").set_input_files(paper)
    expect(desk.page.locator(".yb-file-field")).to_contain_text(paper.name)
    desk.submit()


def evaluate(served: Served) -> None:
    """November: the parks have evaluated themselves, teams are appointed."""
    walk = served.city.walk
    walk.play(("build_task", "take_over_items", "self_assess", *_LATER))
    walk.until(date(2023, 11, 10), elements=_LATER)
    walk.play(("appoint_team", *_LATER))


def score(desk: Desk) -> list[str]:
    """An evaluator fills in the table with the keyboard: Enter goes to the next score."""
    page = desk.page
    desk.open("/inbox")
    page.locator(".yb-row", has_text="德阳经开区").get_by_role("link").first.click()
    expect(page.get_by_text("验收评分表").first).to_be_visible()
    found = findings("score", page)
    at_a_desk(page)
    scores = page.locator("input[data-score]")
    scores.first.focus()
    for number in range(scores.count()):
        most = scores.nth(number).get_attribute("data-max")
        page.keyboard.type("4.5" if number == 0 else str(most))
        page.keyboard.press("Enter")
    expect(page.locator("[data-score-total]")).to_have_text("99.5")
    page.get_by_label("意见", exact=True).fill("总体较好")
    page.get_by_role("button", name="提交", exact=True).click()
    reason = page.locator("[data-reason]").first
    assert reason.evaluate("field => field.validity.valueMissing")  # the browser asks for it first
    reason.fill("少一个功能区")
    desk.submit()
    return found


def others_score(served: Served) -> None:
    """One park is a hundredth short of seventy."""
    served.city.walk.totals["sfjkq"] = "69.99"
    served.city.walk.play(("score", "evaluation_report"))


def look_at_the_board(desk: Desk) -> list[str]:
    """The board and a park's page show scores and what is missing to seventy."""
    page = desk.page
    desk.open("/campaign?q=什邡")
    row = page.locator("[data-row]")
    expect(row).to_contain_text("69.99")
    expect(row).to_contain_text("差 0.01")
    found = findings("board", page)
    at_a_desk(page)
    row.get_by_role("link", name="什邡经开区").click()
    expect(page.locator("main")).to_contain_text("距 70 分还差 0.01 分")
    found += findings("park", page)
    for address in ("/campaign", "/campaign/counties", "/campaign/counties/什邡市",
                    "/campaign/list", "/campaign/basis", "/campaign/late"):  # fmt: skip
        desk.open(address)
        settled(page)
        found += findings(address, page)
    at_a_desk(page)
    return found
