"""Tasks that a step opened get their place: phase, park, which of several, and how they sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import and_, insert, select, update

from engine.effects import TaskOpened
from engine.protocols import Step, Tx
from engine.store.schema import task as task_table
from workflows.campaign.models import Enrollment
from workflows.campaign.oversight_models import Supervision
from workflows.campaign.phase_forms import GROUPS
from workflows.campaign.placed_models import PlacedTask
from workflows.campaign.reading import of_case, phase_of_case
from workflows.people.models import Park
from workflows.people.pinyin import spell

#: What a list shows beside a task's name is no longer than this
_PART_MOST = 60


def place_tasks(tx: Tx, step: Step) -> None:
    """One row for each task that is open after the step and was not before."""
    opened = [one for one in step.effects if type(one) is TaskOpened]
    if not opened:
        return
    found = _open_tasks(tx, step.case_id, [one.token for one in opened])
    rows = [
        _row(tx, found[one.token], one.name, step.sees(one.token))
        for one in opened
        if one.token in found
    ]
    if rows:
        tx.connection.execute(insert(PlacedTask), rows)


def rename_in_tasks(tx: Tx, park: UUID, *names: str) -> None:
    """Open tasks of a park are found by the sound of its new names too, as they are by the old."""
    query = (
        select(PlacedTask.task_id, PlacedTask.sounds)
        .join(
            task_table,
            and_(task_table.c.tenant == PlacedTask.tenant, task_table.c.id == PlacedTask.task_id),
        )
        .where(
            PlacedTask.tenant == tx.tenant,
            PlacedTask.park_id == park,
            task_table.c.state == "open",
        )
    )
    for row in tx.connection.execute(query).all():
        tx.connection.execute(
            update(PlacedTask)
            .where(PlacedTask.tenant == tx.tenant, PlacedTask.task_id == row.task_id)
            .values(sounds=row.sounds.rstrip() + sounds(names))
        )


def _open_tasks(tx: Tx, case: UUID, tokens: list[int]) -> dict[int, UUID]:
    query = select(task_table.c.token, task_table.c.id).where(
        task_table.c.tenant == tx.tenant,
        task_table.c.case_id == case,
        task_table.c.token.in_(tokens),
        task_table.c.state == "open",
    )
    return {row.token: row.id for row in tx.connection.execute(query)}


def _row(tx: Tx, task: UUID, name: str, sees: Mapping[str, Any]) -> dict[str, Any]:
    supervision = _supervision(tx, sees)
    about = supervision.enrollment_id if supervision else of_case(tx.connection, tx.tenant, sees)
    park = _park(tx, about)
    part = part_of(sees)
    heard = [name, part or "", park.name if park else "", park.short_name if park else ""]
    return {
        "tenant": tx.tenant, "task_id": task, "phase_id": phase_of_case(sees),
        "park_id": park.id if park else None,
        "supervision": (supervision.number or supervision.county) if supervision else None,
        "part": part, "sounds": sounds(heard),
    }  # fmt: skip


def part_of(sees: Mapping[str, Any]) -> str | None:
    """What the iteration's own variables call it: a build task, a group that is asked (R-020)."""
    build = sees.get("build_task")
    if isinstance(build, Mapping):
        return str(build.get("name") or "")[:_PART_MOST] or None
    group = sees.get("group")
    return GROUPS.get(str(group), str(group)) if group else None


def sounds(names: Iterable[str]) -> str:
    """`` full initials full initials ``: what somebody types who knows how it sounds."""
    spelled = [spell(one) for one in dict.fromkeys(names) if one]
    return f" {' '.join(word for one in spelled for word in (one.full, one.initials))} "


def _supervision(tx: Tx, sees: Mapping[str, Any]) -> Any:
    if not sees.get("supervision"):
        return None
    query = select(Supervision.number, Supervision.county, Supervision.enrollment_id).where(
        Supervision.tenant == tx.tenant, Supervision.id == UUID(str(sees["supervision"]))
    )
    return tx.connection.execute(query).first()


def _park(tx: Tx, enrollment: UUID | None) -> Any:
    if enrollment is None:
        return None
    query = (
        select(Park.id, Park.name, Park.short_name)
        .join(Enrollment, (Enrollment.tenant == Park.tenant) & (Enrollment.park_id == Park.id))
        .where(Enrollment.tenant == tx.tenant, Enrollment.id == enrollment)
    )
    return tx.connection.execute(query).first()
