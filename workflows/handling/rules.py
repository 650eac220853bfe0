"""What the law asks of each step of handling: pure functions, one per rule.

Each raises ``RuleBroken`` with the sentence for the person and the article it rests on; the same
functions answer the page that greys a button out and the transaction that refuses the act.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workflows.errors import FieldRefused
from workflows.handling import states
from workflows.law import XKF


class RuleBroken(FieldRefused):
    """A rule of law or of the house does not allow this step. ``facts``: ``rule``, its article."""

    code = "rule-broken"


def refuse(code: str, sentence: str, rule: str) -> None:
    """Raise the refusal ``code`` with its article written behind the sentence."""
    raise RuleBroken(f"{sentence}（{rule}）", code=code, rule=rule)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A material as the checks see it."""

    code: str
    name: str
    required: bool
    has_file: bool
    #: open, ok or wrong
    verdict: str
    problem: str | None = None
    demand: str | None = None
    #: It stood in the correction notice
    in_correction: bool = False


def only_listed_materials(codes: Collection[str], listed: Collection[str]) -> None:
    """No material may be asked for or taken that the item's version does not list.

    Law: 行政许可法 31 (无关材料不得要求), 30 (全部材料目录公示).
    """
    strange = sorted(set(codes) - set(listed))
    if strange:
        refuse(
            "material-not-listed",
            f"事项清单没有列出材料“{'、'.join(strange)}”，不得要求或收取",
            XKF.article("三十一"),
        )


def may_accept(materials: Sequence[Verdict]) -> None:
    """Acceptance needs each required material handed in and found right.

    Law: 行政许可法 32(5).
    """
    bad = [m.name for m in materials if m.required and not (m.has_file and m.verdict == "ok")]
    bad += [m.name for m in materials if not m.required and m.verdict == "wrong"]
    if bad:
        refuse(
            "materials-incomplete",
            f"以下材料未收齐或未核对无误，不能受理：{'、'.join(bad)}",
            _32(5),
        )


def correction_list(materials: Sequence[Verdict]) -> list[Verdict]:
    """What the one correction notice has to name: all that is wrong or missing.

    Law: 行政许可法 32(4): 一次告知需要补正的全部内容.
    """
    missing = [m for m in materials if m.verdict == "wrong" or (m.required and not m.has_file)]
    if not missing:
        refuse("nothing-to-correct", "材料没有标明问题，不能要求补正", _32(5))
    mute = [m.name for m in missing if not (m.problem and m.demand)]
    if mute:
        refuse(
            "correction-without-reason",
            f"请写明问题和补正要求：{'、'.join(mute)}",
            _32(4),
        )
    unchecked = [m.name for m in materials if m.has_file and m.verdict == "open"]
    if unchecked:
        refuse(
            "correction-not-whole",
            f"应当一次告知全部补正内容，以下材料尚未核对：{'、'.join(unchecked)}",
            _32(4),
        )
    return missing


def first_correction(already_told: bool) -> None:
    """A second correction notice is refused. Law: 行政许可法 32(4), 一次告知."""
    if already_told:
        refuse("second-correction", "补正告知书已经发出，不得再次告知补正", _32(4))


def correction_in_time(today: date, silence_due_on: date) -> None:
    """After the fifth working day a correction can no longer be asked for.

    Law: 行政许可法 32(4): 逾期不告知的，自收到申请材料之日起即为受理.
    """
    if today > silence_due_on:
        refuse(
            "correction-too-late",
            f"五个工作日的告知期限已于{silence_due_on.isoformat()}届满，逾期不告知的自收件之日起即为受理",
            _32(4),
        )


def no_new_demand(material: Verdict) -> None:
    """After the notice only what stood in it may be found wrong. Law: 行政许可法 32(4), 32(5)."""
    if not material.in_correction:
        refuse(
            "not-in-notice",
            f"“{material.name}”不在补正告知书内，不得提出新的补正要求",
            _32(4),
        )


