"""What the form of an application is sent in: item, park, draft, and the data of the form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import fields

from web.apply.forms import Entered
from web.forms import PayloadRefused
from web.forms import read as read_data
from web.schemas import Input, Ref, Text
from workflows.errors import Finding, InputInvalid


class _Data(fields.Field[dict[str, Any]]):
    """Data of form-js. What stands in it is checked against the form."""

    def _deserialize(self, value: Any, *_given: Any, **_more: Any) -> dict[str, Any]:
        try:
            return read_data(value)
        except PayloadRefused as refused:
            raise InputInvalid([Finding(str(refused))]) from refused


class Envelope(Input):
    """All of it. The id in the address counts before the one in the form."""

    application_id = Ref()
    item = Text(load_default="")
    park = Text(load_default="")
    form_data = _Data(load_default=dict)

    @staticmethod
    def makes(
        id: UUID | None, application_id: UUID | None, item: str, park: str, form_data: Any
    ) -> Entered:
        return Entered(id or application_id, item, park, form_data)


class Start(Input):
    """What a new application is for, and whose it is to be."""

    item = Text(load_default="")
    park = Text(load_default="")
    party = Ref()
