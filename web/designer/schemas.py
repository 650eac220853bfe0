"""What the pages of the designer send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from web.schemas import Input, Ref, Text
from workflows.design import commands as c


class Opening(Input):
    """A draft of a version that is there, or of a process that is not yet."""

    title = Text(required=True, most=200, metadata={"label": "草稿名称"})
    base_id = Ref()
    process_id = Text(most=60, load_default="")

    @staticmethod
    def makes(title: str, base_id: Any, process_id: str) -> Any:
        return c.OpenDraft(base_id, title) if base_id else c.NewDraft(title, process_id)


class Submission(Input):
    makes = c.SubmitDraft

    note = Text(required=True, most=4000, metadata={"label": "改了什么、为什么改"})
    effective_on = fields.Date(metadata={"label": "生效日期"})


class Rejection(Input):
    makes = c.RejectDraft

    reason = Text(required=True, most=4000, metadata={"label": "退回的原因"})


class Publication(Input):
    makes = c.PublishDraft

    reviewed = Text(most=64, load_default="")
    effective_on = fields.Date(metadata={"label": "生效日期"})


class Cancellation(Input):
    makes = c.CancelPublication

    reason = Text(required=True, most=4000, metadata={"label": "取消发布的原因"})


class Removal(Input):
    makes = c.RemoveFile

    name = Text(required=True, most=200, metadata={"label": "文件"})
    based_on = fields.Integer(required=True, metadata={"label": "版本"})


class Restoring(Input):
    makes = c.RestoreFile

    name = Text(required=True, most=200, metadata={"label": "文件"})
    number = fields.Integer(required=True, metadata={"label": "版本"})
    based_on = fields.Integer(required=True, metadata={"label": "版本"})


class NewFile(Input):
    """A decision table or form to begin with."""

    makes = dict

    name = Text(required=True, most=100, metadata={"label": "文件名"})
    kind = Text(required=True, most=10, metadata={"label": "种类"})


class Saved(Input):
    makes = dict

    body = fields.String(required=True, metadata={"label": "内容", "raw": True})
    based_on = fields.Integer(load_default=0, metadata={"label": "版本"})
    automatic = fields.Boolean(load_default=False)


class Looked(Input):
    """A file as it stands in the browser, to be checked or copied."""

    makes = dict

    name = Text(load_default="", most=200)
    body = fields.String(load_default=None, metadata={"label": "内容", "raw": True})


class Story(Input):
    """A trial so far."""

    makes = dict

    variables = fields.Dict(load_default=dict, metadata={"label": "开始时的数据"})
    steps = fields.List(fields.Dict(), load_default=list, metadata={"label": "步骤"})


def sent(data: Any) -> Mapping[str, Any]:
    """The JSON of a request as a mapping; anything else counts as nothing said."""
    return data if isinstance(data, dict) else {}


__all__ = [
    "Cancellation", "Looked", "NewFile", "Opening", "Publication", "Rejection", "Removal",
    "Restoring", "Saved", "Story", "Submission", "sent",
]  # fmt: skip
