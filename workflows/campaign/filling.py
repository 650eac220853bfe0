"""Verbs by which lists are filled before their task is finished: sheets, tasks, opinions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from engine.protocols import Tx
from workflows.campaign import commands as c
from workflows.campaign import rules, states
from workflows.campaign.models import Phase
from workflows.campaign.posts import require_evaluator, require_reach
from workflows.campaign.reading import (
    EnrollmentFacts,
    enrollment_facts,
    phase_facts,
    sheet_for,
    team,
)
from workflows.campaign.record_models import BuildTask, Opinion
from workflows.campaign.scoring_models import Score, ScoreSheet
from workflows.campaign.sheets import Sheet, dimensions, findings, points, read_sheet, total
from workflows.clock import legal_day
from workflows.errors import Finding, NotNow, RightMissing, refuse_if
from workflows.handling.writing import plain
from workflows.operations import ANY_PERSON, operation

_SCORING = frozenset({states.CITY_REVIEW, states.RE_REVIEW})
_GROUPS = ("department", "enterprise", "public")
_ADOPTED = ("adopted", "partly", "not")


@operation(c.ImportScoreSheet, right=("city_admin", "sysadmin"))
def import_score_sheet(tx: Tx, command: c.ImportScoreSheet) -> UUID:
    """Enter a sheet. One that is there already stays as it is: a change is a new version."""
    sheet = read_sheet(command.yaml)
    query = select(ScoreSheet.__table__).where(
        ScoreSheet.tenant == tx.tenant,
        ScoreSheet.code == sheet.code,
        ScoreSheet.category == sheet.category,
    )
    present = tx.connection.execute(query).first()
    if present is not None:
        if Sheet.of(present) != sheet:
            sentence = f"评分表“{sheet.code}”已经登记，修改的请另起版本号。"
            raise NotNow(sentence, code="sheet-fixed")
        found: UUID = present.id
        return found
    id = tx.new_id()
    tx.connection.execute(insert(ScoreSheet).values(tenant=tx.tenant, id=id, **sheet.values()))
    tx.record(id, "ScoreSheetAdded", {"code": sheet.code, "category": sheet.category})
    return id


@operation(c.SaveScores, right=ANY_PERSON)
def save_scores(tx: Tx, command: c.SaveScores) -> UUID:
    """Keep the own sheet of the round, whole and valid. It can be saved again until handed in."""
    facts = enrollment_facts(tx.connection, tx.tenant, command.enrollment_id)
    round = _round(tx, facts, command.kind)
    row = sheet_for(tx.connection, facts)
    sheet = Sheet.of(row)
    found = findings(sheet, command.entries, command.vetoes, whole=True)
    for one in command.entries:
        found += rules.file_findings(tx, one.file_id, one.indicator, needed=False)
    if command.kind == "evaluator":
        found += rules.filled(command.opinion, "opinion", "评审意见")
    refuse_if(found)
    values = {
        "sheet_id": row.id,
        "entries": [_entry(one) for one in command.entries],
        "vetoes": list(command.vetoes),
        "opinion": command.opinion or None,
        "total": str(total(command.entries)),
        "dimensions": {k: str(v) for k, v in dimensions(sheet, command.entries).items()},
        "saved_at": tx.now,
    }
    return _keep(tx, facts, round, command.kind, values)


@operation(c.SaveBuildTasks, right="park_admin")
def save_build_tasks(tx: Tx, command: c.SaveBuildTasks) -> None:
    """Keep the park's whole list (F4); the last save counts until the county confirms it."""
    facts = enrollment_facts(tx.connection, tx.tenant, command.enrollment_id)
    require_reach(tx, {"park_admin"}, facts.park_code, facts.county)
    if facts.status not in {states.LISTED, states.SURVEYED}:
        raise NotNow("任务清单已经确认，不能修改。", code="tasks-fixed")
    sheet = Sheet.of(sheet_for(tx.connection, facts))
    refuse_if([one for n, task in enumerate(command.tasks, 1) for one in _task(sheet, task, n)])
    tx.connection.execute(
        delete(BuildTask).where(BuildTask.tenant == tx.tenant, BuildTask.enrollment_id == facts.id)
    )
    for place, task in enumerate(command.tasks, start=1):
        tx.connection.execute(
            insert(BuildTask).values(
                tenant=tx.tenant, id=tx.new_id(), enrollment_id=facts.id, place=place,
                indicator=task.indicator, target_score=task.target_score,
                current_score=task.current_score or None, measure=task.measure,
                responsible=task.responsible, due_on=task.due_on,
                evidence_required=task.evidence_required, cost=task.cost or None,
            )
        )  # fmt: skip
    tx.record(facts.id, "BuildTasksSaved", {"count": len(command.tasks)})


@operation(c.SaveOpinions, right="city_admin")
def save_opinions(tx: Tx, command: c.SaveOpinions) -> None:
    """Enter opinions, each with what became of it (F2). One that is there already stays one."""
    facts = phase_facts(tx.connection, tx.tenant, command.phase_id)
    refuse_if([one for n, said in enumerate(command.opinions, 1) for one in _opinion(tx, said, n)])
    fresh = _not_entered(tx, facts.id, command.opinions)
    if not fresh:
        return
    for said in fresh:
        tx.connection.execute(
            insert(Opinion).values(
                tenant=tx.tenant, id=tx.new_id(), phase_id=facts.id, kind=said.kind,
                name=said.name, opinion=said.opinion, adoption=said.adoption,
                reason=said.reason or None, given_on=said.given_on,
            )
        )  # fmt: skip
    body = {"opinions": [[one.kind, one.adoption] for one in fresh]}
    tx.record(facts.id, "OpinionsSaved", body)