def correction_answer(answer: str, materials: Sequence[Verdict]) -> None:
    """The answer must agree with the verdicts. Law: 行政许可法 32(5): 补齐的应当受理."""
    unmet = [m.name for m in materials if m.in_correction and m.verdict != "ok"]
    if answer == "complete" and unmet:
        refuse("correction-unmet", f"以下材料仍未核对为合格：{'、'.join(unmet)}", _32(5))
    if answer == "partial" and not unmet:
        refuse("must-accept", "告知内容已全部补齐，应当受理", _32(5))


def something_supplied(last_supply: date | None) -> None:
    """An answer to the notice brings at least one of the materials it names."""
    if last_supply is None:
        refuse("nothing-supplied", "尚未提交补正告知书要求的任何材料", _32(4))


def not_accepted_needs_authority(outcome: str, competent_authority: str, reason: str) -> None:
    """Who has no power must name who has, with a reason. Law: 行政许可法 32(2), 38."""
    if not reason.strip():
        refuse("reason-missing", "不受理、不予受理应当说明理由", XKF.article("三十八"))
    if outcome == "not_accepted" and not competent_authority.strip():
        refuse("competent-authority-missing", "不予受理的，应当告知申请人有权机关", _32(2))


def two_inspectors(first: UUID | None, second: UUID | None) -> None:
    """An inspection on site is done by two persons or more. Law: 行政许可法 34(3)."""
    if first is not None and first == second:
        refuse(
            "one-inspector-alone",
            "现场核查应当由两名以上工作人员进行，您已作为第一名核查人员签名",
            f"{XKF.article('三十四')}第三款",
        )


def refusal_needs(reason: str, clause: str, remedy: str | None) -> None:
    """No refusal without reason, clause and remedies. Law: 行政许可法 38(2)."""
    rule = f"{XKF.article('三十八')}第二款"
    if not reason.strip():
        refuse("reason-missing", "不予许可应当说明理由", rule)
    if not clause.strip():
        refuse("clause-missing", "不予许可应当写明依据条款", rule)
    if not remedy:
        refuse("remedy-missing", "不予许可应当告知申请行政复议或者提起行政诉讼的权利", rule)


def separate_persons(
    person: UUID | None, doers: Mapping[str, Collection[UUID]], apart_from: Collection[str]
) -> None:
    """Who did one of ``apart_from`` does not do this step as well. ``doers``: {element: persons}.

    Rule of the house S1 (四眼): who reviewed does not decide.
    """
    for element in apart_from:
        if person in doers.get(element, ()):
            refuse(
                "separation-of-duties",
                "同一办件的受理、审查与决定应当由不同的人办理，您已办理过前面的环节",
                "职责分离规则S1",
            )


def helper_stays_out(person: UUID | None, channel: str, submitted_by: UUID) -> None:
    """Who helped the applicant does not act as an official. Rule of the house S7."""
    if channel == "guide" and person == submitted_by:
        refuse("helper-acts", "您帮办了此件申请，不能再以工作人员身份办理", "职责分离规则S7")


def publisher_is_not_author(publisher: UUID | None, author: UUID | None) -> None:
    """A diagram is published by another than its author. Rule of the house S5."""
    if author is None or author == publisher:
        refuse("author-publishes", "流程的设计与发布应当由不同的人办理", "职责分离规则S5")


def may_withdraw(state: str) -> None:
    """An application is withdrawn before the decision only. Practice, domain §4.2 撤回申请."""
    if state not in states.BEFORE_DECISION:
        refuse(
            "too-late-to-withdraw", f"办件{states.label(state)}，不能撤回申请", "决定作出前可以撤回"
        )


def electronic_needs_consent(method: str, consented: bool) -> None:
    """Electronic service needs the recipient's consent. Source: domain §4.2 送达."""
    if method == "electronic" and not consented:
        refuse("consent-missing", "电子送达须经受送达人同意", ZXZW_SERVICE)


ZXZW_SERVICE = "《国务院关于在线政务服务的若干规定》"


def _32(item: int) -> str:
    digits = "零一二三四五"
    return f"{XKF.article('三十二')}第一款第{digits[item]}项"
