"""The blueprint of the designer's desk, and what all of its pages do alike."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from web import current
from workflows.design.rules import STATES

blueprint = Blueprint("designer", __name__, template_folder="templates", url_prefix="/designer")

KINDS = {"diagram": "流程图", "table": "决策表", "form": "表单"}
ORIGINS = {"desk": "", "copy": "副本", "folder": "来自文件夹", "upgrade": "产品升级"}
CHANGES = {"added": "新增", "changed": "有修改", "removed": "删除", "same": "未变"}


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    return {"file_kinds": KINDS, "draft_states": STATES, "draft_origins": ORIGINS}


def do(command: Any) -> Any:
    """Carry it out for the person who asks. Gives what its verb gives."""
    current.done_reading()
    return current.office().execute(command, actor=current.actor())
