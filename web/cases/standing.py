"""Where a case stands, in one sentence."""

from __future__ import annotations

from typing import Any

from web.i18n import _
from workflows.handling import states
from workflows.people.roles import ROLES

_CHANNELS = {"window": "窗口", "online": "网上", "guide": "帮办代办"}


def sentence(case: Any, tasks: list[Any], incidents: int) -> str:
    """E.g. 审查中：“审查意见”在王某手里。"""
    if incidents:
        return _("停在一处异常，等管理者处理。")
    if tasks:
        parts = [_waiting(task) for task in tasks]
        return _("{state}：{parts}。", state=state_words(case), parts="；".join(parts))
    if case.case_state in {"completed", "terminated"}:
        return _("已经办结，结果：{state}。", state=result_words(case))
    return _("{state}，在等待期限或申请人。", state=state_words(case))


def state_words(case: Any) -> str:
    """The state of the application, or of a case that has none."""
    if case.state:
        return _(states.label_under(case.state, case.regime))
    return _(CASE_STATES.get(case.case_state, case.case_state))


def result_words(case: Any) -> str:
    """How it ended: what was decided outlasts that it was archived."""
    if case.decision:
        return _(states.label_under(case.decision, case.regime))
    return state_words(case)


def channel_words(channel: str | None) -> str:
    """How the application came in."""
    return _(_CHANNELS.get(channel or "", channel or ""))


def candidates_words(candidates: list[str]) -> str:
    """Roles that may take a task."""
    return "、".join(_(ROLES.get(one, "申请人")) for one in candidates)


def _waiting(task: Any) -> str:
    if task.assignee:
        return _("“{task}”在{who}手里", task=task.name, who=task.assignee)
    who = candidates_words(task.candidates)
    return _("“{task}”等{who}认领", task=task.name, who=who)


CASE_STATES = {
    "active": "进行中",
    "completed": "已结束",
    "terminated": "已终止",
    "incident": "有异常",
}
