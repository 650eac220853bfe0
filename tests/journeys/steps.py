"""What each human step of the campaign asks of a person at a desk, filled in through its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.desk import Desk


@dataclass(frozen=True)
class Filling:
    """A task that is open in a person's own hands. ``today``: the office's day."""

    desk: Desk
    paper: Path
    today: date

    def field(self, label: str) -> Locator:
        """Of the form itself: what earlier steps left stands above it."""
        return self.desk.page.locator(".fjs-form").get_by_label(label).first

    def write(self, **answers: str) -> None:
        for label, text in answers.items():
            self.field(label).fill(text)

    def on(self, label: str) -> None:
        self.desk.date(label, f"{self.today:%Y/%m/%d}")

    def file(self, place: int = 0) -> None:
        field = self.desk.page.locator(".yb-work input[type=file]").nth(place)
        field.set_input_files(self.paper)
        shown = self.desk.page.locator(".yb-file-field").nth(place)
        expect(shown).to_contain_text(self.paper.name)

    def scores(self) -> None:
        """Full points, by keyboard."""
        fields = self.desk.page.locator("input[data-score]")
        fields.first.focus()
        for number in range(fields.count()):
            self.desk.page.keyboard.type(str(fields.nth(number).get_attribute("data-max")))
            self.desk.page.keyboard.press("Enter")


def survey(f: Filling) -> None:
    f.desk.tick("国家级")
    f.write(
        主导产业="装备制造", 建设现状="已建成大厅一处", 中心名称="经开区政务服务中心",
        中心地址="园区大道1号", 人员配备="齐备", 事项办理="常办事项已进驻", 承接能力="可以承接",
        服务质量="好评率高", 存在问题="设备待更新", 综合窗口数="6", 专业窗口数="4",
        专职人员数="12", 已进驻行政权力事项数="210", 已进驻公共服务事项数="90", 上年办件量="9000",
    )  # fmt: skip
    f.field("面积（平方米）").fill("800")


def consult(f: Filling) -> None:
    first = f.desk.page.locator("fieldset.yb-opinion").first
    first.get_by_label("单位或姓名").fill("市市场监管局")
    first.get_by_label("采纳情况").select_option(label="采纳")
    first.get_by_label("意见", exact=True).fill("增加帮办窗口")
    f.write(意见汇总="采纳一条")


def meeting(f: Filling) -> None:
    f.write(主题="工作推进会", 地点="市政务服务中心", 参加人数="40", 纪要="部署创建任务")
    f.on("日期")
    for box in f.desk.page.locator(".fjs-form-field-checklist input[type=checkbox]").all():
        box.check()


def plan_drafted(f: Filling) -> None:
    f.write(方案名称="德阳市建设省级园区示范政务服务中心实施方案")
    f.file()


def plan_published(f: Filling) -> None:
    f.write(文号="德政数〔2023〕8号")
    f.on("印发日期")
    f.file()


def tasks_listed(f: Filling) -> None:
    first = f.desk.page.locator("details.yb-build").first
    for label, words in {
        "措施": "补齐面积与功能分区", "证据要求": "照片", "目标分": "5", "责任人": "中心主任",
        "完成时限": "2023-09-30",
    }.items():  # fmt: skip
        first.get_by_label(label).fill(words)


def taken_over(f: Filling) -> None:
    f.write(事项名称或代码="scjg-04")
    f.field("下放、委托或授权文件").fill("德市监委〔2023〕1号")
    f.on("承接日期")


def reported(f: Filling) -> None:
    expect(f.field("月份")).to_have_value("2023-05")  # asked for on the first of June
    f.write(本月完成任务数="1", 存在问题="无")


def team(f: Filling) -> None:
    tags = f.desk.page.locator(".fjs-form-field-taglist")
    for name in ("白兰", "侯文远", "穆清"):
        tags.locator("input").fill(name)
        tags.locator(".fjs-dropdownlist-item", has_text=name).click()
    f.desk.pick("组长", "白兰")


def rectify_notice(f: Filling) -> None:
    f.write(编号="整改〔2023〕1号")
    f.desk.pick("指标", "A1-1")
    problem, demand = f.desk.page.locator(".fjs-form textarea").all()
    problem.fill("窗口不足")
    demand.fill("增设综窗")


def rectified(f: Filling) -> None:
    measure, done = f.desk.page.locator(".fjs-form textarea").all()
    measure.fill("增设两个综窗")
    done.fill("已完成")
    f.field("佐证说明").fill("照片")


def numbered(number: str, day: str, *, file: bool) -> Callable[[Filling], None]:
    """Number of a paper and its day. Labels of both."""

    def fill(f: Filling) -> None:
        f.field(number).fill("文〔2023〕1号")
        f.on(day)
        if file:
            f.file()

    return fill


def worded(tick: str = "", **answers: str) -> Callable[[Filling], None]:
    """A choice and some words."""

    def fill(f: Filling) -> None:
        if tick:
            f.desk.tick(tick)
        f.write(**answers)

    return fill


def scored(f: Filling) -> None:
    f.scores()
    f.desk.page.get_by_label("意见", exact=True).fill("总体较好")


def next_phase(f: Filling) -> None:
    """What the plan says stands there; the park that failed is decided about."""
    for row in f.desk.page.locator("fieldset.yb-opinion").all():
        if not row.locator("select").input_value():
            row.locator("select").select_option(label="转下一阶段")
            row.get_by_label("理由").fill("整改后再创建")


STEPS: Mapping[str, Callable[[Filling], None]] = {
    "survey": survey,
    "check_survey": worded("完整"),
    "consult": consult,
    "draft_plan": plan_drafted,
    "sign_plan": worded("同意签发"),
    "publish_plan": plan_published,
    "hold_meeting": meeting,
    "hold_training": meeting,
    "hold_visit": meeting,
    "list_tasks": tasks_listed,
    "confirm_tasks": worded("同意"),
    "monthly_report": reported,
    "build_task": worded(完成情况和佐证说明="大厅扩建完成"),
    "take_over_items": taken_over,
    "self_assess": Filling.scores,
    "appoint_team": team,
    "score": scored,
    "evaluation_report": worded(主要问题="个别设备待更新", 验收意见="同意"),
    "rectify_notice": rectify_notice,
    "rectify": rectified,
    "decide_failed": worded("转下一阶段", 理由="明年再创建"),
    "report_province": numbered("文号", "报送日期", file=True),
    "confirm_city": numbered("确认文件文号", "确认日期", file=False),
    "plaque_city": numbered("牌匾编号", "授牌日期", file=False),
    "confirm_province": numbered("确认文件文号", "确认日期", file=True),
    "plaque_province": numbered("牌匾编号", "授牌日期", file=False),
    "summarize_park": worded(案例名称="一站办成", 亮点="综窗无差别受理", 经验="一窗通办"),
    "summarize_phase": worded(阶段总结="本阶段任务完成"),
    "decide_next": next_phase,
    "answer": worded("已解决", 反馈="已落实到人"),
    "conclude": worded("认可，办结", 结论="办结"),
}
