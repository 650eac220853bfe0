"""The team of a round and what it comes to; the table then says what follows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update

from engine.protocols import Tx, Work
from workflows.campaign import rules, scoring, states
from workflows.campaign.moment import Moment
from workflows.campaign.reading import EnrollmentFacts, enrollment_facts, scores
from workflows.campaign.scoring_models import Evaluator, Score
from workflows.campaign.statuses import note_status, set_enrollment
from workflows.clock import at_shanghai, legal_day
from workflows.errors import Finding, NotNow, refuse_if
from workflows.people.holders import appointments_of

Variables = dict[str, Any]


def keep_team(tx: Tx, work: Work) -> Variables:
    """Three or more evaluators and their leader, none of them the park's own (D10, S11)."""
    facts = _facts(tx, work)
    people = [rules.as_id(one) for one in work.variables.get("evaluators") or ()]
    leader = rules.as_id(work.variables.get("leader"))
    known = list(dict.fromkeys(one for one in people if one is not None))
    refuse_if(_team_findings(tx, facts, people, known, leader))
    here = (
        Evaluator.tenant == tx.tenant,
        Evaluator.enrollment_id == facts.id,
        Evaluator.round == facts.round,
    )
    tx.connection.execute(delete(Evaluator).where(*here))
    for person in known:
        tx.connection.execute(
            insert(Evaluator).values(
                tenant=tx.tenant, enrollment_id=facts.id, round=facts.round, person_id=person,
                is_leader=person == leader,
            )
        )  # fmt: skip
    tx.record(facts.id, "TeamAppointed", {"evaluators": [one.hex for one in known]})
    return {"team": [f"user:{one}" for one in known], "leader": f"user:{leader}"}


def _team_findings(
    tx: Tx,
    facts: EnrollmentFacts,
    people: Sequence[UUID | None],
    known: Sequence[UUID],
    leader: UUID | None,
) -> list[Finding]:
    findings = []
    if len(known) < len(people):
        findings.append(Finding("评委重复，或者不明。", "evaluator-twice", "evaluators"))
    if len(known) < rules.LEAST_TEAM:
        sentence = f"验收组至少{rules.LEAST_TEAM}人。"
        findings.append(Finding(sentence, "team-too-small", "evaluators"))
    if leader not in known:
        findings.append(Finding("组长应当是验收组成员。", "leader-missing", "leader"))
    today = legal_day(tx.now)
    for person in known:
        held = appointments_of(tx.connection, tx.tenant, person, today)
        if not any(one.role == "evaluator" for one in held):
            findings.append(Finding("有人没有评委岗位。", "not-evaluator", "evaluators"))
            break
    return findings + rules.recusal_findings(tx, facts, known)


def add_up(tx: Tx, work: Work) -> Variables:
    """The average of the round's sheets, exact; the table gets the number (D9).

    Each evaluator's task has refused to be finished without a sheet (``hand_in``).
    """
    facts = _facts(tx, work)
    given = scores(tx.connection, facts, facts.round, "evaluator")
    if not given:
        raise NotNow("还没有评委提交评分表。", code="scores-missing")
    found = scoring.outcome(
        [Decimal(one.total) for one in given],
        [{k: Decimal(v) for k, v in one.dimensions.items()} for one in given],
        [one.vetoes for one in given],
    )
    set_enrollment(
        tx, facts.id, city_score=str(found.total), sheet_id=given[0].sheet_id,
        dimensions={k: str(v) for k, v in found.dimensions.items()},
    )  # fmt: skip
    body = {"round": facts.round, "total": str(found.total), "spread": str(found.spread)}
    tx.record(facts.id, "RoundAddedUp", {**body, "veto": found.veto})
    return {"total": found.total, "spread": found.spread, "veto": found.veto, "track": facts.track}


def hand_in(tx: Tx, enrollment: UUID, kind: str) -> None:
    """The saved sheet becomes final. Raises ``NotNow`` where there is none."""
    facts = enrollment_facts(tx.connection, tx.tenant, enrollment)
    round = 0 if kind == "self" else facts.round
    own = [
        one
        for one in scores(tx.connection, facts, round, kind)
        if kind == "self" or one.person_id == tx.actor.person
    ]
    if not own:
        raise NotNow("请先填写并保存评分表。", code="scores-missing")
    tx.connection.execute(
        update(Score)
        .where(Score.tenant == tx.tenant, Score.id == own[0].id)
        .values(submitted_at=tx.now)
    )
    if kind == "self":
        set_enrollment(tx, facts.id, self_score=own[0].total)


def reopen(tx: Tx, facts: EnrollmentFacts) -> None:
    """Evaluators look again: their sheets of the round are drafts once more (D9)."""
    tx.connection.execute(
        update(Score)
        .where(
            Score.tenant == tx.tenant,
            Score.enrollment_id == facts.id,
            Score.round == facts.round,
            Score.kind == "evaluator",
        )
        .values(submitted_at=None)
    )


def late_build(tx: Tx, work: Work) -> Variables:
    """A park entered at its evaluation: what came before is told late, with its own days."""
    facts, said, today = _facts(tx, work), work.variables, legal_day(tx.now)
    why = str(said.get("late_reason") or "")
    findings = [*rules.filled(why, "late_reason", "补录理由")]
    findings += rules.day_findings(said.get("built_from"), "built_from", "开始建设日期", today)
    findings += rules.day_findings(said.get("assessed_on"), "self_assessed_on", "自评日期", today)
    built, assessed = rules.as_day(said.get("built_from")), rules.as_day(said.get("assessed_on"))
    if built and assessed and assessed < built:
        sentence = "自评日期早于开始建设日期。"
        findings.append(Finding(sentence, "dates-out-of-order", "self_assessed_on"))
    refuse_if(findings)
    for status, on in ((states.BUILDING, built), (states.SELF_ASSESSED, assessed)):
        assert on is not None
        note_status(tx, facts.id, status, work.element_id, Moment(at_shanghai(on), tx.now, why))
    return {}


def _facts(tx: Tx, work: Work) -> EnrollmentFacts:
    return enrollment_facts(tx.connection, tx.tenant, UUID(str(work.variables["enrollment"])))
