"""The build tasks of ``list_tasks`` (F4): a row per indicator; those left blank count not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from werkzeug.datastructures import MultiDict

from web.campaign.scoresheets import sheet_of
from web.campaign.work.about import About
from web.campaign.work.areas import Sent
from workflows.campaign.commands import BuildTaskData, SaveBuildTasks
from workflows.campaign.stages import BUILD
from workflows.errors import Finding, InputInvalid
from workflows.models import BuildTask, PhaseStage

FIELDS = (
    "current_score", "target_score", "measure", "responsible", "due_on", "evidence_required",
    "cost",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One indicator with the task that is planned for it."""

    indicator: Any
    values: dict[str, str]
    wrong: list[str]

    @property
    def planned(self) -> bool:
        return bool(self.values.get("measure"))


class BuildTasks:
    """``areas.Area`` of the task list."""

    template = "campaign/areas/build_tasks.html"

    def __init__(self, conn: Connection, tenant: UUID, about: About) -> None:
        assert about.enrollment is not None
        self.enrollment: UUID = about.enrollment
        self.sheet = sheet_of(conn, tenant, self.enrollment)
        self._stored = self._read(conn, tenant)
        query = select(PhaseStage.ends_on).where(
            PhaseStage.tenant == tenant,
            PhaseStage.phase_id == about.phase,
            PhaseStage.code == BUILD,
        )
        self._until: date | None = conn.scalar(query)
        self.fill(None, ())

    def sent(self, form: MultiDict[str, str]) -> Sent:
        return {
            "rows": [
                {"indicator": code, **{f: form.get(f"{code}.{f}", "").strip() for f in FIELDS}}
                for code in self.sheet.by_code
            ]
        }

    def fill(self, sent: Sent | None, findings: Sequence[Finding]) -> None:
        rows = {one.get("indicator"): one for one in (sent or {}).get("rows", self._stored)}
        self.findings = list(findings)
        self.rows = [
            Row(
                one,
                {**self._default(one), **rows.get(one.code, {})},
                [f.sentence for f in findings if f.field.partition(".")[0] == one.code],
            )
            for one in self.sheet.indicators
        ]
        self.planned = sum(row.planned for row in self.rows)

    def commands(self, sent: Sent) -> list[Any]:
        """Rows with a measure are tasks. Raises ``InputInvalid`` for days that are none."""
        wrong: list[Finding] = []
        tasks = [
            self._task(one, wrong)
            for one in sent["rows"]
            if one.get("measure") or one.get("responsible")
        ]
        if wrong:
            raise InputInvalid(wrong)
        return [SaveBuildTasks(self.enrollment, tasks)]

    def variables(self, sent: Sent) -> dict[str, Any]:
        return {}

    def _task(self, one: Sent, wrong: list[Finding]) -> BuildTaskData:
        values = {field: one.get(field, "") for field in FIELDS if field != "due_on"}
        try:
            due = date.fromisoformat(one.get("due_on", ""))
        except ValueError:
            sentence = f"{one['indicator']}：完成时限请填 2023-10-31 这样的日期。"
            wrong.append(Finding(sentence, "day", one["indicator"]))
            due = date.max
        return BuildTaskData(indicator=one["indicator"], due_on=due, **values)

    def _default(self, one: Any) -> dict[str, str]:
        return {
            "target_score": str(one.max),
            "due_on": self._until.isoformat() if self._until else "",
            "evidence_required": one.measure,
        }

    def _read(self, conn: Connection, tenant: UUID) -> list[dict[str, str]]:
        query = (
            select(BuildTask.__table__)
            .where(BuildTask.tenant == tenant, BuildTask.enrollment_id == self.enrollment)
            .order_by(BuildTask.place)
        )
        return [
            {"indicator": row.indicator, **{f: _text(getattr(row, f)) for f in FIELDS}}
            for row in conn.execute(query)
        ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
