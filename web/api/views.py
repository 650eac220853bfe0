"""The parts of the API put together, with their OpenAPI document."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_smorest import Api
from marshmallow import Schema, fields

from web import access
from web.api import (
    applications,
    campaign,
    campaign_reads,
    cases,
    catalogue,
    definitions,
    documentation,
    drafts,
    expressions,
    house,
    me,
    papers,
    people,
    repair,
    tasks,
)
from web.api.rights import rights

PARTS = (
    me.part,
    tasks.part,
    papers.part,
    applications.part,
    cases.part,
    repair.part,
    definitions.part,
    drafts.part,
    expressions.part,
    campaign.part,
    campaign_reads.part,
    people.part,
    house.part,
    catalogue.part,
)

_ABOUT = """园办的接口。做页面能做的事：同样的权限、同样的校验、同样的记录。

用服务账号的令牌登录：`Authorization: Bearer yuanban_…`。令牌由系统管理员在“管理 → 接口令牌”发放，
每个令牌有范围（scope）和止日；账号能办什么，由它担任的岗位决定。出错时返回
`application/problem+json`，其中 `code` 供程序判断，`detail` 和 `errors` 供人阅读。"""


class Finding(Schema):
    """One thing that is wrong with what was sent."""

    field = fields.String()
    code = fields.String()
    sentence = fields.String()
    sheet = fields.String()
    row = fields.Integer()


class Problem(Schema):
    """RFC 9457, with a stable code and all findings at once."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True)
    request = fields.String(allow_none=True)
    errors = fields.List(fields.Nested(Finding), required=True)
    notes = fields.List(fields.String(), required=True)


class _Described(Api):
    """Describes the parts and leaves errors to ``web.errors``."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        """``web.errors`` answers all errors, here as problems."""

    def _register_responses(self) -> None:
        usual: str = Api.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual


class _Group:
    """What ``web.pages`` registers: all parts at once."""

    def register(self, app: Flask, _options: Any) -> None:
        app.config.update(
            API_TITLE="园办 API",
            API_VERSION="v1",
            OPENAPI_VERSION="3.1.0",
            OPENAPI_URL_PREFIX="/api/v1",
        )
        api = _Described(app, spec_kwargs={"info": {"description": _ABOUT}})
        api.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
        api.spec.options["security"] = [{"token": []}]
        access.add(rights())
        for part in PARTS:
            api.register_blueprint(part)
        app.register_blueprint(documentation.pages(api))


blueprint = _Group()