def _not_entered(tx: Tx, phase: UUID, said: Sequence[c.OpinionData]) -> list[c.OpinionData]:
    """Without those that somebody has said before, word for word. Of two forms sent at once the
    second waits for the first.
    """
    tx.connection.execute(
        select(Phase.id).where(Phase.tenant == tx.tenant, Phase.id == phase).with_for_update()
    )
    columns = (
        Opinion.kind, Opinion.name, Opinion.opinion, Opinion.adoption, Opinion.given_on,
        Opinion.reason,
    )  # fmt: skip
    rows = tx.connection.execute(
        select(*columns).where(Opinion.tenant == tx.tenant, Opinion.phase_id == phase)
    )
    known = {(*row[:5], row[5] or "") for row in rows}
    fresh = {one: None for one in said if astuple(one) not in known}
    return list(fresh)


def _round(tx: Tx, facts: EnrollmentFacts, kind: str) -> int:
    """The round into which the sheet goes, if the actor may fill one now."""
    if kind == "self":
        require_reach(tx, {"park_admin"}, facts.park_code, facts.county)
        if facts.status != states.BUILDING:
            raise NotNow("现在不是自评的时候。", code="not-self-assessing")
        return 0
    person = tx.actor.person
    if facts.status not in _SCORING:
        raise NotNow("该园区现在不在验收。", code="not-under-review")
    if person is None or person not in {one for one, _ in team(tx.connection, facts, facts.round)}:
        raise RightMissing("您不是该园区本轮的评委。", code="not-evaluator")
    require_evaluator(tx)
    refuse_if(rules.recusal_findings(tx, facts, [person]))
    return facts.round


def _keep(tx: Tx, facts: EnrollmentFacts, round: int, kind: str, values: dict[str, Any]) -> UUID:
    person = tx.actor.person
    here = (
        Score.tenant == tx.tenant,
        Score.enrollment_id == facts.id,
        Score.round == round,
        Score.kind == kind,
        # The park fills one sheet, whoever of its people does it
        *(() if kind == "self" else (Score.person_id == person,)),
    )
    present = tx.connection.execute(select(Score.id, Score.submitted_at).where(*here)).first()
    if present is not None and present.submitted_at is not None:
        raise NotNow("评分表已经提交，不能修改。", code="scores-handed-in")
    if present is not None:
        tx.connection.execute(update(Score).where(*here).values(person_id=person, **values))
        id: UUID = present.id
    else:
        id = tx.new_id()
        key = {"enrollment_id": facts.id, "round": round, "kind": kind, "person_id": person}
        tx.connection.execute(insert(Score).values(tenant=tx.tenant, id=id, **key, **values))
    tx.record(facts.id, "ScoresSaved", {"kind": kind, "round": round, "total": values["total"]})
    return id


def _entry(one: Any) -> dict[str, Any]:
    return plain(
        {
            "indicator": one.indicator, "score": str(points(one)), "reason": one.reason,
            "evidence": one.evidence, "file_id": one.file_id,
        }
    )  # fmt: skip


def _task(sheet: Sheet, task: c.BuildTaskData, row: int) -> Iterator[Finding]:
    line = sheet.by_code.get(task.indicator)
    if line is None:
        yield Finding(f"评分表里没有指标“{task.indicator}”。", "unknown-indicator", row=row)
    for field, label in (
        ("measure", "措施"), ("responsible", "责任人"), ("evidence_required", "证据要求"),
    ):  # fmt: skip
        for one in rules.filled(getattr(task, field), field, label):
            yield Finding(one.sentence, one.code, field, row=row)
    for field, label in (("target_score", "目标分"), ("current_score", "现状分"), ("cost", "经费")):
        value, needed = getattr(task, field), field == "target_score"
        for one in rules.number_findings(value, field, label, needed=needed):
            yield Finding(one.sentence, one.code, field, row=row)
        number = rules.as_number(value) if value else None
        if line is not None and field != "cost" and number is not None and number > line.max:
            sentence = f"{label}{number}超过满分{line.max}。"
            yield Finding(sentence, "score-out-of-range", field, row=row)


def _opinion(tx: Tx, said: c.OpinionData, row: int) -> Iterator[Finding]:
    if said.kind not in _GROUPS:
        yield Finding("请选择对象类别（部门、园区企业、群众）。", "group-unknown", "kind", row=row)
    if said.adoption not in _ADOPTED:
        yield Finding("请选择采纳情况。", "adoption-unknown", "adoption", row=row)
    elif said.adoption != "adopted" and not said.reason.strip():
        yield Finding("未全部采纳的，请写明理由。", "reason-missing", "reason", row=row)
    for field, label in (("name", "单位或姓名"), ("opinion", "意见")):
        for one in rules.filled(getattr(said, field), field, label):
            yield Finding(one.sentence, one.code, field, row=row)
    for one in rules.day_findings(said.given_on, "given_on", "日期", legal_day(tx.now)):
        yield Finding(one.sentence, one.code, "given_on", row=row)
