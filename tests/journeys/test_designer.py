"""流程设计员 draws, tries and hands in; 流程发布审核 sees what changed and publishes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk
from tests.journeys.site import Site
from tests.journeys.test_pages import findings
from workflows.starter import starter_files

pytestmark = pytest.mark.journey

FILE = "item-handling.bpmn"
DESIGNER, PUBLISHER = "程一鸣", "叶静"
_LATIN = re.compile(r"[A-Za-z]{3,}")
#: Every text and tooltip around the drawing
_WORDS = """() => {
  const places = '.yb-desk-panel, .djs-palette, .djs-context-pad, .djs-popup, .yb-desk-bar,'
    + '.djs-search-container, .bio-properties-panel-popup, .cm-completionDetail,'
    + '.dmn-js-parent, .yb-remarks';
  const found = [];
  for (const place of document.querySelectorAll(places)) {
    for (const one of [place, ...place.querySelectorAll('*')]) {
      if (one.closest('.bio-properties-panel-textfield, .cm-editor, code, kbd')) continue;
      const said = ['title', 'placeholder', 'aria-label', 'alt'];
      found.push(...said.map((name) => one.getAttribute(name)).filter(Boolean));
      for (const node of one.childNodes) {
        if (node.nodeType === 3 && node.textContent.trim()) found.push(node.textContent.trim());
      }
    }
  }
  return [...new Set(found)];
}"""
#: Every element that is drawn; one line with a condition; what an expression editor offers
_ELEMENTS = """() => document.querySelector('[data-modeler]').ybModeler.get('elementRegistry')
  .filter((one) => !one.labelTarget).map((one) => one.id)"""
_CONDITION = """() => document.querySelector('[data-modeler]').ybModeler.get('elementRegistry')
  .find((one) => one.businessObject.conditionExpression).id"""
_OFFERS = """() => [...document.querySelectorAll('.cm-completionDetail')]
  .filter((one) => one.getClientRects().length).map((one) => one.textContent.trim())"""
#: Opens every group of the panel
_OPEN = """() => document.querySelectorAll(
  '.yb-desk-panel .bio-properties-panel-group-header:not(.open), '
  + '.yb-desk-panel .bio-properties-panel-collapsible-entry-header:not(.open)')
  .forEach((one) => one.click())"""
#: One element of every kind: (type, attributes) that the modeler can make
_KINDS = (
    "StartEvent EndEvent Task UserTask ManualTask ServiceTask SendTask ReceiveTask ScriptTask"
    " BusinessRuleTask CallActivity SubProcess ExclusiveGateway ParallelGateway InclusiveGateway"
    " EventBasedGateway IntermediateThrowEvent DataObjectReference TextAnnotation"
)


class Drawing:
    """The designer's desk in a browser."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.desk = page, Desk(page, site)

    def begin(self) -> None:
        self.desk.become(DESIGNER)
        self.desk.open("/designer")
        self.page.get_by_role("button", name="起草修改").first.click()
        expect(self.page.get_by_role("heading", name="送发布审核")).to_be_visible()
        self.at = self.page.url

    def edit(self, name: str = FILE) -> None:
        self.page.goto(f"{self.at}/edit/{name}")
        self.ready()

    def ready(self) -> None:
        self.page.locator("[data-ready=yes]").wait_for()

    def pick(self, element: str) -> None:
        """Select an element on the drawing, wherever it lies."""
        self.page.locator("[data-fit]").click()
        self.page.locator(f".djs-element[data-element-id='{element}']").first.click()

    def add_opinion_behind(self, element: str) -> None:
        self.pick(element)
        self.page.locator(".djs-context-pad .yb-append-step").click()
        self.page.locator(".djs-popup .entry", has_text="意见").click()
        expect(self.choice("谁办")).to_be_visible()

    def choice(self, label: str):  # type: ignore[no-untyped-def]
        return self.page.locator("[data-panel]").get_by_label(label, exact=True)

    def found(self) -> str:
        return self.page.locator("[data-remark-count]").inner_text()

    def save(self, said: str) -> None:
        self.page.get_by_role("button", name="保存", exact=True).click()
        expect(self.page.locator("[data-save-status]")).to_contain_text(said)


