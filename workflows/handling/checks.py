"""What a form must say before its act is recorded: one function per act, each by its articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from workflows.clock import legal_day
from workflows.errors import Finding, InputInvalid
from workflows.handling import rules
from workflows.handling.reading import CaseFacts, verdicts
from workflows.notices.occasion import Occasion

Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A completed form with all that a check looks at."""

    conn: Connection
    facts: CaseFacts
    form: Form
    occasion: Occasion

    def text(self, name: str) -> str:
        return str(self.form.get(name) or "")


def check_form(act: str, said: Said) -> None:
    """Raise the refusal of the first rule that the form breaks."""
    check = _CHECKS.get(act)
    if check is not None:
        check(said)


def examined(said: Said) -> None:
    """Law: 行政许可法 32."""
    outcome = _one_of(said, "outcome", ("accept", "correct", "not_required", "not_accepted"))
    if outcome in {"not_required", "not_accepted"}:
        authority, reason = said.text("competent_authority"), said.text("reason")
        rules.not_accepted_needs_authority(outcome, authority, reason)


def checked_correction(said: Said) -> None:
    """Law: 行政许可法 32(4), 32(5)."""
    answer = _one_of(said, "correction", ("complete", "partial"))
    rules.correction_answer(answer, verdicts(said.conn, said.facts.tenant, said.facts.id))


def recommended(said: Said) -> None:
    """An opinion says for or against, and against only with reasons."""
    if _one_of(said, "recommendation", ("approve", "refuse")) == "refuse":
        _required(said, "reason", "建议不予的，请写明理由和依据。")


def inspected(said: Said) -> None:
    """The record of the first of two inspectors. Law: 行政许可法 34(3)."""
    _signed(said)
    _required(said, "findings", "请填写核查情况。")
    on = day_of(said, "inspected_on")
    if said.facts.received_on is not None and on < said.facts.received_on:
        _refuse("inspected_on", "核查日期不能早于收件日期。")


def cosigned(said: Said) -> None:
    """The second inspector signs, or differs with reasons. Law: 行政许可法 34(3)."""
    _signed(said)
    if _one_of(said, "cosigned", ("agree", "differ")) == "differ":
        _required(said, "difference", "请写明不同意见。")


def decided(said: Said) -> None:
    """Law: 行政许可法 38: reasons, clause and remedies, or no refusal."""
    decision = _one_of(said, "decision", ("approve", "refuse", "back"))
    if decision == "back":
        _required(said, "reason", "退回审查的，请写明理由。")
    if decision == "refuse":
        remedy = said.occasion.issuer.remedy if said.facts.law.remedy else "不适用"
        rules.refusal_needs(said.text("reason"), said.text("clause"), remedy)
        _required(said, "facts", "不予的，请写明查明的事实。")


def delivered(said: Said) -> None:
    """Domain §4.2 送达."""
    method = _one_of(
        said, "method", ("window", "post", "electronic", "left", "entrusted", "publication")
    )
    rules.electronic_needs_consent(method, said.form.get("consented") is True)
    on = day_of(said, "delivered_on")
    decided_on = said.facts.decided_on
    if decided_on is not None and on < decided_on:
        _refuse("delivered_on", "送达日期不能早于决定日期。")


def day_of(said: Said, name: str) -> date:
    """The day in a field, not in the future. Raises ``InputInvalid``."""
    value = said.form.get(name)
    try:
        on = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except ValueError:
        _refuse(name, "请填写日期。")
        raise
    if on > legal_day(said.occasion.at):
        _refuse(name, "日期不能晚于今天。")
    return on


def _one_of(said: Said, name: str, answers: tuple[str, ...]) -> str:
    value = said.text(name)
    if value not in answers:
        _refuse(name, "请作出选择。")
    return value


def _required(said: Said, name: str, sentence: str) -> None:
    if not said.text(name).strip():
        _refuse(name, sentence)


def _signed(said: Said) -> None:
    if said.form.get("signed") is not True:
        _refuse("signed", "核查人员应当到场并签名。")


def _refuse(field: str, sentence: str) -> None:
    raise InputInvalid([Finding(sentence, "invalid", field)])


_CHECKS: Mapping[str, Callable[[Said], None]] = {
    "examine": examined,
    "check_correction": checked_correction,
    "review": recommended,
    "opinion": recommended,
    "inspect": inspected,
    "cosign": cosigned,
    "decide": decided,
    "deliver": delivered,
}
