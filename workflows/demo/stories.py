"""How the demo's cases go. A story does one thing at a time and says when it goes on.

Each is a generator of instants; where the clock of the demo stops before the next one, the case
stays as it is, and that is what people find in their inboxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from workflows.demo.stage import Stage
from workflows.handling import requests
from workflows.handling.commands import SaveTaskDraft

Story = Iterator[datetime]

#: Who does what in a park for a department
CREWS: dict[tuple[str, str], dict[str, str]] = {
    ("dyjkq", "scjg"): {
        "window": "zhang.chuangkou", "acceptor": "li.shouli", "reviewer": "wang.shencha",
        "first": "zhao.hecha", "second": "qian.hecha", "approver": "sun.daibiao",
    },
    ("dygxq", "scjg"): {
        "window": "tang.chuangkou", "acceptor": "feng.shouli", "reviewer": "deng.shencha",
        "first": "peng.hecha", "second": "zeng.hecha", "approver": "xiao.daibiao",
    },
    ("ljjkq", "scjg"): {
        "window": "luo.chuangkou", "acceptor": "xie.shouli", "reviewer": "han.shencha",
        "first": "jiang.hecha", "second": "cai.hecha", "approver": "yu.daibiao",
    },
    ("dyjkq", "zj"): {
        "window": "liu.chuangkou", "acceptor": "he.shouli", "reviewer": "lin.shencha",
        "first": "", "second": "", "approver": "guo.daibiao",
    },
}  # fmt: skip

WRONG = {"m02": ("布局图未标注操作间面积和冷热加工分区", "按1:100重新绘制，标注面积和分区")}
OPINIONS = {
    "approve": {"findings": "书面审查和现场核查均符合条件。", "recommendation": "approve"},
    "refuse": {
        "findings": "冷藏设施不足，操作间未分区。",
        "recommendation": "refuse",
        "reason": "经营条件不符合《食品安全法》第三十三条",
    },
}


@dataclass
class Case:
    """A case of the demo: who applies for what, and how it is answered."""

    enterprise: str
    item: str = "scjg-04"
    park: str = "dyjkq"
    #: Login of who enters it; empty: the window
    entered_by: str = ""
    channel: str = "window"
    #: Working days between receipt and acceptance, acceptance and review, review and decision
    pace: tuple[int, int, int] = (1, 1, 1)
    #: approve or refuse
    decision: str = "approve"
    #: Minutes after the hour at which its people act: no two cases at the same moment
    minute: int = 0
    #: The last element that is done; the case stays where it is then
    until: str = ""
    id: UUID | None = field(default=None)

    @property
    def crew(self) -> dict[str, str]:
        return CREWS[self.park, self.item.partition("-")[0]]

    @property
    def speaker(self) -> str:
        """Who speaks for the applicant."""
        return self.entered_by or self.crew["window"]

    @property
    def application(self) -> UUID:
        assert self.id is not None
        return self.id


def usual(stage: Stage, case: Case) -> Story:
    """From the window to the archive."""
    yield from received(stage, case)
    yield from accepted(stage, case)
    yield from reviewed(stage, case)
    yield from decided(stage, case)


def received(stage: Stage, case: Case) -> Story:
    """Entered, submitted and registered."""
    who, form = case.speaker, form_of(case)
    case.id = stage.save(who, case.item, case.park, case.enterprise, form, case.channel)
    stage.submit(who, case.id)
    if case.until == "submit":
        return
    yield stage.now + timedelta(minutes=6)
    done = {"originals_checked": True, "paper_copies": 1, "intake": "window", "remark": ""}
    stage.finish(case.crew["window"], case.id, "register", done)


def accepted(stage: Stage, case: Case) -> Story:
    """Materials checked one by one, all right; accepted."""
    if case.until in {"submit", "register"}:
        return
    yield stage.later(case.pace[0], 10, case.minute)
    acceptor = case.crew["acceptor"]
    codes = [code for code, _ in stage.materials(case.application)]
    stage.check(acceptor, case.application, {}, codes)
    stage.finish(acceptor, case.application, "examine", {"outcome": "accept"})


def reviewed(stage: Stage, case: Case) -> Story:
    """Reviewed on paper and, where the item asks for it, on site by two."""
    if case.until in {"submit", "register", "examine"}:
        return
    if stage.is_open(case.application, "review"):
        yield stage.later(case.pace[1], 11, case.minute)
        said = {"findings": "申请材料齐全，内容一致。", "conditions_met": "site"}
        said |= {"recommendation": "approve"}
        stage.finish(case.crew["reviewer"], case.application, "review", said)
    if case.until != "review" and stage.is_open(case.application, "inspect"):
        yield from inspected(stage, case)


def inspected(stage: Stage, case: Case) -> Story:
    """Two inspectors on site, then the reviewer's opinion."""
    yield stage.later(0, 14, case.minute)
    on = stage.now.date().isoformat()
    record = {
        "inspected_on": on, "place": "经营场所", "attendee": "企业负责人",
        "checked": ["premises", "equipment", "hygiene"], "signed": True, "inspection": "pass",
        "findings": "现场布局与申报一致，设施设备齐全。",
    }  # fmt: skip
    stage.finish(case.crew["first"], case.application, "inspect", record)
    if case.until == "inspect":
        return
    yield stage.later(0, 15, case.minute)
    signed = {"cosigned": "agree", "signed": True}
    stage.finish(case.crew["second"], case.application, "cosign", signed)
    if case.until == "cosign":
        return
    yield stage.later(0, 16, case.minute)
    opinion = {"findings": "书面审查和现场核查均符合条件。", "recommendation": "approve"}
    if case.decision == "refuse":
        opinion = {
            "findings": "冷藏设施不足。",
            "recommendation": "refuse",
            "reason": "经营条件不符合",
        }
    stage.finish(case.crew["reviewer"], case.application, "opinion", opinion)