@pytest.fixture
def drawing(demo: Site, page: Page) -> Drawing:
    made = Drawing(page, demo)
    made.begin()
    return made


def test_a_step_is_drawn_from_lists_tried_reviewed_and_published(drawing: Drawing) -> None:
    page, desk = drawing.page, drawing.desk
    drawing.edit()
    # looking at a file and saving it leaves it alone, byte for byte
    drawing.save("没有修改")
    kept = page.request.get(f"{drawing.at}/file/{FILE}").body()
    assert kept == starter_files()[FILE]
    # and so it is after a step was drawn and taken back
    drawing.add_opinion_behind("opinion")
    undo = page.get_by_role("button", name="撤销")
    while undo.is_enabled():
        undo.click()
    drawing.save("没有修改")
    # a step in the words of the field, its post, form and limit picked from lists
    drawing.add_opinion_behind("opinion")
    expect(page.locator("[data-remark-count]")).to_have_text("没有问题")
    drawing.choice("谁办").select_option(label="受理岗")
    drawing.choice("多少时间").select_option(label="5 个工作日")
    expect(drawing.choice("用哪张表")).to_have_value("opinion_files")
    # what is missing is painted on the drawing, and the list leads there
    drawing.choice("谁办").select_option(label="（无）")
    expect(page.locator("[data-remark-count]")).to_contain_text("1 个问题")
    expect(page.locator(".djs-overlay .yb-fault")).to_be_visible()
    drawing.pick("submitted")
    page.locator("[data-remarks] button", has_text="没有指定由谁办").click()
    drawing.choice("谁办").select_option(label="审查岗")
    expect(page.locator("[data-remark-count]")).to_have_text("没有问题")
    must_be_clean("设计", page)
    drawing.save("已保存")
    page.get_by_role("link", name="试运行").click()
    drawing.ready()
    expect(page.locator("[data-tasks]")).to_contain_text("收件登记（综窗收件员")
    page.get_by_label("已核对原件与申请材料一致").check()
    page.get_by_role("button", name="办完这一步").click()
    expect(page.locator("[data-tasks]")).to_contain_text("审查申请材料")
    page.get_by_role("button", name="过 5 个工作日").click()
    expect(page.locator("[data-clock]")).to_contain_text("2025年10月10日")
    page.get_by_role("button", name="到下一个时点").click()
    expect(page.locator("[data-tasks]")).to_contain_text("书面审查")
    expect(page.locator("[data-element-id=deem_accepted].yb-visited")).to_be_attached()
    expect(page.locator(".bjs-powered-by").first).to_be_visible()
    must_be_clean("试运行", page)
    page.goto(drawing.at)
    page.get_by_label("改了什么、为什么改").fill("决定之前再听一次意见")
    page.get_by_role("button", name="送审").click()
    expect(page.locator("#alerts")).to_contain_text("已送发布审核")
    # another person sees the difference in colour and in words, and publishes it
    desk.become(PUBLISHER)
    desk.open("/designer")
    must_be_clean("待审", page)
    page.get_by_role("link", name="看改了什么").first.click()
    drawing.ready()
    expect(page.locator("[data-differences]")).to_contain_text("新增 “意见”")
    expect(page.locator("[data-differences]")).to_contain_text("期限：5 个工作日")
    expect(page.locator("[data-after] .yb-diff-added").first).to_be_visible()
    expect(page.locator("[data-before] .yb-diff-added")).to_have_count(0)
    for mark in page.locator(".bjs-powered-by").all():
        expect(mark).to_be_visible()
    must_be_clean("比较", page)
    page.get_by_role("button", name="发布", exact=True).click()
    page.locator("dialog[open]").get_by_role("button", name="发布", exact=True).click()
    expect(page.locator("#alerts")).to_contain_text("新办件即用新版本")
    expect(page.locator("main")).to_contain_text("第2版")


