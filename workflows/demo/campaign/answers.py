"""The usual answer to each human step of the campaign: who gives it, and what the form says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from workflows.campaign.commands import (
    BuildTaskData,
    OpinionData,
    SaveBuildTasks,
    SaveOpinions,
    SaveScores,
)

if TYPE_CHECKING:
    from workflows.demo.campaign.walk import Walk

Form = dict[str, Any]
Answer = Callable[["Walk", "Asked"], Form]


@dataclass(frozen=True, slots=True)
class Asked:
    """An open task with what it sees."""

    id: UUID
    element: str
    assignee: UUID | None
    seen: Mapping[str, Any]

    @property
    def enrollment(self) -> UUID:
        return UUID(str(self.seen["enrollment"]))


def _plain(**form: Any) -> Answer:
    return lambda walk, asked: dict(form)


def _survey(walk: Walk, asked: Asked) -> Form:
    return {
        "construction": "已有综合服务大厅一处", "staffing": "专职窗口人员齐备",
        "handling": "常办事项已进驻", "capability": "可以承接市级下放事项",
        "service_quality": "好评率较高", "leading_industry": "装备制造",
        "center_name": "园区政务服务中心", "center_address": "园区大道1号", "area_m2": 800,
        "general_windows": 6, "special_windows": 4, "full_time": 12, "part_time": 3,
        "licence_items": 210, "public_items": 90, "problems": "部分设备待更新",
        "filled_by": "中心主任", "filled_on": walk.today.isoformat(),
    }  # fmt: skip


def _consult(walk: Walk, asked: Asked) -> Form:
    group = str(asked.seen["group"])
    said = OpinionData(group, "市级部门" if group == "department" else "园区代表",
                       "同意方案", "adopted", walk.today)  # fmt: skip
    walk.do("city_admin", SaveOpinions(UUID(str(asked.seen["phase"])), [said]))
    return {"summary": "意见已汇总"}


def _drafted(walk: Walk, asked: Asked) -> Form:
    return {
        "title": "德阳市建设省级园区示范政务服务中心实施方案",
        "file_id": str(walk.file("city_admin", "实施方案（送审稿）")),
    }


def _published(walk: Walk, asked: Asked) -> Form:
    today = walk.today
    return {
        "number": f"德政数〔{today.year}〕8号", "published_on": today.isoformat(),
        "file_id": str(walk.file("city_admin", "实施方案")),
    }  # fmt: skip


def _meeting(walk: Walk, asked: Asked) -> Form:
    return {
        "topic": "园区示范政务服务中心创建", "held_on": walk.today.isoformat(),
        "place": "市政务服务中心", "attendees": 40, "minutes": "部署创建任务",
        "parks": [one["park"] for one in asked.seen["parks"]],
    }  # fmt: skip


def _tasks(walk: Walk, asked: Asked) -> Form:
    who = f"park_admin:{asked.seen['park']}"
    ends = walk.today.replace(month=9, day=30)
    due = max(ends, walk.today + timedelta(30))
    tasks = [
        BuildTaskData(line.code, str(line.max), f"补齐{line.name}"[:60], "中心主任", due, "照片")
        for line in walk.sheet(asked.enrollment).indicators[:2]
    ]
    walk.do(who, SaveBuildTasks(asked.enrollment, tasks))
    return {}


def _month(walk: Walk, asked: Asked) -> Form:
    before = walk.today.replace(day=1) - timedelta(1)
    return {"month": f"{before:%Y-%m}", "done_tasks": 1, "problems": ""}


def _self(walk: Walk, asked: Asked) -> Form:
    who = f"park_admin:{asked.seen['park']}"
    entries = walk.entries(asked.enrollment, walk.total_of(asked.enrollment))
    walk.do(who, SaveScores(asked.enrollment, entries, kind="self"))
    return {}


def _team(walk: Walk, asked: Asked) -> Form:
    team = [str(walk.actors[f"evaluator:{n}"].person) for n in (1, 2, 3)]
    return {"evaluators": team, "leader": team[0]}


def _score(walk: Walk, asked: Asked) -> Form:
    entries = walk.entries(asked.enrollment, walk.total_of(asked.enrollment))
    command = SaveScores(asked.enrollment, entries, opinion="按标准评分")
    walk.do(walk.key_of(asked), command)
    return {}


def _sent(walk: Walk, asked: Asked) -> Form:
    return {
        "number": f"德政数函〔{walk.today.year}〕{walk.count()}号", "sent_on": str(walk.today),
        "file_id": str(walk.file("city_admin", "报送函")),
    }  # fmt: skip


def _confirmed(walk: Walk, asked: Asked) -> Form:
    form = {
        "number": f"确认〔{walk.today.year}〕{walk.count()}号", "confirmed_on": str(walk.today),
    }  # fmt: skip
    return form | {"file_id": str(walk.file("city_admin", "确认文件"))}


def _plaque(walk: Walk, asked: Asked) -> Form:
    return {"number": f"牌{walk.count():03d}", "plaque_on": str(walk.today)}


def _next(walk: Walk, asked: Asked) -> Form:
    """As the plan lists them; a failed park builds again."""
    from workflows.demo.campaign.walk import proposals

    with walk.office.reading() as conn:
        rows = proposals(conn, walk.tenant, UUID(str(asked.seen["phase"])))
    return {
        "decisions": {
            str(enrollment): {
                "decision": "promote" if rule == "D6" else "defer",
                "reason": "按方案" if rule == "D6" else "整改后再创建",
            }
            for enrollment, rule in rows
        }
    }


_RESOLVED = {"feedback": "已完成整改，落实到人", "outcome": "resolved"}

#: Element of a diagram: (role, answer). ``assigned``: whoever the task names
USUAL: Mapping[str, tuple[str, Answer]] = {
    "survey": ("park_admin", _survey),
    "survey_added": ("park_admin", _survey),
    "check_survey": ("city_admin", _plain(complete="yes")),
    "consult": ("city_admin", _consult),
    "draft_plan": ("city_admin", _drafted),
    "sign_plan": ("bureau_leader", _plain(approval="approve")),
    "publish_plan": ("city_admin", _published),
    "hold_meeting": ("city_admin", _meeting),
    "hold_training": ("city_admin", _meeting),
    "hold_visit": ("city_admin", _meeting),
    "make_up": ("city_admin", _meeting),
    "list_tasks": ("park_admin", _tasks),
    "confirm_tasks": ("county_lead", _plain(agreed="yes")),
    "build_task": ("park_admin", _plain(evidence="已完成，附照片")),
    "take_over_items": ("park_admin", _plain(items=[])),
    "monthly_report": ("park_admin", _month),
    "self_assess": ("park_admin", _self),
    "appoint_team": ("city_admin", _team),
    "score": ("assigned", _score),
    "reconcile": ("city_admin", _plain(decision="keep", reason="差异有据")),
    "evaluation_report": ("assigned", _plain(problems="个别设备待更新", opinion="同意")),
    "rectify_notice": (
        "city_admin",
        _plain(number="整改〔1〕号", problems=[{"problem": "窗口不足", "demand": "增设综窗"}]),
    ),
    "rectify": (
        "park_admin",
        _plain(answers=[{"measure": "增设两个综窗", "done": "完成", "evidence": "照片"}]),
    ),
    "decide_failed": ("city_admin", _plain(decision="defer", reason="整改后下一阶段再创建")),
    "report_province": ("city_admin", _sent),
    "confirm_city": ("city_admin", _confirmed),
    "confirm_province": ("city_admin", _confirmed),
    "plaque_city": ("city_admin", _plaque),
    "plaque_province": ("city_admin", _plaque),
    "summarize_park": ("park_admin", _plain(title="一站办成", highlights="综窗无差别受理")),
    "summarize_phase": ("city_admin", _plain(summary="本阶段任务完成")),
    "decide_next": ("city_admin", _next),
    "answer": ("county_lead", _plain(**_RESOLVED)),
    "leader_answer": ("county_leader", _plain(feedback="已协调解决")),
    "conclude": ("city_admin", _plain(conclusion="办结", accepted="yes")),
}
