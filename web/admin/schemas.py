"""What the forms of the administration send, as commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields

from web.admin.fields import Field
from web.i18n import _
from web.schemas import Flag, Input, Ref, Several, Text
from workflows.access_tokens.commands import AddServiceAccount, IssueToken, RevokeToken
from workflows.authority.commands import PublishGrant, RecallGrant, ResumeGrant, SuspendGrant
from workflows.calendar.commands import ImportCalendar
from workflows.people.commands import EndAppointment, ImportOrganization, SetActive, SetPassword

_WHY = {"sentence": "请写明原因。"}


def form(asked: Sequence[Field]) -> type[Input]:
    """The schema of a form of these fields."""
    made: Any = _Form.from_dict({field.name: _field(field) for field in asked}, name="Form")
    return made  # type: ignore[no-any-return]


class _Form(Input):
    """A form whose fields stand in ``subjects``."""


def _field(asked: Field) -> fields.Field[Any]:
    about: dict[str, Any] = {
        "required": asked.required,
        "metadata": {
            "label": asked.label,
            "choose": asked.kind in {"select", "date"},
            "raw": asked.kind == "password",
        },
    }
    if asked.kind == "date":
        return fields.Date(**about)
    one = fields.UUID if asked.is_id else Text
    return Several(one(), **about) if asked.kind in {"checks", "multi"} else one(**about)


class Asked(Input):
    """What of a list is wanted."""

    q = Text(most=60, load_default="")
    after = Ref()


class End(Input):
    """The last day of an appointment."""

    ends_on = fields.Date(required=True, metadata={"sentence": "请填任期的止日。"})
    reason = Text()

    @staticmethod
    def makes(appointment: UUID, ends_on: date, reason: str = "") -> EndAppointment:
        return EndAppointment(appointment, ends_on, reason or _("任期结束"))


class Activity(Input):
    """Out of use, or back."""

    makes = SetActive

    active = Flag(load_default=False)
    reason = Text(required=True, most=200, metadata=_WHY)


class Password(Input):
    makes = SetPassword

    password = Text(load_default="", metadata={"raw": True})


class _Announced(Input):
    makes = PublishGrant

    published_on = fields.Date(required=True, metadata={"sentence": "请填公告日期。"})
    place = Text(required=True, most=200, metadata={"sentence": "请填公告地点。"})


class _Reasoned(Input):
    reason = Text(required=True, most=500, metadata=_WHY)


def of_grant(verb: str, grant: UUID) -> Input:
    """The schema of what may be done with a grant. Raises ``KeyError`` for an unknown verb."""
    if verb == "publish":
        return _Announced(grant)
    return _Reasoned(grant, makes=_REASONED[verb])


_REASONED = {"suspend": SuspendGrant, "resume": ResumeGrant, "recall": RecallGrant}


def _between(year: int) -> None:
    if not 2000 <= year <= 2100:
        raise ValidationError(_("年份请填 2000 到 2100。"))


class Year(Input):
    """Which year of the calendar is looked at."""

    year = fields.Integer(required=True, validate=_between, metadata={"label": "年份"})


class Calendar(Year):
    """A year of the calendar from a file."""

    makes = ImportCalendar

    csv = fields.Raw(required=True, metadata={"label": "CSV 文件"})
    source = Text(required=True, most=200, metadata={"label": "通知名称"})


class Workbook(Input):
    """The workbook of the house."""

    makes = ImportOrganization

    workbook = fields.Raw(required=True, metadata={"sentence": "请选择一个 Excel 文件。"})


class Account(Input):
    """A program that may hold posts."""

    makes = AddServiceAccount

    name = Text(required=True, most=60, metadata={"label": "名称"})
    login = Text(required=True, most=60, metadata={"label": "代号"})
    purpose = Text(required=True, most=200, metadata={"label": "哪个系统，由谁负责"})


class Issue(Input):
    """A token for a service account; its secret's digest is known already."""

    person_id = fields.UUID(required=True, metadata={"label": "服务账号"})
    label = Text(required=True, most=200, metadata={"label": "用途"})
    scopes = Several(Text(), load_default=())
    expires_on = fields.Date(required=True, metadata={"label": "止日"})

    @staticmethod
    def makes(digest: str, **said: Any) -> IssueToken:
        return IssueToken(digest=digest, **said)


class Revoke(Input):
    """End a token, and why."""

    makes = RevokeToken

    reason = Text(required=True, most=200, metadata={"label": "撤销的原因"})
