"""What a grant must be. Each rule gives all its findings, with the law it rests on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workflows.authority.commands import AddGrant
from workflows.authority.modes import ACTIONS, MODES, VERTICAL_MODES, Mode, actions_of
from workflows.errors import Finding
from workflows.law import XKF, ZGF


@dataclass(frozen=True, slots=True)
class Party:
    """A body, as the rules of a grant look at it."""

    id: UUID
    name: str
    kind: str
    legal_status: str
    level: str
    #: The government or organ above it
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OtherGrant:
    """A grant of the same item that is there already and not recalled."""

    number: str
    mode: str
    park_id: UUID
    delegatee_id: UUID
    actions: frozenset[str]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A grant to be added, with what the rules must know about its surroundings."""

    command: AddGrant
    mode: Mode
    delegator: Party
    delegatee: Party
    #: The item's statutory body
    holder: Party
    #: Level at which the law fixes the decision, if it does (e.g. 种子法 31: province)
    fixed_level: str | None
    others: Sequence[OtherGrant]


Rule = Callable[[Draft], Iterator[Finding]]


def findings_of(draft: Draft) -> list[Finding]:
    """Everything that is wrong with the grant."""
    return [finding for rule in _RULES for finding in rule(draft)]


def words_are_known(command: AddGrant) -> Iterator[Finding]:
    """Mode and actions exist, and the texts are there: checked before anything is read."""
    if command.mode not in MODES:
        yield Finding(f"没有下放方式“{command.mode}”。", "unknown-mode", "mode")
    unknown = [action for action in command.actions if action not in ACTIONS]
    if unknown:
        yield Finding(f"没有环节“{'、'.join(unknown)}”。", "unknown-action", "actions")
    if not command.actions:
        yield Finding("请至少选择一个授权环节。", "required", "actions")
    for name, label in (("number", "文号"), ("legal_basis", "法律依据"), ("instrument", "文书")):
        if not getattr(command, name).strip():
            yield Finding(f"请填写{label}。", "required", name)


def _is_not_to_oneself(draft: Draft) -> Iterator[Finding]:
    same = draft.delegator.id == draft.delegatee.id
    if same and draft.mode.moves_power:
        sentence = f"不能{draft.mode.name}给自己：授出机关与承接机关是同一机关。"
        yield Finding(sentence, "self-delegation", "delegatee_id")
    if draft.mode.person_bound and not same:
        sentence = "派驻授权是机关对本机关人员的授权，承接机关应为授权机关本身。"
        yield Finding(sentence, "stationed-own-staff", "delegatee_id")


def _is_not_passed_on(draft: Draft) -> Iterator[Finding]:
    """An entrusted organ may not entrust again (行政许可法 24); a transfer neither, by policy."""
    if not draft.mode.moves_power:
        return
    for other in draft.others:
        if other.delegatee_id != draft.delegator.id or not MODES[other.mode].moves_power:
            continue
        if other.mode == "ENTRUST":
            law = XKF.article("二十四")
            sentence = (
                f"{draft.delegator.name}是受委托机关（{other.number}），不得再委托（{law}）。"
            )
        else:
            sentence = f"{draft.delegator.name}承接的下放事项（{other.number}）不得再下放。"
        yield Finding(sentence, "no-redelegation", "delegator_id")
        return


def _is_given_by_the_holder(draft: Draft) -> Iterator[Finding]:
    """Nobody gives what is not the own: the item's statutory body, or the government above it."""
    giver = draft.delegator
    if giver.id in {draft.holder.id, draft.holder.parent_id}:
        return
    law = XKF.article("二十二")
    sentence = f"该事项的法定实施主体是{draft.holder.name}，{giver.name}不能授出（{law}）。"
    yield Finding(sentence, "not-the-holder", "delegator_id")


def _tax_power_stays(draft: Draft) -> Iterator[Finding]:
    """Tax is led vertically: a city cannot pass its powers to a park."""
    if "tax" not in {draft.delegator.kind, draft.holder.kind}:
        return
    if draft.mode.code not in VERTICAL_MODES:
        sentence = (
            f"税务实行垂直管理，不能{draft.mode.name}，只能派驻或受理前移（《{ZGF.short}》）。"
        )
        yield Finding(sentence, "vertical-tax", "mode")


