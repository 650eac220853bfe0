"""What a body, park, post, person or appointment must be. Pure: every rule gives all findings."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.errors import Finding
from workflows.people import codes
from workflows.people.commands import AddBody, AddPark, AddPerson, AddPost, Appoint
from workflows.people.roles import ROLES
from workflows.people.uscc import is_valid_uscc

PASSWORD_MIN = 10


def body_findings(body: AddBody) -> Iterator[Finding]:
    """Code, names, kind, legal status, level and credit code."""
    yield from _filled(body.name, "name", "机构名称")
    if not codes.CODE_SHAPE.fullmatch(body.code):
        yield Finding("机构编码只能用小写字母、数字和连字符，字母开头。", "code-shape", "code")
    if body.kind not in codes.BODY_KINDS:
        yield Finding(f"没有机构类型“{body.kind}”。", "unknown-kind", "kind")
    if body.legal_status not in codes.LEGAL_STATUSES:
        yield Finding(f"没有主体性质“{body.legal_status}”。", "unknown-status", "legal_status")
    if body.level not in codes.LEVELS:
        yield Finding(f"没有层级“{body.level}”。", "unknown-level", "level")
    if body.uscc is not None and not is_valid_uscc(body.uscc):
        sentence = f"统一社会信用代码“{body.uscc}”的位数或校验码不对（GB 32100）。"
        yield Finding(sentence, "uscc-check", "uscc")


def park_findings(park: AddPark) -> Iterator[Finding]:
    """Code, names, area code and the two digits for application numbers."""
    yield from _filled(park.name, "name", "园区名称")
    yield from _filled(park.short_name, "short_name", "园区简称")
    yield from _filled(park.county, "county", "所在区（市、县）")
    if not codes.CODE_SHAPE.fullmatch(park.code):
        yield Finding("园区编码只能用小写字母、数字和连字符，字母开头。", "code-shape", "code")
    if not codes.AREA_SHAPE.fullmatch(park.area_code):
        yield Finding("行政区划代码应为12位数字。", "area-shape", "area_code")
    if len(park.serial) != 2 or not park.serial.isdecimal():
        yield Finding("办件编号中的园区序号应为两位数字。", "serial-shape", "serial")


def post_findings(post: AddPost) -> Iterator[Finding]:
    """A name and a role that exists."""
    yield from _filled(post.name, "name", "岗位名称")
    if post.role not in ROLES:
        yield Finding(f"没有角色“{post.role}”。", "unknown-role", "role")


def person_findings(person: AddPerson) -> Iterator[Finding]:
    """A name, a sign-in name and, where given, a mobile number of 11 digits."""
    yield from _filled(person.name, "name", "姓名")
    if not codes.LOGIN_SHAPE.fullmatch(person.login):
        sentence = "登录名只能用小写字母、数字和 . _ -，至少两个字符。"
        yield Finding(sentence, "login-shape", "login")
    if person.mobile and not codes.MOBILE_SHAPE.fullmatch(person.mobile):
        yield Finding("手机号应为11位数字。", "mobile-shape", "mobile")


def appointment_findings(appointment: Appoint) -> Iterator[Finding]:
    """Days in the right order."""
    if appointment.ends_on is not None and appointment.ends_on < appointment.starts_on:
        yield Finding("任期止日不能早于起日。", "ends-before-start", "ends_on")


def password_findings(password: str, login: str) -> Iterator[Finding]:
    """Length, and not the sign-in name itself."""
    if len(password) < PASSWORD_MIN:
        yield Finding(f"密码至少{PASSWORD_MIN}个字符。", "password-short", "password")
    if len(password) > 200:
        yield Finding("密码不能超过200个字符。", "password-long", "password")
    if login and login in password.lower():
        yield Finding("密码不能包含登录名。", "password-login", "password")


def _filled(text: str, field: str, label: str) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(f"请填写{label}。", "required", field)
    elif len(text) > 200:
        yield Finding(f"{label}不能超过200个字。", "too-long", field)
