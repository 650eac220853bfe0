"""What earlier steps left for this one, above its form: facts, tables, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection, select

from web.campaign import scoresheets
from web.campaign.work.about import About
from web.forms import worded
from web.forms.files import file_ids, names
from web.i18n import _
from workflows.campaign.scoring import shown
from workflows.models import BuildTask, CampaignRecord, Person, Supervision

#: {id of a form: the bytes of its file}
Forms = Callable[[str], bytes]


_NUMBERS = {"total": "总分", "pass_mark": "合格分", "spread": "评委分差"}
#: What the table of D1 to D4 answers, in words
_RESULTS = {
    "PASS": "通过，市级确认",
    "REPORT": "通过，报送省中心",
    "RECTIFY": "未达标，整改后复验",
    "FAIL": "未通过",
}


@dataclass(frozen=True)
class Panel:
    """One box. ``files``: [(id, name)]"""

    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    head: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    files: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Looking:
    """One task that looks back."""

    conn: Connection
    tenant: UUID
    about: About
    variables: Mapping[str, Any]
    forms: Forms


def panels(form: str, looking: Looking) -> list[Panel]:
    """The boxes of a task with the form ``form``."""
    gather = _PANELS.get(form)
    found = gather(looking) if gather else []
    return [one for one in found if one.facts or one.rows or one.files]


def _survey(looking: Looking) -> list[Panel]:
    return _recorded(looking, "survey", "survey", "调研表") or _recorded(
        looking, "survey_added", "survey", "调研表"
    )


def _plan(looking: Looking) -> list[Panel]:
    return _recorded(looking, "draft_plan", "draft_plan", "实施方案")


def _build_list(looking: Looking) -> list[Panel]:
    head = ("指标", "措施", "责任人", "完成时限", "目标分", "证据要求")
    return [Panel("建设任务清单", head=head, rows=[_line(one) for one in _tasks(looking)])]


def _build_task(looking: Looking) -> list[Panel]:
    """The row of the list that this iteration is about."""
    this = looking.variables.get("build_task") or {}
    one = next((row for row in _tasks(looking) if str(row.id) == str(this.get("id"))), None)
    if one is None:
        return []
    labels = ("指标", "措施", "责任人", "完成时限", "目标分", "证据要求")
    return [Panel("任务", facts=list(zip(labels, _line(one), strict=True)))]


def _line(one: Any) -> tuple[str, ...]:
    return (
        one.indicator, one.measure, one.responsible, one.due_on.isoformat(), one.target_score,
        one.evidence_required,
    )  # fmt: skip


def _tasks(looking: Looking) -> list[Any]:
    query = select(BuildTask.__table__).where(
        BuildTask.tenant == looking.tenant, BuildTask.enrollment_id == looking.about.enrollment
    )
    return list(looking.conn.execute(query.order_by(BuildTask.place)))


def _scores(looking: Looking) -> list[Panel]:
    """What each evaluator of the round gave, with the reasons for points off."""
    assert looking.about.enrollment is not None
    sheet = scoresheets.sheet_of(looking.conn, looking.tenant, looking.about.enrollment)
    given = [
        one
        for one in scoresheets.all_of(looking.conn, looking.tenant, looking.about.enrollment)
        if one.kind == "evaluator" and one.round == looking.about.round
    ]
    named = {veto.code: veto.name for veto in sheet.vetoes}
    totals = [
        (
            one.who, shown(one.total), "、".join(named.get(code, code) for code in one.vetoes),
            one.opinion or "",
        )
        for one in given
    ]  # fmt: skip
    lost = [
        (line.code, line.name, one.who, entry.score, entry.reason)
        for one in given
        for entry in scoresheets.entries_of(one.entries)
        if (line := sheet.by_code.get(entry.indicator)) and entry.reason
    ]
    return [
        Panel("汇总", facts=_summed_up(looking.variables) if given else []),
        Panel("评委评分", head=("评委", "总分", "否决项", "意见"), rows=totals),
        Panel("扣分理由", head=("指标", "名称", "评委", "得分", "扣分理由"), rows=lost),
    ]


def _summed_up(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the round comes to (D9, D1 to D4), as the diagram goes on with it."""
    facts = [(label, shown(said[name])) for name, label in _NUMBERS.items() if name in said]
    if said.get("veto"):
        facts.append(("否决项", _("有")))
    verdict = said.get("verdict")
    result = verdict.get("result") if isinstance(verdict, Mapping) else None
    return [*facts, ("结论", _(_RESULTS[result]))] if result in _RESULTS else facts


