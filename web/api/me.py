"""Who the token is, and what it may do."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from web import current
from web.api.bodies import Part
from web.session.bearer import scopes

part = Part("api_me", __name__, url_prefix="/api/v1", description="令牌的账号")


class Term(Schema):
    """A post that is held today."""

    appointment = fields.UUID(required=True)
    role = fields.String(required=True)
    post = fields.String(required=True)
    park = fields.String(allow_none=True)
    department = fields.String(allow_none=True)


class Me(Schema):
    """The account behind the token."""

    tenant = fields.UUID(required=True)
    tenant_name = fields.String(required=True)
    person = fields.UUID(required=True)
    name = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    terms = fields.List(fields.Nested(Term), required=True)


@part.route("/me", methods=["GET"])
@part.etag
@part.response(200, Me)
def show_me() -> dict[str, Any]:
    """The account, its scopes and the posts it holds today."""
    who = current.identity()
    terms = [
        {
            "appointment": held.appointment, "role": held.role, "post": held.name,
            "park": held.park_code, "department": held.department_code,
        }
        for held in who.held
    ]  # fmt: skip
    return {
        "tenant": who.tenant, "tenant_name": who.tenant_name, "person": who.person,
        "name": who.name, "scopes": sorted(scopes()), "terms": terms,
    }  # fmt: skip
