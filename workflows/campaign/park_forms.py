"""Forms of a park's way: tasks, evidence, reports, rectification, the last papers (F4 to F16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from workflows.campaign import evaluating, rules, states
from workflows.campaign.forms import Filled, form, one_of, own_file, texts
from workflows.campaign.models import Enrollment
from workflows.campaign.oversight_models import Supervision
from workflows.campaign.record_models import BuildTask, ItemTakeover, MonthlyReport
from workflows.campaign.statuses import set_enrollment
from workflows.errors import Finding


def list_findings(said: Filled) -> Iterator[Finding]:
    query = select(func.count()).where(
        BuildTask.tenant == said.tx.tenant, BuildTask.enrollment_id == said.park.id
    )
    if not said.tx.connection.execute(query).scalar_one():
        yield Finding("请先填写任务清单。", "tasks-missing", "tasks")


@form("F4", "list_tasks", check=list_findings)
def list_tasks(said: Filled) -> None:
    """The tasks stand in their own rows."""


@form(
    "confirm_tasks",
    "confirm_tasks",
    check=lambda said: one_of(said, "agreed", ("yes", "no"), reason_for="no"),
)
def confirm_tasks(said: Filled) -> None:
    """The gateway reads the answer."""


def evidence_findings(said: Filled) -> Iterator[Finding]:
    """What was done, with what proves it (R-022)."""
    yield from rules.filled(said.form.get("evidence"), "evidence", "完成情况和证据")
    yield from own_file(said, needed=False, field="evidence_file_id")


@form("evidence", "build_task", check=evidence_findings)
def build_task(said: Filled) -> None:
    tx = said.tx
    tx.connection.execute(
        update(BuildTask)
        .where(BuildTask.tenant == tx.tenant, BuildTask.id == UUID(said.seen["build_task"]["id"]))
        .values(
            done_at=tx.now, evidence=said.text("evidence"),
            evidence_file_id=rules.as_id(said.form.get("evidence_file_id")),
        )
    )  # fmt: skip


def takeover_findings(said: Filled) -> Iterator[Finding]:
    """Each item with the paper by which it was taken over; none is an answer too."""
    for row, one in enumerate(_rows(said, "items"), start=1):
        for name, label in (("item", "事项"), ("document", "承接文件")):
            for found in rules.filled(one.get(name), "items", label, 200):
                yield Finding(found.sentence, found.code, "items", row=row)
        for found in rules.day_findings(one.get("taken_on"), "items", "承接日期", said.on):
            yield Finding(found.sentence, found.code, "items", row=row)


@form("takeover", "take_over_items", check=takeover_findings)
def take_over_items(said: Filled) -> None:
    for one in _rows(said, "items"):
        said.tx.connection.execute(
            insert(ItemTakeover).values(
                tenant=said.tx.tenant, id=said.tx.new_id(), enrollment_id=said.park.id,
                item=str(one["item"]), document=str(one["document"]),
                taken_on=rules.as_day(one["taken_on"]), note=one.get("note") or None,
            )
        )  # fmt: skip


def report_findings(said: Filled) -> Iterator[Finding]:
    """A month that has begun, once (F5)."""
    month = said.text("month")
    if rules.as_day(f"{month}-01") is None or len(month) != 7:
        yield Finding("月份请填 2023-06 这样的年月。", "month", "month")
    elif month > f"{said.on:%Y-%m}":
        yield Finding("月份不能晚于本月。", "in-the-future", "month")
    query = select(MonthlyReport.month).where(
        MonthlyReport.tenant == said.tx.tenant,
        MonthlyReport.enrollment_id == said.park.id,
        MonthlyReport.month == month,
    )
    if said.tx.connection.execute(query).first() is not None:
        yield Finding(f"{month}的月报已经报送。", "twice", "month")
    yield from rules.number_findings(said.form.get("done_tasks"), "done_tasks", "完成任务数")


@form("F5", "monthly_report", check=report_findings)
def monthly_report(said: Filled) -> None:
    names = ("taken_items", "problems", "to_coordinate")
    said.tx.connection.execute(
        insert(MonthlyReport).values(
            tenant=said.tx.tenant, enrollment_id=said.park.id, month=said.text("month"),
            done_tasks=int(str(said.form["done_tasks"])), recorded_at=said.tx.now,
            **{name: said.text(name) or None for name in names},
        )
    )  # fmt: skip


@form("F7", "self_assess", check=lambda said: iter(()))
def self_assess(said: Filled) -> None:
    evaluating.hand_in(said.tx, said.park.id, "self")


@form("F7", "record_build_late", check=lambda said: iter(()))
def record_build_late(said: Filled) -> None:
    total = said.text("self_total")
    set_enrollment(said.tx, said.park.id, self_score=total or None)


@form("team", "appoint_team", check=lambda said: iter(()))
def appoint_team(said: Filled) -> None:
    """The step that follows keeps the team, and refuses what is wrong with it."""


@form("F8", "score", check=lambda said: iter(()))
def score(said: Filled) -> None:
    evaluating.hand_in(said.tx, said.park.id, "evaluator")


@form(
    "reconcile",
    "reconcile",
    check=lambda said: _reconcile_findings(said),
)
def reconcile(said: Filled) -> None:
    if said.text("decision") == "rescore":
        evaluating.reopen(said.tx, said.park)


@form("F9", "evaluation_report", check=texts(problems="主要问题", opinion="结论意见"))
def evaluation_report(said: Filled) -> None:
    """The form itself is the record."""


def notice_findings(said: Filled) -> Iterator[Finding]:
    """Which problems, and what is asked (F10)."""
    yield from rules.filled(said.form.get("number"), "number", "编号", 200)
    yield from _each(said, "problems", {"problem": "问题", "demand": "要求"})


@form("F10", "rectify_notice", check=notice_findings)
def rectify_notice(said: Filled) -> None:
    """The form itself is the record."""


@form(
    "F11",
    "rectify",
    check=lambda said: _each(
        said, "answers", {"measure": "措施", "done": "完成情况", "evidence": "证据"}
    ),
)
def rectify(said: Filled) -> None:
    """The form itself is the record."""


@form("decide_failed", "decide_failed", check=lambda said: _failed_findings(said))
def decide_failed(said: Filled) -> None:
    set_enrollment(said.tx, said.park.id, reason=said.text("reason"))


def sent_findings(said: Filled) -> Iterator[Finding]:
    """文号, day and the report (F12)."""
    yield from rules.filled(said.form.get("number"), "number", "文号", 200)
    yield from rules.day_findings(said.form.get("sent_on"), "sent_on", "报送日期", said.on)
    yield from own_file(said, needed=True)


@form("F12", "report_province", check=sent_findings)
def report_province(said: Filled) -> None:
    """The form itself is the record."""


def confirmed_findings(said: Filled) -> Iterator[Finding]:
    """文号 and day; for the province its document (R-024)."""
    yield from rules.filled(said.form.get("number"), "number", "文号", 200)
    yield from rules.day_findings(
        said.form.get("confirmed_on"), "confirmed_on", "确认日期", said.on
    )
    provincial = said.park.track == states.PROVINCIAL
    yield from own_file(said, needed=provincial)


@form("F14", "confirm_city", "confirm_province", check=confirmed_findings)
def confirm(said: Filled) -> None:
    set_enrollment(
        said.tx, said.park.id, confirm_number=said.text("number"),
        confirm_on=said.day("confirmed_on"), confirm_file_id=said.file,
    )  # fmt: skip


def plaque_findings(said: Filled) -> Iterator[Finding]:
    yield from rules.filled(said.form.get("number"), "number", "编号", 200)
    yield from rules.day_findings(said.form.get("plaque_on"), "plaque_on", "授牌日期", said.on)
    query = select(Enrollment.confirm_on).where(
        Enrollment.tenant == said.tx.tenant, Enrollment.id == said.park.id
    )
    confirmed = said.tx.connection.execute(query).scalar()
    on = rules.as_day(said.form.get("plaque_on"))
    if on is not None and confirmed is not None and on < confirmed:
        yield Finding("授牌日期不能早于确认日期。", "dates-out-of-order", "plaque_on")
    yield from own_file(said, needed=False)


@form("F15", "plaque_city", "plaque_province", check=plaque_findings)
def plaque(said: Filled) -> None:
    """The plaque bears the title of the track."""
    set_enrollment(
        said.tx, said.park.id, plaque_name=states.TITLES[said.park.track][0],
        plaque_number=said.text("number"), plaque_on=said.day("plaque_on"),
    )  # fmt: skip


@form("F16", "summarize_park", check=texts(title="案例名称", highlights="亮点"))
def summarize_park(said: Filled) -> None:
    """The form itself is the record."""


def answer_findings(said: Filled) -> Iterator[Finding]:
    """What was done; the county's bureau may hand it up (F6)."""
    yield from rules.filled(said.form.get("feedback"), "feedback", "反馈")
    if said.element == "answer":
        yield from one_of(said, "outcome", ("resolved", "hand_up"))


