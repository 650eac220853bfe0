"""Who answers for each step, as the plan shares the work (分工协作, R-043): a preset."""

from __future__ import annotations

from typing import Any

_CITY, _LEADER, _COUNTY, _PARK = "city_admin", "bureau_leader", "county_lead", "park_admin"


def _duty(
    element: str,
    step: str,
    responsible: str,
    accountable: str,
    consulted: tuple[str, ...] = (),
    informed: tuple[str, ...] = (),
) -> dict[str, Any]:
    return {
        "element": element, "step": step, "responsible": responsible, "accountable": accountable,
        "consulted": list(consulted), "informed": list(informed),
    }  # fmt: skip


#: One line per human step of the diagrams; a test compares them with what the diagrams say
PRESET_DUTIES: tuple[dict[str, Any], ...] = (
    _duty("survey", "填报调研表", _PARK, _CITY, (), (_COUNTY,)),
    _duty("survey_added", "新增园区调研", _PARK, _CITY, (), (_COUNTY,)),
    _duty("check_survey", "核对调研表", _CITY, _CITY, (_COUNTY,)),
    _duty("consult", "征求意见", _CITY, _LEADER, ("dept_delegator", _PARK, "enterprise")),
    _duty("draft_plan", "起草实施方案", _CITY, _LEADER, (_COUNTY,)),
    _duty("sign_plan", "签发实施方案", _LEADER, _LEADER),
    _duty("publish_plan", "印发实施方案", _CITY, _LEADER, (), (_COUNTY, _PARK)),
    _duty("hold_meeting", "工作推进会", _CITY, _LEADER, (_COUNTY,), (_PARK,)),
    _duty("hold_training", "培训会", _CITY, _LEADER, ("dept_delegator",), (_PARK,)),
    _duty("make_up", "补训", _CITY, _CITY, (), (_PARK,)),
    _duty("hold_visit", "现场观摩", _CITY, _CITY, (_PARK,), (_COUNTY,)),
    _duty("list_tasks", "制定任务清单", _PARK, _COUNTY, ("dept_delegator",)),
    _duty("confirm_tasks", "确认任务清单", _COUNTY, _COUNTY, (), (_CITY,)),
    _duty("build_task", "建设实施", _PARK, _COUNTY, ("dept_delegator",)),
    _duty("take_over_items", "事项承接", _PARK, _COUNTY, ("dept_delegator",), (_CITY,)),
    _duty("monthly_report", "月报", _PARK, _COUNTY, (), (_CITY,)),
    _duty("self_assess", "自评", _PARK, _COUNTY, (), (_CITY,)),
    _duty("record_build_late", "补录对标建设", _PARK, _COUNTY, (), (_CITY,)),
    _duty("appoint_team", "组建验收组", _CITY, _LEADER),
    _duty("score", "评委打分", "evaluator", _CITY),
    _duty("reconcile", "分差复核", _CITY, _LEADER, ("evaluator",)),
    _duty("evaluation_report", "验收报告", "evaluator", _CITY),
    _duty("rectify_notice", "整改通知", _CITY, _CITY, (), (_COUNTY,)),
    _duty("rectify", "整改", _PARK, _COUNTY, ("dept_delegator",)),
    _duty("decide_failed", "未通过的处理", _CITY, _LEADER),
    _duty("report_province", "报送省中心", _CITY, _LEADER, (), ("province",)),
    _duty("confirm_city", "市级确认", _CITY, _LEADER),
    _duty("confirm_province", "登记省级确认", _CITY, "province"),
    _duty("plaque_city", "市级授牌", _CITY, _LEADER),
    _duty("plaque_province", "登记省级授牌", _CITY, "province"),
    _duty("summarize_park", "经验总结", _PARK, _COUNTY, (), (_CITY,)),
    _duty("summarize_phase", "阶段总结", _CITY, _LEADER),
    _duty("decide_next", "下一阶段名单", _CITY, _LEADER, (_COUNTY,)),
    _duty("answer", "督办反馈", _COUNTY, "county_leader", (_PARK,)),
    _duty("leader_answer", "分管领导协调", "county_leader", "county_leader", (_COUNTY,)),
    _duty("conclude", "督办结论", _CITY, _CITY),
)