def _level_is_the_law_s(draft: Draft) -> Iterator[Finding]:
    """Where the law fixes the level, only a body of that level can give, and only entrust."""
    level = draft.fixed_level
    if level is None or not draft.mode.moves_power:
        return
    if draft.mode.code == "TRANSFER" or draft.delegator.level != level:
        sentence = "法律已固定该事项的实施层级，不能以此方式授出。"
        yield Finding(sentence, "level-fixed-by-law", "mode")


def _receiver_is_an_organ(draft: Draft) -> Iterator[Finding]:
    if draft.mode.organ_only and draft.delegatee.legal_status != "行政机关":
        law = XKF.article("二十四")
        sentence = f"{draft.delegatee.name}不是行政机关，不能接受委托（{law}）。"
        yield Finding(sentence, "receiver-not-an-organ", "delegatee_id")


def _has_its_term(draft: Draft) -> Iterator[Finding]:
    command = draft.command
    if draft.mode.needs_term and command.valid_to is None:
        yield Finding(f"{draft.mode.name}须写明期限。", "term-missing", "valid_to")
    if command.valid_to is not None and command.valid_to < command.valid_from:
        yield Finding("止日不能早于起日。", "ends-before-start", "valid_to")


def _names_its_person(draft: Draft) -> Iterator[Finding]:
    command = draft.command
    if draft.mode.person_bound and command.person_id is None:
        yield Finding("派驻授权须写明被授权人。", "person-missing", "person_id")
    if not draft.mode.person_bound and (command.person_id or command.deputy_ids):
        yield Finding(f"{draft.mode.name}不指定个人。", "person-needless", "person_id")
    if command.person_id in command.deputy_ids:
        yield Finding("B岗不能是被授权人本人。", "deputy-is-holder", "deputy_ids")


def _stays_within_its_mode(draft: Draft) -> Iterator[Finding]:
    own = draft.delegator.id == draft.delegatee.id
    too_much = set(draft.command.actions) & ACTIONS.keys() - actions_of(draft.mode, own=own)
    if too_much:
        words = "、".join(ACTIONS[action] for action in ACTIONS if action in too_much)
        yield Finding(f"{draft.mode.name}不能包含：{words}。", "beyond-mode", "actions")


def _is_the_only_one(draft: Draft) -> Iterator[Finding]:
    """For one item, park, action and day there is at most one authority (domain §3.4)."""
    command = draft.command
    for other in draft.others:
        shared = other.actions & set(command.actions)
        if other.park_id == command.park_id and shared and _overlap(command, other):
            words = "、".join(ACTIONS[action] for action in ACTIONS if action in shared)
            sentence = f"与{other.number}重叠：同一园区同一事项的“{words}”在同一天只能有一个授权。"
            yield Finding(sentence, "overlap", "actions")


def _conditions_are_readable(draft: Draft) -> Iterator[Finding]:
    for condition in draft.command.conditions:
        known = {"fact", "label", "at_most", "at_least", "one_of", "unit"}
        bounded = condition.keys() & {"at_most", "at_least", "one_of"}
        if condition.keys() - known or not {"fact", "label"} <= condition.keys() or not bounded:
            yield Finding("授权条件须有事实、名称和上限、下限或范围。", "condition", "conditions")


def _overlap(command: AddGrant, other: OtherGrant) -> bool:
    ends_before = command.valid_to is not None and command.valid_to < other.valid_from
    begins_after = other.valid_to is not None and other.valid_to < command.valid_from
    return not ends_before and not begins_after


_RULES: tuple[Rule, ...] = (
    _is_not_to_oneself,
    _is_not_passed_on,
    _is_given_by_the_holder,
    _tax_power_stays,
    _level_is_the_law_s,
    _receiver_is_an_organ,
    _has_its_term,
    _names_its_person,
    _stays_within_its_mode,
    _is_the_only_one,
    _conditions_are_readable,
)