def test_two_designers_on_one_draft_and_nothing_is_lost(
    drawing: Drawing, new_page: Callable[..., Page], demo: Site
) -> None:
    other = Drawing(new_page(), demo)
    other.desk.become(DESIGNER)
    other.at = drawing.at
    for one in (drawing, other):
        one.edit()
    drawing.add_opinion_behind("review")
    drawing.save("已保存")
    other.add_opinion_behind("opinion")
    other.page.get_by_role("button", name="保存", exact=True).click()
    told = other.page.locator("dialog[open]")
    expect(told).to_contain_text("程一鸣 已保存过这个文件的新版本")
    told.get_by_role("button", name="另存为我的草稿").click()
    other.page.wait_for_url(lambda url: drawing.at not in url)
    other.ready()
    # the own work is in a draft of its own, the other's is where it was
    mine = other.page.request.get(other.page.url.replace("/edit/", "/file/")).text()
    theirs = other.page.request.get(f"{drawing.at}/file/{FILE}").text()
    began = opinions_at_first(other.page, drawing.at)
    assert mine != theirs
    assert mine.count("yuanban.opinion") == theirs.count("yuanban.opinion") == began + 1


def test_nothing_english_is_left_in_what_a_designer_touches(drawing: Drawing) -> None:
    page = drawing.page
    drawing.edit()
    seen: set[str] = set()
    for kind in ("process", *_KINDS.split()):
        select_one(page, kind)
        page.evaluate(_OPEN)
        seen |= set(page.evaluate(_WORDS))
        wrench = page.locator(".djs-context-pad [data-action=replace]")
        if wrench.count() and wrench.is_visible():
            wrench.click()
            page.locator(".djs-popup").wait_for()
            seen |= set(page.evaluate(_WORDS))
            page.keyboard.press("Escape")
    for element in page.evaluate(_ELEMENTS):
        select_id(page, element)
        page.evaluate(_OPEN)
        seen |= set(page.evaluate(_WORDS))
    # what only appears while one works: the expression editor with its offers, a wrong id, a search
    select_id(page, page.evaluate(_CONDITION))
    page.evaluate(_OPEN)
    editor = page.locator("[data-panel] .cm-content").first
    editor.fill("")
    page.keyboard.press("Control+Space")
    page.locator(".cm-tooltip").first.wait_for()
    seen |= set(page.evaluate(_OFFERS))
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('.bio-properties-panel-open-feel-popup').click()")
    page.locator(".bio-properties-panel-popup").first.wait_for()
    seen |= set(page.evaluate(_WORDS))
    page.get_by_role("button", name="保存并关闭").click()
    english = {text for text in seen if _LATIN.search(text) and not _allowed(text)}
    assert english == set(), sorted(english)
    assert page.evaluate("[...window.ybUntranslated]") == []


def test_a_decision_table_and_a_form_are_edited_where_one_sees_them(drawing: Drawing) -> None:
    page = drawing.page
    page.goto(drawing.at)
    page.get_by_label("添加").select_option("table")
    page.get_by_label("编号（字母、数字）").fill("score_level")
    page.get_by_role("button", name="添加").click()
    drawing.ready()
    expect(page.locator("[data-table]")).to_contain_text("命中策略")
    expect(page.locator("[data-table]")).to_contain_text("条件")
    drawing.save("没有修改")
    assert page.evaluate("[...window.ybUntranslated]") == []
    must_be_clean("决策表", page)
    undo = page.get_by_role("button", name="撤销")
    expect(undo).to_be_disabled()
    page.locator("[data-table] .add-rule-add").first.click()
    expect(undo).to_be_enabled()
    undo.click()
    drawing.save("没有修改")
    seen = set(page.evaluate(_WORDS))
    for place in ("td.input-cell", "th.input-cell", "th.output-cell", ".rule-index"):
        page.locator(f".dmn-js-parent {place}").first.click(button="right")
        page.locator(".context-menu").first.wait_for()
        seen |= set(page.evaluate(_WORDS))
        page.mouse.click(5, 300)
    for place in ("th.input-cell", "th.output-cell"):
        page.locator(f".dmn-js-parent {place}").first.dblclick()
        page.locator(".context-menu").first.wait_for()
        seen |= set(page.evaluate(_WORDS))
        page.mouse.click(5, 300)
    page.locator(".view-drd-button").click()
    page.locator(".dmn-drd-container .djs-shape").first.click()
    page.locator(".djs-context-pad [data-action=replace]").click()
    page.locator(".djs-popup").wait_for()
    seen |= set(page.evaluate(_WORDS))
    page.keyboard.press("Escape")
    english = {text for text in seen if _LATIN.search(text) and not _allowed(text)}
    assert english == set(), sorted(english)
    assert page.evaluate("[...window.ybUntranslated]") == []
    drawing.edit("forms/archive.form")
    expect(page.locator("[data-preview] .fjs-form")).to_be_visible()
    drawing.save("没有修改")
    page.locator("[data-form-text] summary").click()
    text = page.get_by_label("表单内容（JSON）")
    text.fill(text.input_value().replace('"label": "', '"label": "新', 1))
    expect(page.locator("[data-preview]")).to_contain_text("新")
    text.fill('{"id": "archive", ')
    expect(page.locator("[data-preview-said]")).to_contain_text("格式不对")
    expect(page.locator("[data-remark-count]")).to_contain_text("个问题")
    must_be_clean("表单", page)


