"""The sheets of the workbook and their columns, for reading, for findings and the template."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.authority.modes import ACTIONS, MODES
from workflows.people.codes import BODY_KINDS, LEGAL_STATUSES, LEVELS
from workflows.people.roles import ROLES


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field of the command that it fills, and what it takes."""

    heading: str
    field: str
    required: bool = False
    #: text, date, or a {code: word} list of which the word is entered
    takes: str | dict[str, str] = "text"
    #: Several words, separated by 、
    several: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its columns. ``key``: the field by which other sheets refer to a row."""

    name: str
    key: str
    columns: tuple[Column, ...] = field(default=())

    def heading_of(self, name: str) -> str:
        """The heading of the column that fills the command's field ``name``."""
        return next((c.heading for c in self.columns if c.field == name), name)


_MODE_WORDS = {code: mode.name for code, mode in MODES.items()}

BODIES = Sheet("机构", "code", (
    Column("编码", "code", True, hint="小写字母开头，如scjg；不再更改"),
    Column("名称", "name", True),
    Column("类型", "kind", True, BODY_KINDS),
    Column("主体性质", "legal_status", True, {word: word for word in LEGAL_STATUSES}),
    Column("层级", "level", True, LEVELS),
    Column("行业系统", "line", hint="如市场监管"),
    Column("机关代字", "document_prefix", hint="如德市监"),
    Column("统一社会信用代码", "uscc", hint="18位，校验GB 32100"),
    Column("上级机构", "parent_id", hint="编码"),
    Column("复议机关", "review_body"),
    Column("管辖法院", "court"),
    Column("所在区（市、县）", "county", hint="县级机构填，与园区的写法相同"),
))  # fmt: skip

POSTS = Sheet("岗位", "post", (
    Column("岗位编号", "post", True, hint="本表内的编号，任期表引用"),
    Column("名称", "name", True),
    Column("机构", "body_id", True, hint="编码"),
    Column("角色", "role", True, ROLES),
    Column("园区", "park_id", hint="编码或名称；空为全部园区"),
    Column("部门", "department_id", hint="编码；空为全部部门的事项"),
))  # fmt: skip

PERSONS = Sheet("人员", "login", (
    Column("登录名", "login", True, hint="小写字母、数字"),
    Column("姓名", "name", True),
    Column("手机号", "mobile", hint="11位"),
    Column("初始密码", "password", hint="至少10个字符；可空，由管理员另设"),
))  # fmt: skip

APPOINTMENTS = Sheet("任期", "appointment", (
    Column("登录名", "person_id", True),
    Column("岗位编号", "post_id", True),
    Column("起始日期", "starts_on", True, "date"),
    Column("结束日期", "ends_on", False, "date", hint="含当日；空为长期"),
))  # fmt: skip

GRANTS = Sheet("授权", "number", (
    Column("文号", "number", True),
    Column("方式", "mode", True, _MODE_WORDS),
    Column("事项代号", "item_id", True, hint="如scjg-04"),
    Column("园区", "park_id", True, hint="编码或名称"),
    Column("授出机关", "delegator_id", True, hint="编码"),
    Column("承接机关", "delegatee_id", True, hint="编码；派驻授权同授出机关"),
    Column("被授权人", "person_id", hint="登录名；派驻授权必填"),
    Column("B岗", "deputy_ids", several=True, hint="登录名，用、分隔"),
    Column("授权环节", "actions", True, ACTIONS, True, "用、分隔，如收件、受理、决定"),
    Column("法律依据", "legal_basis", True),
    Column("文书名称", "instrument", True),
    Column("生效日期", "valid_from", True, "date"),
    Column("截止日期", "valid_to", False, "date", hint="含当日；委托和派驻必填"),
    Column("公告日期", "published_on", False, "date", hint="委托生效的前提"),
    Column("公告载体", "published_at_place"),
    Column("印章名称", "seal_name"),
))  # fmt: skip

SHEETS: tuple[Sheet, ...] = (BODIES, POSTS, PERSONS, APPOINTMENTS, GRANTS)
