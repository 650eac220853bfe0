"""The pictures of both READMEs, taken of a demo that is made for it: ``make screenshots``.

``python -m docs.screenshots NAME…`` makes those whose names begin so.

To add one: a function that brings the desk to the page, and its line in ``PICTURES``.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys import browser as chromium
from tests.journeys.desk import Desk
from tests.journeys.rounds import settled
from tests.journeys.site import Site
from tests.journeys.test_designer import Drawing
from workflows.organization.template import template

FOLDER = Path(__file__).with_name("screenshots")
DESK, PHONE = (1280, 720), (390, 844)
#: Received on the Friday before 国庆, untouched
TWIN = "德阳川味轩餐饮管理有限公司"


def inbox(desk: Desk) -> None:
    """List left, the task with its materials right."""
    desk.become("李建华")
    desk.take("审查申请材料", TWIN)
    for name in desk.materials()[:2]:
        desk.judge(name)
    desk.page.locator("#task-title").scroll_into_view_if_needed()


def counting(desk: Desk) -> None:
    """Five working days across 国庆, day by day."""
    open_the_twin(desk)
    desk.page.get_by_role("button", name="期限怎么算").click()
    expect(desk.page.locator("#counting")).to_be_visible()


def notice(desk: Desk) -> None:
    """The correction notice as it will issue, before the act."""
    open_the_twin(desk)
    desk.judge("布局图", "布局图未标注操作间面积", "按1:100重新绘制，标注面积和分区")
    for name in desk.materials():
        if "布局图" not in name:
            desk.judge(name)
    desk.tick("一次告知补正")
    desk.page.get_by_role("button", name="提交", exact=True).click()
    expect(desk.page.locator("dialog[open]")).to_contain_text("签发时编号")


def monitor(desk: Desk) -> None:
    """All cases of the city, the late ones marked."""
    desk.become("田颖")
    desk.open("/cases")


def case(desk: Desk) -> None:
    """A case on its diagram, with its token."""
    desk.become("田颖")
    desk.open("/cases?park=dyjkq")
    desk.page.locator("tbody tr", has_text="第一人").first.get_by_role("link").first.click()
    desk.tab("流程图")


def import_errors(desk: Desk) -> None:
    """A workbook with mistakes: all are told, nothing is stored."""
    book = openpyxl.load_workbook(io.BytesIO(template()))
    book["岗位"].append(["P1", "食品受理岗", "scjg", "受理人", "德阳经开", "scjg"])
    book["人员"].append(["luo.min", "罗敏", "1380000", "short"])
    book["任期"].append(["luo.min", "P9", "2025年13月1日", None])
    book["授权"].append(["德市监授〔2025〕99号", "派驻授权", "scjg-99", "dyjkq", "scjg", "scjg"])
    body = io.BytesIO()
    book.save(body)
    desk.become("管向东")
    desk.open("/admin/import")
    file = {"name": "机构信息.xlsx", "mimeType": "application/octet-stream"}
    desk.page.locator("input[type=file]").set_input_files({**file, "buffer": body.getvalue()})
    desk.page.get_by_role("button", name="检查并导入").click()
    expect(desk.page.locator("main table")).to_be_visible()


def phone(desk: Desk) -> None:
    """The inbox of an inspector on the way."""
    desk.become("赵志刚")
    desk.open("/inbox?box=mine")


def trial_result(desk: Desk) -> None:
    """An expression with its value, type and variables."""
    desk.become("程一鸣")
    desk.open("/expressions?example=2")


def trial_null(desk: Desk) -> None:
    """Why something is null, and where."""
    desk.become("程一鸣")
    desk.open("/expressions?example=4")


def trial_gap(desk: Desk) -> None:
    """A decision table with the rule that matched and the gap that was found."""
    desk.become("程一鸣")
    desk.open("/expressions?example=7")


def designer_problem(desk: Desk) -> None:
    """The modeler with a further step whose post is missing, painted and listed."""
    drawing = begun(desk)
    drawing.edit()
    drawing.add_opinion_behind("opinion")
    drawing.choice("谁办").select_option(label="（无）")
    expect(desk.page.locator("[data-remark-count]")).to_contain_text("1 个问题")
    desk.page.locator("[data-remarks] button").first.click()


def designer_trial(desk: Desk) -> None:
    """A draft tried: where it stands, its task with its form, the clock."""
    drawing = begun(desk)
    desk.page.goto(f"{drawing.at}/try")
    drawing.ready()
    desk.page.get_by_label("已核对原件与申请材料一致").check()
    desk.page.get_by_role("button", name="办完这一步").click()
    expect(desk.page.locator("[data-tasks]")).to_contain_text("审查申请材料")


def version_comparison(desk: Desk) -> None:
    """What a draft changes, side by side and in words."""
    drawing = begun(desk)
    drawing.edit()
    drawing.add_opinion_behind("opinion")
    drawing.save("已保存")
    desk.page.goto(f"{drawing.at}/compare")
    drawing.ready()


def form_fields(desk: Desk) -> None:
    """A form as fields, one of them new, beside what the clerk will see."""
    drawing = begun(desk)
    drawing.edit("forms/opinion.form")
    desk.page.get_by_role("button", name="附件", exact=True).click()
    desk.page.keyboard.type("会议纪要")
    expect(desk.page.locator("[data-preview]")).to_contain_text("会议纪要")


def api_page(desk: Desk) -> None:
    """The addresses of the API, from local files."""
    desk.open("/docs/api")
    desk.page.get_by_role("heading", name="流程定义、版本和草稿").scroll_into_view_if_needed()


def tokens(desk: Desk) -> None:
    """Service accounts and their tokens."""
    desk.become("管向东")
    desk.open("/admin/tokens")
    page = desk.page
    page.locator("#account-name").fill("省一体化平台对接")
    page.locator("#account-login").fill("platform")
    page.locator("#purpose").fill("办件数据交换，市大数据中心")
    page.get_by_role("button", name="添加服务账号").click()
    page.get_by_label("服务账号").select_option(index=1)
    page.locator("#label").fill("办件进度")
    page.get_by_label("查看待办").check()
    page.get_by_label("查看办件和流程实例").check()
    page.locator("#expires_on").fill("2025-12-31")
    page.get_by_role("button", name="发放令牌").click()
    expect(page.get_by_role("alert")).to_contain_text("只显示这一次")
    page.locator("#secret").evaluate("(one) => { one.value = one.value.slice(0, 12) + '…'; }")


def begun(desk: Desk) -> Drawing:
    drawing = Drawing(desk.page, desk.site)
    drawing.begin()
    return drawing


def county(desk: Desk) -> None:
    """What the leader of a county sees: what lags, what was asked, who answers for it."""
    desk.become("毛成林")
    desk.open("/campaign/counties/旌阳区")


PICTURES: tuple[tuple[Callable[[Desk], None], tuple[int, int]], ...] = (
    (inbox, DESK), (counting, DESK), (notice, DESK), (monitor, DESK), (case, DESK),
    (import_errors, DESK), (phone, PHONE), (trial_result, DESK), (trial_null, DESK),
    (trial_gap, DESK), (designer_problem, DESK), (designer_trial, DESK),
    (version_comparison, (1280, 960)), (form_fields, (1280, 900)), (api_page, DESK),
    (tokens, DESK), (county, DESK),
)  # fmt: skip


def board(desk: Desk) -> None:
    """The third phase at its end: twelve of twelve."""
    desk.become("徐志远")
    desk.open("/campaign")


def park(desk: Desk) -> None:
    """A park with its scores by dimension, its rounds and its time line."""
    desk.become("徐志远")
    desk.open("/campaign?phase=1")
    desk.page.locator("[data-row] [data-open]").first.click()
    expect(desk.page.locator(".yb-chart")).to_be_visible()


#: Of the city of 2023 with three years of its campaign
CITY_PICTURES: tuple[tuple[Callable[[Desk], None], tuple[int, int]], ...] = (
    (board, DESK), (park, DESK),
)  # fmt: skip


def open_the_twin(desk: Desk) -> None:
    desk.become("李建华")
    desk.open("/inbox?box=mine")
    desk.page.locator(".yb-row", has_text=TWIN).get_by_role("link").first.click()
    desk.form_is_ready()


Pictures = Sequence[tuple[Callable[[Desk], None], tuple[int, int]]]


def take(browser: Browser, site: Site, pictures: Pictures) -> None:
    for bring, (width, height) in pictures:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        desk = Desk(context.new_page(), site)
        bring(desk)
        settled(desk.page)
        file = FOLDER / f"{bring.__name__.replace('_', '-')}.png"
        desk.page.screenshot(path=file, animations="disabled")
        sys.stdout.write(f"{file.name}  {file.stat().st_size // 1024} KB\n")
        context.close()


def asked_for(pictures: Pictures, names: Sequence[str]) -> Pictures:
    """All pictures, or those whose names begin like one of ``names``."""
    return [one for one in pictures if not names or one[0].__name__.startswith(tuple(names))]


def city(folder: Path) -> Site:
    """The city of 2023, three years of its campaign played."""
    subprocess.run(
        [sys.executable, "-m", "web.cli", "demo", "--campaign", "3"],
        env={**os.environ, "YUANBAN_DATA": str(folder)},
        check=True,
    )
    return Site(folder)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    sets = ((PICTURES, Site), (CITY_PICTURES, city))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.FLAGS)
        )
        for pictures, made in sets:
            wanted = asked_for(pictures, sys.argv[1:])
            if wanted:
                _of(browser, made, wanted)
        browser.close()


def _of(browser: Browser, made: Callable[[Path], Site], wanted: Pictures) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = made(Path(folder) / "var").start()
        try:
            take(browser, site, wanted)
        finally:
            site.stop()


if __name__ == "__main__":
    main()
