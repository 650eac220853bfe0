"""Which of several a task is, where a step is done for each of many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.campaign.words import GROUPS


def part_of(variables: Mapping[str, Any]) -> str:
    """What the iteration's own variables call it: a build task, a group that is asked."""
    build = variables.get("build_task")
    if isinstance(build, Mapping):
        return str(build.get("name") or "")
    group = variables.get("group")
    return GROUPS.get(str(group), str(group)) if group else ""