def test_a_form_is_made_of_fields_without_a_word_of_json(drawing: Drawing) -> None:
    page, name = drawing.page, "forms/opinion.form"
    drawing.edit(name)
    kept = page.request.get(f"{drawing.at}/file/{name}").text()
    page.get_by_role("button", name="附件", exact=True).click()
    page.keyboard.type("会议纪要")
    expect(page.locator("[data-preview]")).to_contain_text("会议纪要")
    page.get_by_label("必须填写").last.check()
    page.get_by_role("button", name="上移：会议纪要").click()
    page.locator("summary", has_text="审查意见").last.click()
    options = page.get_by_label("选项，一行一个").first
    options.fill(options.input_value() + "\n建议补充")
    options.press("Tab")
    expect(page.locator("[data-preview]")).to_contain_text("建议补充")
    drawing.save("已保存")
    now = page.request.get(f"{drawing.at}/file/{name}").text()
    # what was not touched is as it was, letter for letter, and what is new is written alike
    gone = [line for line in kept.splitlines() if line not in now.splitlines()]
    assert [line.strip() for line in gone] == [
        '{"label": "建议不予", "value": "refuse", "unless_permit": {"label": "建议不予办理"}}'
    ]
    assert '"label": "会议纪要",' in now
    must_be_clean("表单字段", page)
    undo = page.get_by_role("button", name="撤销")
    while undo.is_enabled():
        undo.click()
    drawing.save("已保存")
    assert page.request.get(f"{drawing.at}/file/{name}").text() == kept


def test_a_step_is_put_in_by_keyboard_alone_and_undone_with_one_key(drawing: Drawing) -> None:
    page = drawing.page
    drawing.edit()
    steps = page.get_by_label("步骤", exact=True)
    steps.focus()
    steps.select_option("opinion")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    offer = page.get_by_role("listbox", name="接下一步")
    expect(offer).to_be_focused()
    page.mouse.move(0, 0)  # the list may open under the pointer, which would choose as well
    chosen = page.locator(".djs-popup .selected")
    for _ in range(3):
        before = chosen.text_content() or ""
        page.keyboard.press("ArrowDown")
        # nobody presses again before the list has moved on; what comes sooner is lost in it
        expect(chosen).not_to_have_text(before)
    page.keyboard.press("Enter")
    expect(steps.locator("option:checked")).to_have_text("核查")
    expect(drawing.choice("谁办")).to_have_value("inspector")
    expect(page.locator("[data-remark-count]")).to_have_text("没有问题")
    # on the drawing: one key takes it back, one offers the steps again
    page.locator("[data-modeler] svg").first.focus()
    page.keyboard.press("Control+z")
    drawing.save("没有修改")
    steps.select_option("opinion")
    page.locator("[data-modeler] svg").first.focus()
    page.keyboard.press("a")
    expect(offer).to_be_focused()
    expect(offer).to_contain_text("送达")
    page.keyboard.press("Escape")
    expect(offer).to_have_count(0)


