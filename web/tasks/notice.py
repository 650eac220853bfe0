"""The paper that an act would issue, as the field makes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from engine.protocols import Actor
from web.tasks.task import Task
from workflows.handling.previewing import preview
from workflows.notices.notice import Notice


def notice_for(
    conn: Connection, task: Task, actor: Actor, form: Mapping[str, Any], now: datetime
) -> Notice | None:
    """The paper exactly as it would issue now; None where the act issues none."""
    if task.application is None:
        return None
    return preview(conn, actor, task.application, task.extensions, form, now)
