"""Forms of the phase: survey, opinions, plan, meetings, summary (F1 to F3)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, insert, select

from workflows.campaign import rules
from workflows.campaign.forms import Filled, form, one_of, own_file, texts
from workflows.campaign.record_models import Meeting, MeetingPark, Opinion
from workflows.campaign.statuses import set_phase
from workflows.errors import Finding
from workflows.people.lookup import ids_by_code
from workflows.people.models import Park

#: 建设现状、人员配备、事项办理、承接能力、服务质量 (R-020)
TOPICS = {
    "construction": "建设现状",
    "staffing": "人员配备",
    "handling": "事项办理",
    "capability": "承接能力",
    "service_quality": "服务质量",
}
_COUNTS = {
    "area_m2": "面积",
    "general_windows": "综窗数",
    "full_time": "专职人员数",
    "licence_items": "已进驻行政权力事项数",
    "public_items": "公共服务事项数",
}
_MEETINGS = {
    "hold_meeting": "push",
    "hold_training": "training",
    "hold_visit": "visit",
    "make_up": "make_up",
}
#: Who is asked (R-020)
GROUPS = {"department": "部门", "enterprise": "园区企业", "public": "群众"}


def survey_findings(said: Filled) -> Iterator[Finding]:
    """The five topics and the facts of the center (F1)."""
    for name, label in {
        **TOPICS, "leading_industry": "主导产业", "center_name": "中心名称",
        "center_address": "中心地址", "problems": "存在问题", "filled_by": "填表人",
    }.items():  # fmt: skip
        yield from rules.filled(said.form.get(name), name, label)
    for name, label in _COUNTS.items():
        yield from rules.number_findings(said.form.get(name), name, label)
    yield from rules.day_findings(said.form.get("filled_on"), "filled_on", "填表日期", said.on)


@form("F1", "survey", "survey_added", check=survey_findings)
def survey(said: Filled) -> None:
    """The form itself is the record."""


@form("check_survey", "check_survey", check=lambda said: one_of(said, "complete", ("yes", "no")))
def check_survey(said: Filled) -> None:
    """The gateway reads the answer."""


def consult_findings(said: Filled) -> Iterator[Finding]:
    """Each group was heard: an opinion at least (R-020)."""
    group = str(said.seen.get("group"))
    query = select(func.count()).where(
        Opinion.tenant == said.tx.tenant, Opinion.phase_id == said.phase.id, Opinion.kind == group
    )
    if not said.tx.connection.execute(query).scalar_one():
        sentence = f"还没有登记{GROUPS.get(group, group)}的意见。"
        yield Finding(sentence, "opinions-missing", "opinions")


@form("F2", "consult", check=consult_findings)
def consult(said: Filled) -> None:
    """The opinions stand in their own rows."""


def drafted_findings(said: Filled) -> Iterator[Finding]:
    """A name, and the text that the bureau's leader signs (R-020)."""
    yield from rules.filled(said.form.get("title"), "title", "方案名称", 200)
    yield from own_file(said, needed=True)


@form("draft_plan", "draft_plan", check=drafted_findings)
def draft_plan(said: Filled) -> None:
    set_phase(said.tx, said.phase.id, plan_title=said.text("title"))


@form(
    "sign_plan",
    "sign_plan",
    check=lambda said: one_of(said, "approval", ("approve", "return"), reason_for="return"),
)
def sign_plan(said: Filled) -> None:
    """The gateway reads the answer."""


def publish_findings(said: Filled) -> Iterator[Finding]:
    """文号 and file: without them the stage does not close (R-020)."""
    yield from rules.filled(said.form.get("number"), "number", "文号", 200)
    yield from rules.day_findings(
        said.form.get("published_on"), "published_on", "印发日期", said.on
    )
    yield from own_file(said, needed=True)


@form("publish_plan", "publish_plan", check=publish_findings)
def publish_plan(said: Filled) -> None:
    set_phase(
        said.tx, said.phase.id, plan_number=said.text("number"), plan_file_id=said.file,
        plan_on=said.day("published_on"),
    )  # fmt: skip


def meeting_findings(said: Filled) -> Iterator[Finding]:
    """Topic, day, place, minutes, who came (F3, R-021)."""
    for name, label in {"topic": "主题", "place": "地点", "minutes": "纪要"}.items():
        yield from rules.filled(said.form.get(name), name, label)
    yield from rules.day_findings(said.form.get("held_on"), "held_on", "时间", said.on)
    yield from rules.number_findings(said.form.get("attendees"), "attendees", "参加人数", least="1")
    codes = said.form.get("parks") or []
    known = ids_by_code(said.tx.connection, said.tx.tenant, Park)
    if not isinstance(codes, list) or not codes:
        yield Finding("请选择参加的园区。", "required", "parks")
    else:
        for code in codes:
            if code not in known:
                yield Finding(f"没有园区“{code}”。", "park-unknown", "parks")
    yield from own_file(said, needed=False)


@form("F3", *_MEETINGS, check=meeting_findings)
def meeting(said: Filled) -> None:
    """The meeting and the parks that were there."""
    tx, id = said.tx, said.tx.new_id()
    known = ids_by_code(tx.connection, tx.tenant, Park)
    tx.connection.execute(
        insert(Meeting).values(
            tenant=tx.tenant, id=id, phase_id=said.phase.id, kind=_MEETINGS[said.element],
            topic=said.text("topic"), held_on=said.day("held_on"), place=said.text("place"),
            attendees=int(str(said.form["attendees"])), minutes=said.text("minutes"),
            file_id=said.file,
        )
    )  # fmt: skip
    for code in dict.fromkeys(said.form["parks"]):
        row = {"meeting_id": id, "park_id": known[code]}
        tx.connection.execute(insert(MeetingPark).values(tenant=tx.tenant, **row))


@form("summarize_phase", "summarize_phase", check=texts(summary="阶段总结"))
def summarize_phase(said: Filled) -> None:
    """The form itself is the record."""


@form("decide_next", "decide_next", check=lambda said: iter(()))
def decide_next(said: Filled) -> None:
    """The step that follows keeps the decisions, and refuses what is missing."""