def test_a_publication_to_come_is_shown_and_taken_back(drawing: Drawing) -> None:
    page, desk = drawing.page, drawing.desk
    drawing.edit()
    drawing.add_opinion_behind("opinion")
    drawing.save("已保存")
    page.goto(drawing.at)
    page.get_by_label("改了什么、为什么改").fill("明年起增加一次意见")
    page.get_by_role("button", name="送审").click()
    desk.become(PUBLISHER)
    desk.open("/designer")
    page.get_by_role("link", name="看改了什么").first.click()
    drawing.ready()
    page.get_by_label("生效日期").fill("2025-11-03")
    page.get_by_role("button", name="发布", exact=True).click()
    page.locator("dialog[open]").get_by_role("button", name="发布", exact=True).click()
    coming = page.locator("[data-coming]")
    expect(coming).to_contain_text("2025-11-03")
    must_be_clean("等待生效", page)
    coming.get_by_text("取消发布").first.click()
    coming.get_by_label("取消发布的原因").fill("上级文件推迟实施")
    coming.get_by_role("button", name="取消发布").click()
    expect(page.locator("#alerts")).to_contain_text("已取消发布")
    expect(page.locator("[data-coming]")).to_have_count(0)
    desk.open("/designer/versions/item-handling")
    expect(page.locator("main")).to_contain_text("上级文件推迟实施")
    must_be_clean("版本", page)


def test_a_designer_who_leaves_with_changes_is_warned(drawing: Drawing) -> None:
    page = drawing.page
    drawing.edit()
    drawing.add_opinion_behind("opinion")
    asked: list[str] = []

    def stay(dialog) -> None:  # type: ignore[no-untyped-def]
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.goto(drawing.desk.site.url + "/designer")
    assert asked == ["beforeunload"]


def test_the_desk_speaks_english_to_who_asks_for_it(drawing: Drawing) -> None:
    page = drawing.page
    drawing.page.get_by_role("button", name="English").click()
    drawing.edit()
    drawing.pick("opinion")
    expect(page.locator("[data-panel]")).to_contain_text("What the step needs")
    expect(page.locator("[data-panel]")).to_contain_text("General")
    expect(page.locator(".djs-palette")).to_contain_text("Opinion")


def must_be_clean(name: str, page: Page) -> None:
    """No finding of axe and nothing too wide, at a desk and on a phone; then back at the desk."""
    page.mouse.move(0, 0)  # what the pointer rests on is between two colors
    assert not findings(name, page)
    page.set_viewport_size({"width": 1280, "height": 720})


def opinions_at_first(page: Page, draft: str) -> int:
    """How many opinions the first version of the draft held."""
    return page.request.get(f"{draft}/file/{FILE}?number=1").text().count("yuanban.opinion")


def select_one(page: Page, kind: str) -> None:
    """Put an element of that kind beside the drawing and select it; ``process``: nothing."""
    page.evaluate(
        """(kind) => {
          const modeler = document.querySelector('[data-modeler]').ybModeler;
          const canvas = modeler.get('canvas');
          if (kind === 'process') return modeler.get('selection').select(canvas.getRootElement());
          const root = modeler.get('elementRegistry').get('park_service_center');
          const shape = modeler.get('modeling').createShape(
            modeler.get('elementFactory').createShape({ type: `bpmn:${kind}` }),
            { x: root.x + 300, y: root.y + root.height - 60 }, root);
          canvas.zoom(0.8);
          canvas.scrollToElement(shape, 200);
          modeler.get('selection').select(shape);
        }""",
        kind,
    )


def select_id(page: Page, element: str) -> None:
    """Select an element of the drawing, also one that lies under others."""
    page.evaluate(
        """(id) => {
          const modeler = document.querySelector('[data-modeler]').ybModeler;
          modeler.get('selection').select(modeler.get('elementRegistry').get(id));
        }""",
        element,
    )


def _allowed(text: str) -> bool:
    """Formats, ids, file names, and the mark that the license of bpmn.io keeps."""
    chinese, an_id = re.search(r"[\u4e00-\u9fff]", text), re.fullmatch(r"[a-z][\w\-.]*", text)
    return bool(chinese or an_id) or text in {
        "FEEL",
        "JSON",
        "English",
        "BPMN.io",
        "Powered by bpmn.io",
    }
