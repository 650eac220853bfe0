"""What the forms of the campaign send, as commands. Rules of the field stay with the commands."""

from __future__ import annotations

from marshmallow import fields

from web.schemas import Flag, Input, Ref, Text
from workflows.campaign import commands as c


class ProvinceResult(Input):
    """What the province decided about a park (F13)."""

    makes = c.RecordProvinceResult

    outcome = Text(required=True, metadata={"label": "结果", "choose": True})
    group = Text(required=True, most=200, metadata={"label": "评审小组"})
    decided_on = fields.Date(required=True, metadata={"label": "日期", "choose": True})
    document = Text(required=True, most=200, metadata={"label": "文件名称或文号"})
    file_id = Ref()
    score = Text(most=20)
    note = Text(most=2000)


class Budget(Input):
    makes = c.SetBudget

    amount = Text(required=True, most=20, metadata={"label": "金额"})
    source = Text(required=True, most=200, metadata={"label": "资金来源"})
    in_budget = Flag(load_default=False)
    arrived = Text(most=20, load_default="0")
    file_id = Ref()


class Supervision(Input):
    """A 督办 or an issue; ``makes`` gets phase, park and county from the page."""

    makes = c.RaiseSupervision

    kind = Text(required=True, metadata={"label": "类型", "choose": True})
    phase_id = fields.UUID(required=True, metadata={"label": "阶段"})
    enrollment_id = Ref()
    county = Text(required=True, most=60, metadata={"label": "区（市、县）"})
    target = Text(required=True, most=200, metadata={"label": "对象"})
    reason = Text(required=True, most=2000, metadata={"label": "事由"})
    demand = Text(required=True, most=2000, metadata={"label": "要求"})
    due_on = fields.Date(required=True, metadata={"label": "时限", "choose": True})


class CountyDuty(Input):
    """Who leads in a county, and whether the campaign is assessed there (R-032)."""

    makes = c.SetCountyDuty

    leader = Text(required=True, most=60, metadata={"label": "分管领导"})
    in_assessment = Flag(load_default=False)
    document = Text(most=200, load_default="")
    file_id = Ref()


class Basis(Input):
    """A document on which the campaign rests (R-001)."""

    makes = c.AddBasis

    title = Text(required=True, most=200, metadata={"label": "文件名称"})
    issuer = Text(required=True, most=200, metadata={"label": "发文机关"})
    issued_on = fields.Date(required=True, metadata={"label": "发文日期", "choose": True})
    file_id = Ref()
    number = Text(most=100, load_default="")
    alias = Text(most=200, load_default="")


class StageDays(Input):
    """New days of a stage (R-025)."""

    makes = c.ChangeStage

    starts_on = fields.Date(required=True, metadata={"label": "起日", "choose": True})
    ends_on = fields.Date(load_default=None, metadata={"label": "止日", "choose": True})
    reason = Text(required=True, most=500, metadata={"label": "理由"})


class Deadline(Input):
    """Another last day of a phase (R-026)."""

    makes = c.ChangeDeadline

    deadline = fields.Date(required=True, metadata={"label": "阶段截止日", "choose": True})
    reason = Text(required=True, most=500, metadata={"label": "理由"})


class Settings(Input):
    """What the plan leaves open. Numbers stay as typed: the command says what is wrong."""

    makes = c.ChangeSettings

    max_rounds = fields.Integer(required=True, metadata={"label": "验收轮数"})
    municipal_pass = Text(required=True, most=20, metadata={"label": "市级合格分"})
    self_accept_pass = Text(required=True, most=20, metadata={"label": "自主验收合格分"})
    provincial_pass = Text(most=20, load_default=None)
    disagreement = Text(required=True, most=20, metadata={"label": "复核分差"})
    rectify_limit_days = fields.Integer(required=True, metadata={"label": "整改期限"})
    late_add_month = fields.Integer(required=True, metadata={"label": "新增截止月份"})


class Secondment(Input):
    """Who works at which park, without a post there (D10)."""

    makes = c.SetSecondment

    person_id = fields.UUID(required=True, metadata={"label": "人员", "choose": True})
    park_id = fields.UUID(required=True, metadata={"label": "园区", "choose": True})
    starts_on = fields.Date(required=True, metadata={"label": "起日", "choose": True})
    ends_on = fields.Date(load_default=None, metadata={"label": "止日", "choose": True})


class SecondmentEnd(Input):
    makes = c.EndSecondment

    ends_on = fields.Date(required=True, metadata={"label": "止日", "choose": True})


class Quota(Input):
    """How many provincial parks a city of a class builds in a year (R-011)."""

    makes = c.SetQuota

    year = fields.Integer(required=True, metadata={"label": "年份"})
    city_class = Text(required=True, most=60, metadata={"label": "城市类别", "choose": True})
    minimum = fields.Integer(required=True, metadata={"label": "最少"})
    maximum = fields.Integer(required=True, metadata={"label": "最多"})


class _Papers(Input):
    """What every change of the list needs (F17, R-009)."""

    reason = Text(required=True, most=500, metadata={"label": "理由"})
    document = Text(required=True, most=200, metadata={"label": "依据文件"})
    file_id = Ref()
    effective_on = fields.Date(required=True, metadata={"label": "生效日", "choose": True})


class Adding(_Papers):
    makes = c.AddToList

    phase_id = fields.UUID(required=True, metadata={"label": "阶段"})
    park_id = fields.UUID(required=True, metadata={"label": "园区"})
    track = Text(required=True, metadata={"label": "轨道", "choose": True})
    in_this_phase = Flag(load_default=False)


class Renaming(_Papers):
    makes = c.RenamePark

    park_id = fields.UUID(required=True, metadata={"label": "园区"})
    name = Text(required=True, most=200, metadata={"label": "新名称"})
    short_name = Text(required=True, most=60, metadata={"label": "新简称"})


class Removing(_Papers):
    makes = c.RemoveFromList

    enrollment_id = fields.UUID(required=True, metadata={"label": "园区"})
    kind = Text(required=True, metadata={"label": "类型", "choose": True})


class Correcting(Input):
    """County and category of a park: editable data."""

    makes = c.ChangePark

    park_id = fields.UUID(required=True, metadata={"label": "园区"})
    county = Text(required=True, most=60, metadata={"label": "所在区（市、县）"})
    category = Text(required=True, metadata={"label": "类别", "choose": True})
    reason = Text(required=True, most=500, metadata={"label": "理由"})


class Sheet(Input):
    """Scoring sheets from a file."""

    makes = c.ImportScoreSheet

    yaml = fields.Raw(required=True, metadata={"label": "评分表文件"})