def decided(stage: Stage, case: Case) -> Story:
    """Decided, served and archived."""
    if case.until in {"submit", "register", "examine", "review", "inspect", "cosign", "opinion"}:
        return
    yield stage.later(case.pace[2], 9, case.minute)
    stage.finish(case.crew["approver"], case.application, "decide", decision_of(case))
    if case.until == "decide":
        return
    yield from served(stage, case)


def served(stage: Stage, case: Case) -> Story:
    """Handed out at the window, then archived."""
    yield stage.later(1, 15, case.minute)
    said = {"method": "window", "delivered_on": stage.now.date().isoformat()}
    receiver = stage.enterprises[case.enterprise].contact
    stage.finish(case.crew["window"], case.application, "deliver", {**said, "receiver": receiver})
    if case.until == "deliver":
        return
    yield stage.later(2, 16, case.minute)
    kept = {
        "contents": ["application", "notices", "record", "decision", "delivery"],
        "retention": "30",
        "complete": True,
    }
    stage.finish(case.crew["window"], case.application, "archive", kept)


def corrected(stage: Stage, case: Case, supplied_after: int | None, answered: bool) -> Story:
    """Told once what is missing; supplied after some working days, or not at all."""
    yield from received(stage, case)
    yield stage.later(1, 10, case.minute)
    acceptor, codes = case.crew["acceptor"], [code for code, _ in stage.materials(case.application)]
    stage.check(acceptor, case.application, WRONG, codes)
    stage.finish(acceptor, case.application, "examine", {"outcome": "correct"})
    if supplied_after is None:
        return
    yield stage.later(supplied_after, 10, case.minute)
    stage.attach(
        case.entered_by or case.crew["window"], case.application, "m02", "经营场所布局图（补正）"
    )
    stage.do(requests.supply(case.application), case.entered_by or case.crew["window"])
    if not answered:
        return
    yield stage.later(1, 11, case.minute)
    stage.check(acceptor, case.application, {}, ["m02"])
    stage.finish(acceptor, case.application, "check_correction", {"correction": "complete"})
    yield from reviewed(stage, case)
    yield from decided(stage, case)


def turned_down(stage: Stage, case: Case, outcome: str) -> Story:
    """Answered without acceptance: no licence needed, or another authority is competent."""
    yield from received(stage, case)
    yield stage.later(0, 16, case.minute)
    said = {
        "not_accepted": {
            "reason": "申请事项为农药经营许可，不属于市场监督管理部门职权",
            "clause": "《农药管理条例》第二十四条",
            "competent_authority": "德阳市农业农村局",
        },
        "not_required": {
            "reason": "仅销售预包装食品，依法备案即可，不需要取得食品经营许可",
            "clause": "《食品安全法》第三十五条",
        },
    }[outcome]
    stage.finish(case.crew["acceptor"], case.application, "examine", {"outcome": outcome, **said})
    yield from served(stage, case)


def silent(stage: Stage, case: Case) -> Story:
    """Nobody answers in five working days: the law accepts it, and the review is late to begin."""
    yield from received(stage, case)
    yield stage.later(7, 9, case.minute)
    yield from reviewed(stage, case)
    yield from decided(stage, case)


def withdrawn(stage: Stage, case: Case) -> Story:
    """Withdrawn while under review."""
    yield from received(stage, case)
    yield from accepted(stage, case)
    yield stage.later(1, 9, case.minute)
    stage.do(requests.withdraw(case.application), case.speaker)


#: What is on everybody's own desk when the demo opens: person, element
DESKS: tuple[tuple[str, str], ...] = (
    ("zhang.chuangkou", "register"), ("liu.chuangkou", "archive"), ("li.shouli", "examine"),
    ("wang.shencha", "review"), ("zhao.hecha", "inspect"), ("sun.daibiao", "decide"),
    ("feng.shouli", "examine"), ("deng.shencha", "review"),
)  # fmt: skip


def desks(stage: Stage) -> Story:
    """Everybody takes a task in hand; one form is left half filled."""
    for who, element in DESKS:
        task = stage.claim(who, element)
        if element == "review" and who == "wang.shencha":
            half = {"findings": "申请书、布局图已核对，", "conditions_met": "site"}
            stage.do(SaveTaskDraft(task, half), who)
    yield stage.later()


def form_of(case: Case) -> dict[str, Any]:
    """What the enterprise filled in beside the common fields."""
    common = {"delivery_method": "window", "truth_promise": True}
    if case.item != "scjg-04":
        return common
    return {
        **common,
        "business_type": "catering",
        "business_scope": ["hot", "cold"],
        "area_m2": 60 + case.minute * 3,
        "premises": "园区商业街",
        "employees": 6,
        "safety_manager": "食品安全管理员",
        "layout_confirmed": True,
    }


#: What is granted or done for items other than 食品经营许可
GRANTED = {"scjg-05": "仅销售预包装食品", "zj-20": "厂房及附属设施工程施工"}


def decision_of(case: Case) -> dict[str, Any]:
    """The decision's form."""
    if case.decision == "approve":
        if case.item == "scjg-04":
            granted = "热食类、冷食类食品制售"
            return {"decision": "approve", "granted": granted, "valid_years": 5}
        return {"decision": "approve", "granted": GRANTED[case.item]}
    return {
        "decision": "refuse",
        "facts": "现场核查时无冷藏设施，操作间未分区",
        "reason": "经营条件不符合法定要求",
        "clause": "《食品安全法》第三十三条",
    }
