"""Modes of delegation (下放方式): whose power, in whose name, under whose seal, who answers for it.

The legal answers are data here, once per mode; a grant only names its mode.
Source: 行政许可法 22–26, 43; 行政复议法 19, 24, 27; 行政诉讼法 26 and its interpretation 21.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Actions of a case that need authority, with the words people know them by
ACTIONS: dict[str, str] = {
    "receive": "收件",
    "accept": "受理",
    "correct": "补正告知",
    "review": "审查",
    "inspect": "现场核查",
    "extend": "延期批准",
    "hear": "听证",
    "decide": "决定",
    "issue": "制证",
    "deliver": "送达",
}

_ALL = frozenset(ACTIONS)
_WINDOW = frozenset({"receive", "deliver"})
_PRELIMINARY = frozenset({"receive", "accept", "correct", "review", "inspect", "deliver"})


@dataclass(frozen=True, slots=True)
class Mode:
    """What a mode means in law."""

    code: str
    name: str
    #: delegator or delegatee: whose name stands on the document, whose seal, who is respondent
    name_of: str
    actions: frozenset[str]
    #: Title of the paper that makes it: between organs, or from an organ to its own person
    instrument: str
    #: Only the persons named in the instrument may sign
    person_bound: bool = False
    #: Must be announced before it may be used (行政许可法 24)
    needs_publication: bool = False
    #: Must have a last day
    needs_term: bool = False
    #: Moves the power, or its exercise, to another body; tax powers cannot be moved
    moves_power: bool = False
    #: The receiver must be an 行政机关 (行政许可法 24)
    organ_only: bool = False


MODES: dict[str, Mode] = {
    mode.code: mode
    for mode in (
        Mode("TRANSFER", "直接下放", "delegatee", _ALL, "下放决定", moves_power=True),
        Mode(
            "ENTRUST", "委托行使", "delegator", _ALL, "行政许可委托书",
            needs_publication=True, needs_term=True, moves_power=True, organ_only=True,
        ),
        Mode(
            "STATIONED", "派驻授权", "delegator", _ALL, "派驻审批授权书",
            person_bound=True, needs_term=True,
        ),
        Mode("FORWARD", "受理前移", "delegator", _WINDOW, "服务协议"),
        Mode("PRELIM", "初审上报", "delegator", _PRELIMINARY, "初审上报依据"),
        Mode("CENTRAL", "相对集中", "delegatee", _ALL, "相对集中批准文件", moves_power=True),
        Mode("SHARED_WINDOW", "市区联办综窗", "delegator", _WINDOW, "窗口协议"),
    )
}  # fmt: skip

#: Modes that a vertically led body (税务) may use: its power stays where it is
VERTICAL_MODES = frozenset({"STATIONED", "FORWARD", "SHARED_WINDOW"})


def actions_of(mode: Mode, *, own: bool) -> frozenset[str]:
    """Actions that a grant of the mode may carry.

    ``own``: the body grants to itself (a provider at its own desk in a shared window), which
    moves nothing and so allows all.
    """
    return _ALL if own else mode.actions
