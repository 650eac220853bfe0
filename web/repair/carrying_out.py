"""Many commands, one after the other, each whole or not at all; what became of each in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from engine.commands import Command
from engine.errors import Refused
from engine.protocols import Actor
from web import current
from web.errors import explain
from web.i18n import _


@dataclass(frozen=True)
class Reason:
    """One reason against it."""

    code: str
    element: str
    words: str


@dataclass(frozen=True)
class Told:
    """What became of one command. Without reasons it was, or could be, carried out."""

    subject: UUID
    reasons: tuple[Reason, ...]
    #: Tasks that it opens
    opened: tuple[str, ...] = ()
    state: str = ""


def told_of(
    subjects: Iterable[tuple[UUID, Command]],
    *,
    trial: bool,
    actor: Actor | None = None,
    key: str | None = None,
) -> list[Told]:
    """Carry the commands out, or with ``trial`` only ask what would be said.

    ``key``: of the whole request; each command is then carried out once under it.
    """
    who = actor or current.actor()
    return [_told(subject, command, trial, who, key) for subject, command in subjects]


def _told(subject: UUID, command: Command, trial: bool, actor: Actor, key: str | None) -> Told:
    office = current.office()
    own = f"{key}:{subject}" if key else None
    try:
        outcome = (
            office.engine.rehearse(command, actor=actor)
            if trial
            else office.execute(command, actor=actor, idempotency_key=own)
        )
    except Refused as refused:
        return Told(subject, tuple(_reasons(refused)))
    return Told(subject, (), tuple(element for _id, element in outcome.opened), outcome.state or "")


def _reasons(refused: Refused) -> Iterable[Reason]:
    found: list[Any] = getattr(refused, "refusals", [])
    if not found:
        yield Reason(refused.code, "", explain(refused).words)
    for one in found:
        yield Reason(one.code, one.element_id, words_of(one.code))


def words_of(code: str) -> str:
    """A reason against a change, in the words of the pages."""
    return _(_WORDS.get(code, "流程图不允许这样改。"))


_WORDS = {
    "element-missing": "办件停在这个环节，新版本里没有它；可在“改名”里写明它现在叫什么。",
    "other-kind": "新版本里这个环节换了类型。",
    "process-missing": "新版本里没有这个流程。",
    "event-gone": "办件在这里等着的期限或消息，新版本里没有。",
    "event-added": "新版本在这里多等一个期限或消息，办件没有它。",
    "mapping-unknown": "“改名”里写的环节，旧版本或新版本里没有。",
    "undoable-missing": "已经办完、以后可能要撤销的环节，新版本里没有。",
    "gateway-changed": "办件在等几件事中先到的一件，新版本等的不是这几件。",
    "form-missing": "待办任务的表单，新版本里没有。",
    "job-changed": "正在进行的后台工作，新版本里换了种类。",
    "join-changed": "办件在这里等几路到齐，新版本的路数变了。",
    "other-events": "办件在这里等的事情，新版本里变了。",
    "not-active": "这个环节现在没有在进行。",
    "unknown-element": "流程图里没有这个环节。",
    "cannot-begin": "不能从这个环节开始：它由事件触发、要等几路到齐，或只用于撤销。",
    "scope-not-active": "它所在的子流程现在没有运行。",
    "scope-ambiguous": "它所在的子流程有几个在同时运行，分不清是哪一个。",
    "nothing-left": "这样改之后这里什么也不剩；要结束办件请用终止。",
    "undoing": "这个环节正在撤销之中。",
    "behind-gateway": "它和别的事件在比先后，请取消前面的网关。",
}
