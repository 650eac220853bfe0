"""How each task of ``item-handling`` is usually answered, and by whom; a scenario says the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.handling.commands import PartyData
from workflows.people.uscc import check_character

#: Stands for the day on which the step is done
TODAY = "<today>"

_CODE = "91510600MA6TC0001"
PARTY = PartyData(
    "enterprise", "情景测试餐饮有限公司", _CODE + check_character(_CODE), "甲某", "乙某",
    "13800000000", "测试路1号",
)  # fmt: skip

#: {element: role in the cast}
DOERS: Mapping[str, str] = {
    "register": "window",
    "examine": "acceptor",
    "check_correction": "acceptor",
    "review": "reviewer",
    "inspect": "first",
    "cosign": "second",
    "opinion": "reviewer",
    "decide": "approver",
    "deliver": "window",
    "archive": "window",
}

USUAL: Mapping[str, Mapping[str, Any]] = {
    "register": {"originals_checked": True, "paper_copies": 1, "intake": "window"},
    "examine": {"outcome": "accept"},
    "check_correction": {"correction": "complete"},
    "review": {"findings": "材料齐全", "conditions_met": "site", "recommendation": "approve"},
    "inspect": {
        "inspected_on": TODAY, "place": "测试路1号", "attendee": "乙某", "checked": ["premises"],
        "findings": "与申报一致", "inspection": "pass", "signed": True,
    },
    "cosign": {"cosigned": "agree", "signed": True},
    "opinion": {"findings": "符合条件", "recommendation": "approve"},
    "decide": {"decision": "approve", "granted": "准予内容", "valid_years": 5},
    "deliver": {"method": "window", "delivered_on": TODAY, "receiver": "乙某"},
    "archive": {"contents": ["application"], "retention": "30", "complete": True},
}  # fmt: skip


def answer(element: str, said: Mapping[str, Any], today: str) -> dict[str, Any]:
    """The form of a task: the usual answers under what the scenario says."""
    form = {**USUAL.get(element, {}), **said}
    return {name: today if value == TODAY else value for name, value in form.items()}
