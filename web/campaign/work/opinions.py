"""Opinions of one group on the draft plan (F2), the table of ``consult``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from werkzeug.datastructures import MultiDict

from web.campaign.words import GROUPS
from web.campaign.work.about import About
from web.campaign.work.areas import Sent
from workflows.campaign.commands import OpinionData, SaveOpinions
from workflows.errors import Finding, InputInvalid
from workflows.models import Opinion

ADOPTIONS = {"adopted": "采纳", "partly": "部分采纳", "not": "未采纳"}
FIELDS = ("name", "opinion", "adoption", "reason", "given_on")
_SPARE, _MOST = 3, 200


class Opinions:
    """``areas.Area`` of the opinions of a group."""

    template = "campaign/areas/opinions.html"
    adoptions = ADOPTIONS

    def __init__(
        self, conn: Connection, tenant: UUID, about: About, group: str, today: date
    ) -> None:
        self.phase, self.group, self.today = about.phase, group, today
        self.group_words = GROUPS.get(group, group)
        self._stored = self._read(conn, tenant)
        self.fill(None, ())

    def sent(self, form: MultiDict[str, str]) -> Sent:
        count = min(form.get("opinion_rows", 0, type=int), _MOST)
        rows = [
            {field: form.get(f"{n}.{field}", "").strip() for field in FIELDS} for n in range(count)
        ]
        return {"rows": [row for row in rows if row["name"] or row["opinion"]]}

    def fill(self, sent: Sent | None, findings: Sequence[Finding]) -> None:
        rows = list((sent or {}).get("rows", self._stored))
        self.findings = list(findings)
        self.given = len(rows)
        spare = [{"given_on": self.today.isoformat()} for _n in range(_SPARE)]
        self.rows: list[dict[str, str]] = [*rows, *spare][:_MOST]

    def commands(self, sent: Sent) -> list[Any]:
        """What is not stored yet: a second try enters nothing twice."""
        wrong: list[Finding] = []
        given = [
            self._opinion(n, row, wrong)
            for n, row in enumerate(sent["rows"], start=1)
            if row not in self._stored
        ]
        if wrong:
            raise InputInvalid(wrong)
        return [SaveOpinions(self.phase, given)] if given else []

    def variables(self, sent: Sent) -> dict[str, Any]:
        return {}

    def _opinion(self, number: int, row: Sent, wrong: list[Finding]) -> OpinionData:
        try:
            on = date.fromisoformat(row["given_on"])
        except ValueError:
            wrong.append(Finding(f"第{number}条：日期请填 2023-05-10 这样的日期。", "day"))
            on = self.today
        return OpinionData(
            self.group, row["name"], row["opinion"], row["adoption"], on, row["reason"]
        )

    def _read(self, conn: Connection, tenant: UUID) -> list[dict[str, str]]:
        query = select(Opinion.__table__).where(
            Opinion.tenant == tenant,
            Opinion.phase_id == self.phase,
            Opinion.kind == self.group,
        )
        return [
            {field: str(getattr(row, field) or "") for field in FIELDS}
            for row in conn.execute(query.order_by(Opinion.id))
        ]