@form("F6", "answer", "leader_answer", check=answer_findings)
def answer(said: Filled) -> None:
    _supervision(said, feedback=said.text("feedback"))


def concluded_findings(said: Filled) -> Iterator[Finding]:
    yield from rules.filled(said.form.get("conclusion"), "conclusion", "结论")
    yield from one_of(said, "accepted", ("yes", "no"))


@form("F6", "conclude", check=concluded_findings)
def conclude(said: Filled) -> None:
    _supervision(said, conclusion=said.text("conclusion"))


def _supervision(said: Filled, **values: Any) -> None:
    said.tx.connection.execute(
        update(Supervision)
        .where(Supervision.tenant == said.tx.tenant, Supervision.id == said.supervision)
        .values(**values)
    )


def _reconcile_findings(said: Filled) -> Iterator[Finding]:
    yield from one_of(said, "decision", ("keep", "rescore"))
    yield from rules.filled(said.form.get("reason"), "reason", "理由")


def _failed_findings(said: Filled) -> Iterator[Finding]:
    yield from one_of(said, "decision", ("defer", "fail"))
    yield from rules.filled(said.form.get("reason"), "reason", "理由")


def _each(said: Filled, name: str, labels: Mapping[str, str]) -> Iterator[Finding]:
    """One row at least, and each of them filled."""
    rows = _rows(said, name)
    if not rows:
        yield Finding("请至少填写一行。", "required", name)
    for row, one in enumerate(rows, start=1):
        for key, label in labels.items():
            for found in rules.filled(one.get(key), name, label):
                yield Finding(found.sentence, found.code, name, row=row)


def _rows(said: Filled, name: str) -> list[Mapping[str, Any]]:
    found = said.form.get(name) or []
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