def _report(looking: Looking) -> list[Panel]:
    report = _recorded(looking, "evaluation_report", "evaluation_report", "验收报告")
    return [*report, *_scores(looking)]


def _rectified(looking: Looking) -> list[Panel]:
    query = (
        select(CampaignRecord.form)
        .where(
            CampaignRecord.tenant == looking.tenant,
            CampaignRecord.enrollment_id == looking.about.enrollment,
            CampaignRecord.element_id == "rectify_notice",
        )
        .order_by(CampaignRecord.recorded_at.desc())
    )
    form = looking.conn.scalar(query.limit(1)) or {}
    rows = [
        tuple(str(one.get(key) or "") for key in ("indicator", "problem", "demand"))
        for one in form.get("problems", ())
    ]
    return [Panel("整改通知书", head=("指标", "问题", "要求"), rows=rows)]


def _supervision(looking: Looking) -> list[Panel]:
    query = (
        select(Supervision.__table__, Person.name.label("who"))
        .outerjoin(
            Person,
            (Person.tenant == Supervision.tenant) & (Person.id == Supervision.raised_by),
        )
        .where(Supervision.tenant == looking.tenant, Supervision.id == looking.about.supervision)
    )
    one = looking.conn.execute(query).first()
    if one is None:
        return []
    facts = [
        ("编号", one.number or "—"), ("对象", one.target), ("事由", one.reason),
        ("要求", one.demand), ("时限", one.due_on.isoformat()), ("反馈", one.feedback or ""),
    ]  # fmt: skip
    return [Panel("督办单", facts=[fact for fact in facts if fact[1]])]


def _recorded(looking: Looking, element: str, form: str, title: str) -> list[Panel]:
    """The latest record of an earlier step, with the labels of its form."""
    # Not at the top: the page of a task shows these panels itself
    from web.tasks.answers import answers

    query = (
        select(CampaignRecord.form)
        .where(
            CampaignRecord.tenant == looking.tenant,
            CampaignRecord.phase_id == looking.about.phase,
            CampaignRecord.element_id == element,
        )
        .order_by(CampaignRecord.recorded_at.desc())
    )
    if looking.about.enrollment is not None:
        query = query.where(CampaignRecord.enrollment_id == looking.about.enrollment)
    data = looking.conn.scalar(query.limit(1))
    if not data:
        return []
    schema = worded(orjson.loads(looking.forms(form)))
    ids = [id for _path, id in file_ids(schema, data)]
    named = names(looking.conn, looking.tenant, ids)
    hidden = {str(id) for id in ids}
    facts = [(label, words) for label, words in answers(schema, data) if words not in hidden]
    return [Panel(title, facts=facts, files=list(named.items()))]


_PANELS: Mapping[str, Callable[[Looking], list[Panel]]] = {
    "check_survey": _survey,
    "sign_plan": _plan,
    "publish_plan": _plan,
    "confirm_tasks": _build_list,
    "build_task": _build_task,
    "reconcile": _scores,
    "evaluation_report": _scores,
    "rectify_notice": _report,
    "rectify": _rectified,
    "decide_failed": _report,
    "report_province": _report,
    "confirm": _report,
    "supervision_answer": _supervision,
    "supervision_conclude": _supervision,
}
