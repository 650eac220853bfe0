"""What a person does at a desk: become somebody, open a task, fill in a form, sign a paper."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.site import Site

FOOD = {
    "经营场所面积": "120",
    "经营场所地址": "德阳市旌湖东路8号",
    "从业人员数": "6",
    "食品安全管理员": "陈小燕",
}


class Desk:
    """One browser page on a site; ``page`` is Playwright's."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site

    def open(self, address: str) -> None:
        self.page.goto(self.site.url + address)

    def become(self, name: str) -> None:
        """Switch the person with the bar of the demo."""
        if not self.page.url.startswith(self.site.url):
            self.open("/")
        bar = self.page.locator(".yb-demo")
        bar.locator("summary").click()
        bar.locator("button[name=person]", has_text=name).first.click()
        expect(bar.locator("summary")).to_contain_text(name)

    def sign_in(self, login: str, password: str) -> None:
        self.open("/sign-in")
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录", exact=True).click()
        expect(self.page.locator(".yb-who")).to_be_visible()

    def clock(self, to: str) -> None:
        """Move the demo's clock to a local time, e.g. ``2025-10-11T08:00``."""
        self.page.locator("#demo-to").fill(to)
        self.page.get_by_role("button", name="调到").click()
        expect(self.page.locator(".yb-demo time")).to_contain_text(to[:10])

    # tasks

    def look_at(self, title: str, party: str) -> None:
        """Open the task of that title and applicant from the queue, without claiming it."""
        self.open("/inbox?box=queue")
        row = self.page.locator(".yb-row", has_text=party).filter(has_text=title).first
        row.get_by_role("link").first.click()
        expect(self.page.locator("#task-title")).to_contain_text(title)

    def take(self, title: str, party: str) -> None:
        self.look_at(title, party)
        self.claim()

    def claim(self) -> None:
        self.page.locator(".yb-pane-task").get_by_role("button", name="认领").click()
        self.form_is_ready()

    def submit(self, sign: str = "") -> None:
        """Submit the form; ``sign``: words of the paper that is previewed and then issued."""
        self.page.get_by_role("button", name="提交", exact=True).click()
        if sign:
            paper = self.page.locator("dialog[open]")
            expect(paper).to_contain_text(sign)
            expect(paper).to_contain_text("签发时编号")
            paper.get_by_role("button", name="确认并签发").click()
        expect(self.page.locator("#alerts")).to_contain_text("已提交")

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def words(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    # forms

    def form_is_ready(self) -> None:
        expect(self.page.locator(".fjs-form").first).to_be_visible()

    def field(self, label: str) -> Locator:
        return self.page.locator(".yb-work, #application-form").get_by_label(label).first

    def write(self, **answers: str) -> None:
        for label, text in answers.items():
            self.field(label).fill(text)

    def date(self, label: str, day: str) -> None:
        """Type a day, e.g. ``2025/09/26``, into a form-js date field."""
        self.field(label).fill(day)
        self.field(label).press("Enter")

    def tick(self, *labels: str) -> None:
        """Tick boxes and choose options; a label must be meant exactly or begin the text."""
        form = self.page.locator(".yb-work, #application-form")
        for label in labels:
            form.get_by_label(re.compile(f"^{re.escape(label)}")).first.check()

    def pick(self, label: str, choice: str) -> None:
        """Choose from a drop-down list of a form."""
        # the field itself is hidden behind what form-js displays
        shown = self.page.locator(".fjs-form-field-select", has_text=label)
        shown.locator(".fjs-input-group").click()
        shown.locator(".fjs-dropdownlist-item", has_text=choice).click()

    def fill_food_application(self) -> None:
        """What 食品经营许可 asks for beside the applicant."""
        self.pick("主体业态", "餐饮服务经营者")
        self.tick("热食类食品制售", "布局图与现场一致")
        self.write(**FOOD)
        self.pick("送达方式", "窗口领取")
        self.tick("申请人对申请材料实质内容的真实性负责")

    # materials

    def materials(self) -> list[str]:
        """Names of the materials on the page."""
        names = self.page.locator(".yb-material .fw-medium:first-child")
        expect(names.first).to_be_visible()
        return [one.inner_text() for one in names.all() if one.inner_text()]

    def material(self, name: str) -> Locator:
        return self.page.locator(".yb-material", has_text=name).first

    def judge(self, name: str, problem: str = "", demand: str = "") -> None:
        """Say of one material that it is right, or what is wrong and what is asked."""
        if problem:
            self.call_wrong(name, problem, demand)
        else:
            self.material(name).get_by_role("button", name="合格").click()
        verdict = "wrong" if problem else "ok"
        expect(self.material(name)).to_have_class(f"yb-material yb-material-{verdict}")

    def call_wrong(self, name: str, problem: str, demand: str) -> None:
        row = self.material(name)
        row.locator("summary", has_text="有问题").click()
        row.get_by_label("问题").fill(problem)
        row.get_by_label("要求").fill(demand)
        row.get_by_role("button", name="记为有问题").click()

    def upload(self, name: str, file: Path) -> None:
        row = self.material(name)
        row.locator("input[type=file]").set_input_files(file)
        row.get_by_role("button", name=re.compile("上传|换一份")).click()
        expect(self.material(name)).to_contain_text(file.name)

    def upload_all(self, file: Path) -> None:
        expect(self.page.locator("#materials")).to_be_visible()
        for name in self.materials():
            self.upload(name, file)
