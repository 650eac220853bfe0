"""What is administered: per subject its list, its form and the command that a form becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from web.admin import choices
from web.admin.fields import Field, fixed
from workflows.authority.commands import AddGrant
from workflows.authority.modes import ACTIONS, MODES
from workflows.people.codes import BODY_KINDS, LEGAL_STATUSES, LEVELS
from workflows.people.commands import (
    AddBody,
    AddCode,
    AddPark,
    AddPerson,
    AddPost,
    Appoint,
    ChangeBody,
    ChangePerson,
)
from workflows.people.roles import ROLES


@dataclass(frozen=True)
class Subject:
    """One page of the administration."""

    #: Name in the address
    name: str
    label: str
    #: What it is for, in one sentence, for who sees it the first time
    purpose: str
    fields: tuple[Field, ...]
    command: Callable[..., Any]
    #: Makes the command by which an entry is changed, from its id and the fields that may change
    change: Callable[..., Any] | None = None
    #: Fields that stay as they were entered
    fixed: frozenset[str] = frozenset()
    #: What ``SetActive`` calls it, where entries may be put out of use and taken back
    closes: str = ""


_BODIES = Subject(
    "bodies", "机构", "部门、管委会、政务服务管理机构等，岗位和授权都属于机构。",
    (
        Field("name", "机构名称"),
        Field("code", "机构编码", hint="小写字母、数字和连字符，例如 scjg"),
        Field("kind", "机构类型", "select", choices=fixed(BODY_KINDS)),
        Field("legal_status", "主体性质", "select", choices=fixed(LEGAL_STATUSES),
              hint="只有行政机关可以受委托实施行政许可（行政许可法 24）"),
        Field("level", "层级", "select", choices=fixed(LEVELS)),
        Field("document_prefix", "机关代字", required=False, hint="文书编号用，例如 德市监"),
        Field("uscc", "统一社会信用代码", required=False),
        Field("line", "行业系统", required=False, hint="例如 市场监管"),
        Field("parent_id", "上级机构", "select", False, choices=choices.bodies, blank="无",
              is_id=True),
        Field("review_body", "复议机关", required=False),
        Field("court", "管辖法院", required=False),
        Field("county", "所在区（市、县）", required=False,
              hint="县级机构填，与园区的写法相同；区县岗位看到那里的园区"),
    ),
    AddBody, ChangeBody, frozenset({"code"}), closes="body",
)  # fmt: skip

_PARKS = Subject(
    "parks", "园区", "设有政务服务中心的园区。",
    (
        Field("name", "园区名称"),
        Field("short_name", "简称"),
        Field("code", "园区编码", hint="小写字母、数字和连字符"),
        Field("category", "园区类别", "select", choices=choices.park_categories,
              hint="没有合适的类别时，先在“代码表”里添加"),
        Field("county", "所在区（市、县）"),
        Field("area_code", "行政区划代码", hint="12位数字"),
        Field("serial", "办件编号中的园区序号", hint="两位数字，不能重复"),
        Field("committee_id", "管委会", "select", False, choices=choices.bodies, blank="无",
              is_id=True),
    ),
    AddPark, closes="park",
)  # fmt: skip

_POSTS = Subject(
    "posts", "岗位", "岗位可以先于人员设立；谁能办什么，由岗位决定。",
    (
        Field("body_id", "所属机构", "select", choices=choices.bodies, is_id=True),
        Field("role", "角色", "select", choices=fixed(ROLES)),
        Field("name", "岗位名称", hint="例如 综窗收件员（经开区）"),
        Field("park_id", "园区", "select", False, choices=choices.parks, blank="全部园区",
              is_id=True),
        Field("department_id", "办理哪个部门的事项", "select", False, choices=choices.departments,
              blank="全部部门", is_id=True),
    ),
    AddPost, closes="post",
)  # fmt: skip

_PEOPLE = Subject(
    "people", "人员", "能登录的人。没有任期的人登录后什么也不能办。",
    (
        Field("name", "姓名"),
        Field("login", "登录名", hint="小写字母、数字和 . _ -"),
        Field("mobile", "手机号", required=False),
        Field("password", "初始密码", "password", False, hint="至少10个字符；可以以后再设"),
    ),
    AddPerson, ChangePerson, frozenset({"login", "password"}), closes="person",
)  # fmt: skip

_APPOINTMENTS = Subject(
    "appointments", "任期", "谁在哪个岗位，从哪天到哪天（含首尾两天）。",
    (
        Field("person_id", "人员", "select", choices=choices.people, is_id=True),
        Field("post_id", "岗位", "select", choices=choices.posts, is_id=True),
        Field("starts_on", "起日", "date"),
        Field("ends_on", "止日", "date", False, hint="不填表示没有定期"),
        Field("deputy_for_id", "作为B岗顶替谁", "select", False, choices=choices.appointments,
              blank="不是B岗", is_id=True),
    ),
    Appoint,
)  # fmt: skip

_GRANTS = Subject(
    "grants", "授权", "哪个事项在哪个园区由谁办，依据哪份文件，从哪天到哪天。没有授权谁也不能办。",
    (
        Field("number", "文号"),
        Field("mode", "下放方式", "select",
              choices=fixed({one.code: f"{one.name}·{one.instrument}" for one in MODES.values()})),
        Field("item_id", "事项", "select", choices=choices.items, is_id=True),
        Field("park_id", "园区", "select", choices=choices.parks, is_id=True),
        Field("delegator_id", "原实施机关", "select", choices=choices.bodies, is_id=True),
        Field("delegatee_id", "承接机构", "select", choices=choices.bodies, is_id=True,
              hint="派驻授权时与原实施机关相同"),
        Field("person_id", "被授权人", "select", False, choices=choices.people, blank="不指定个人",
              is_id=True, hint="派驻授权必须写明个人"),
        Field("deputy_ids", "一并写明的其他人", "multi", False, choices=choices.people, is_id=True,
              hint="按住 Ctrl 可以选几个人"),
        Field("actions", "可以办的环节", "checks", choices=fixed(ACTIONS)),
        Field("legal_basis", "法律依据", hint="写到条款，例如《行政许可法》第二十四条"),
        Field("instrument", "文件名称"),
        Field("valid_from", "起日", "date"),
        Field("valid_to", "止日", "date", False, hint="委托和派驻授权必须有止日"),
        Field("published_on", "公告日期", "date", False, hint="委托须先公告（行政许可法 24）"),
        Field("published_at_place", "公告地点", required=False),
        Field("seal_name", "用印", required=False),
    ),
    AddGrant,
)  # fmt: skip

_CODES = Subject(
    "codes", "代码表", "可以扩充的类别，例如园区类别。",
    (
        Field("list", "代码表", "select", choices=fixed({"park-category": "园区类别"})),
        Field("code", "编码", hint="小写字母、数字和连字符"),
        Field("name", "名称"),
        Field("note", "说明", required=False),
    ),
    AddCode,
)  # fmt: skip

#: In the order in which an empty house is filled
SUBJECTS: dict[str, Subject] = {
    one.name: one for one in (_BODIES, _CODES, _PARKS, _POSTS, _PEOPLE, _APPOINTMENTS, _GRANTS)
}
