"""The roles of posts (domain: §6.1), with the Chinese words people know them by."""

from __future__ import annotations

ROLES: dict[str, str] = {
    "enterprise": "申请企业",
    "guide": "帮办代办员",
    "window": "综窗收件员",
    "acceptor": "受理岗",
    "reviewer": "审查岗",
    "inspector": "现场核查员",
    "approver": "首席代表",
    "agency_head": "本行政机关负责人",
    "dept_delegator": "下放部门业务科室",
    "legal": "法制审核",
    "process_designer": "流程设计员",
    "process_publisher": "流程发布审核",
    "city_admin": "市政务和大数据局",
    "county_lead": "区县行政审批局",
    "park_admin": "园区管委会",
    "evaluator": "评委",
    "bureau_leader": "局领导",
    "county_leader": "区县分管领导",
    "province": "省中心",
    "manager": "管理者",
    "auditor": "效能监督",
    "sysadmin": "系统管理员",
}

#: Those who handle cases see what they handle in full
HANDLERS = frozenset({"window", "acceptor", "reviewer", "inspector", "approver", "agency_head"})
#: Those whose posts cover the parks of their body's county
OF_COUNTY = frozenset({"county_lead", "county_leader"})
#: Those who watch see all facts but personal numbers
WATCHERS = OF_COUNTY | {
    "manager", "auditor", "park_admin", "city_admin", "dept_delegator", "bureau_leader",
}  # fmt: skip
VIEWERS = HANDLERS | WATCHERS
