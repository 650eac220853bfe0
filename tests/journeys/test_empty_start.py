"""From an empty folder to the first act of office: no demo, real time, all entered on pages."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

SECRET = "correct-horse-9"
TODAY = date.today()
PARK, FOOD, SCJG = "德阳经济技术开发区", "scjg-04 · 食品经营许可", "德阳市市场监督管理局"
CENTER = "德阳经开区政务服务中心"
APPLICANT = {
    "名称／姓名": "德阳经开小吃店",
    "统一社会信用代码": "91510600MA6D000002",
    "法定代表人": "陈大勇",
    "住所": "德阳市嘉陵江路1号",
    "联系人": "陈小燕",
    "手机号": "13800000001",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """What ``yuanban init`` leaves in an empty folder, opened by ``yuanban run``."""
    folder = tmp_path_factory.mktemp("house")
    command = [sys.executable, "-m", "web.cli", "init", "--city", "德阳市"]
    command += ["--area", "510600000000", "--name", "管理员", "--login", "admin"]
    command += ["--password", SECRET]
    environment = {**os.environ, "YUANBAN_DATA": str(folder)}
    subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
    site = Site(folder, YUANBAN_ENV="production", YUANBAN_PLAIN_HTTP="true").start()
    yield site
    site.stop()


def test_from_an_empty_folder_to_the_first_act(
    house: Site, new_page: Any, paper: Path, tmp_path: Path
) -> None:
    admin, clerk, acceptor = (Desk(new_page(), house) for _ in range(3))
    admin.sign_in("admin", SECRET)
    expect(admin.page.locator(".yb-demo")).to_have_count(0)
    a_body_a_post_a_person_a_term(admin)
    clerk.sign_in("chen", SECRET)
    an_application_is_refused(clerk)
    a_wrong_workbook_is_told_all_at_once(admin, tmp_path)
    the_right_workbook_comes_in_whole(admin, tmp_path)
    the_same_click_works(clerk, paper)
    acceptor.sign_in("zhou", SECRET)
    acceptance_is_refused(acceptor, APPLICANT["名称／姓名"])
    grant = a_grant_for_the_acceptor(admin)
    accepted_now(acceptor, APPLICANT["名称／姓名"])
    recall(admin, grant)
    acceptance_is_refused_again(acceptor)


def a_body_a_post_a_person_a_term(admin: Desk) -> None:
    """On pages; what is missing is named first, and nothing typed is lost."""
    page = admin.page
    enter(admin, "bodies", 机构名称=CENTER)
    expect(page.get_by_role("alert")).to_contain_text("机构编码")
    expect(page.get_by_label("机构名称")).to_have_value(CENTER)
    enter(admin, "bodies", 机构名称=CENTER, 机构编码="jkq-zx", 机构类型="政务服务管理机构",
          主体性质="事业单位", 层级="园区")  # fmt: skip
    stored(admin, CENTER)
    enter(admin, "posts", 所属机构=CENTER, 角色="综窗收件员", 岗位名称="综窗一号窗", 园区=PARK)
    stored(admin, "综窗一号窗")
    enter(admin, "people", 姓名="陈窗口", 登录名="chen", 初始密码=SECRET)
    stored(admin, "陈窗口")
    enter(admin, "appointments", 人员="陈窗口 · chen", 岗位=f"综窗一号窗 · {CENTER}",
          起日=TODAY.isoformat())  # fmt: skip
    stored(admin, "陈窗口")


def an_application_is_refused(clerk: Desk) -> None:
    """No grant, no act: in this park nobody may receive the item."""
    clerk.open("/applications/new")
    clerk.page.get_by_label("办什么事").select_option(label="食品经营许可")
    clerk.page.get_by_role("button", name="下一步").click()
    refusal = clerk.page.get_by_role("alert")
    expect(refusal).to_contain_text("该事项没有授权在本园区办理")
    expect(refusal).to_contain_text("《行政许可法》第二十二条")


def the_same_click_works(clerk: Desk, paper: Path) -> None:
    """The page is still open, and what was chosen is still chosen; then receipt is registered."""
    page = clerk.page
    page.get_by_role("button", name="下一步").click()
    clerk.form_is_ready()
    clerk.tick("企业或其他组织")
    clerk.write(**APPLICANT)
    clerk.fill_food_application()
    page.get_by_role("button", name="保存，下一步").click()
    clerk.upload_all(paper)
    page.get_by_role("button", name="提交申请").click()
    page.locator("dialog[open]").get_by_role("button", name="提交申请").click()
    clerk.claim()
    clerk.tick("已核对原件与申请材料一致")
    clerk.write(收取纸质材料份数="1")
    clerk.pick("材料来源", "窗口提交")
    clerk.submit(sign="材料接收凭证")


def a_wrong_workbook_is_told_all_at_once(admin: Desk, folder: Path) -> None:
    wrong = organization()
    wrong["岗位"][0][3] = "窗口大姐"
    wrong["人员"][0][2] = "138"
    wrong["任期"][0][2] = "某日"
    wrong["授权"][0][2] = "scjg-99"
    admin.open("/admin/people")
    before = admin.words("tbody")
    bring(admin, workbook(wrong, folder))
    told = admin.page.locator("main")
    expect(told).to_contain_text("有 4 处要改，一行也没有导入")
    for place in ("角色", "手机号", "起始日期", "事项代号"):
        expect(told.locator("tbody")).to_contain_text(place)
    admin.open("/admin/people")
    assert admin.words("tbody") == before


def the_right_workbook_comes_in_whole(admin: Desk, folder: Path) -> None:
    bring(admin, workbook(organization(), folder))
    expect(admin.page.locator("#alerts")).to_contain_text("已全部导入")
    admin.open("/admin/grants")
    expect(admin.page.locator("tbody")).to_contain_text("德政服窗〔2026〕1号")


def acceptance_is_refused(acceptor: Desk, party: str) -> None:
    """The post alone is not enough: the button is grey and says what is missing."""
    acceptor.look_at("审查申请材料", party)
    pane = acceptor.page.locator(".yb-pane-task")
    expect(pane.locator("#why-not")).to_contain_text("不含“受理”")
    expect(pane.get_by_role("button", name="认领")).to_be_disabled()


def a_grant_for_the_acceptor(admin: Desk) -> str:
    """A 派驻授权 entered on the page; the address of its page."""
    page = admin.page
    admin.open("/admin/grants/new")
    for box in ("受理", "补正告知"):
        page.get_by_label(box, exact=True).check()
    fill(
        admin,
        文号="德市监授〔2026〕9号",
        下放方式="派驻授权·派驻审批授权书",
        事项=FOOD,
        园区=PARK,
        原实施机关=SCJG,
        承接机构=SCJG,
        被授权人="周受理 · zhou",
        法律依据="《行政许可法》第二十二条",
        文件名称="派驻审批授权书",
        起日=TODAY.isoformat(),
        止日=(TODAY + timedelta(300)).isoformat(),
    )
    page.get_by_role("button", name="保存", exact=True).click()
    stored(admin, "德市监授〔2026〕9号")
    page.get_by_role("link", name="德市监授〔2026〕9号").click()
    return page.url.removeprefix(admin.site.url)


def accepted_now(acceptor: Desk, party: str) -> None:
    """With the grant the same click works: claimed, and the materials are judged."""
    acceptor.take("审查申请材料", party)
    for name in acceptor.materials():
        acceptor.judge(name)


def recall(admin: Desk, grant: str) -> None:
    admin.open(grant)
    admin.page.get_by_label("原因").fill("改派他人")
    admin.page.get_by_role("button", name="收回").click()
    admin.page.locator("dialog[open]").get_by_role("button", name="收回").click()
    expect(admin.page.locator("h1")).to_contain_text("已收回")


def acceptance_is_refused_again(acceptor: Desk) -> None:
    """The form was open when the grant ended: what counts is the moment of the act."""
    page = acceptor.page
    acceptor.tick("受理")
    page.get_by_role("button", name="提交", exact=True).click()
    refusal = page.locator("dialog[open]")
    expect(refusal).to_contain_text("收回")
    refusal.get_by_role("button", name="返回修改").click()
    page.reload()
    expect(page.locator("#why-not")).to_contain_text("收回")
    expect(page.get_by_role("button", name="提交", exact=True)).to_be_disabled()


def enter(admin: Desk, subject: str, **answers: str) -> None:
    """Fill in the page that adds one of ``subject`` and save."""
    admin.open(f"/admin/{subject}/new")
    fill(admin, **answers)
    admin.page.get_by_role("button", name="保存", exact=True).click()


def fill(admin: Desk, **answers: str) -> None:
    for label, answer in answers.items():
        field = admin.page.locator("main form").get_by_label(label).first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=answer)
        else:
            field.fill(answer)


def stored(admin: Desk, words: str) -> None:
    expect(admin.page.locator("#alerts")).to_contain_text("已添加")
    expect(admin.page.locator("tbody")).to_contain_text(words)


def organization() -> dict[str, list[list[Any]]]:
    """An acceptor of 市场监管 and the grant by which the window receives."""
    return {
        "岗位": [["P1", "市场监管受理岗", "scjg", "受理岗", PARK, "scjg"]],
        "人员": [["zhou", "周受理", "13800000002", SECRET]],
        "任期": [["zhou", "P1", TODAY.isoformat(), None]],
        "授权": [[
            "德政服窗〔2026〕1号", "市区联办综窗", "scjg-04", PARK, "scjg", "jkq-zx", "", "",
            "收件、送达", "《行政许可法》第二十六条", "窗口协议", TODAY.isoformat(), None,
        ]],
    }  # fmt: skip


def workbook(rows: dict[str, list[list[Any]]], folder: Path) -> Path:
    """The template of the product, filled in."""
    from workflows.organization.template import template

    book = openpyxl.load_workbook(io.BytesIO(template()))
    for sheet, lines in rows.items():
        for line in lines:
            book[sheet].append(line)
    file = folder / "机构信息.xlsx"
    book.save(file)
    return file


def bring(admin: Desk, file: Path) -> None:
    admin.open("/admin/import")
    admin.page.locator("input[type=file]").set_input_files(file)
    admin.page.get_by_role("button", name="检查并导入").click()
