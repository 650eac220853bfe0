"""The score table of ``score`` (F8) and ``self_assess`` (F7): points, reasons, vetoes, opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

from web.campaign import scoresheets
from web.campaign.work.about import About
from web.campaign.work.areas import Sent
from workflows.campaign.commands import SaveScores
from workflows.campaign.sheets import Entry, Sheet, dimensions, total
from workflows.campaign.sheets.filling import points
from workflows.errors import Finding

KINDS = {"score": "evaluator", "self_assess": "self"}
_FIELDS = ("score", "reason", "evidence", "file_id")


@dataclass(frozen=True)
class Line:
    """One indicator with what was given and what is wrong with it. ``opens``: of a dimension."""

    indicator: Any
    entry: Entry
    wrong: list[str]
    file_name: str
    opens: tuple[str, str, Decimal, Decimal] | None


class Scores:
    """``areas.Area`` of a score table."""

    template = "campaign/areas/scores.html"

    def __init__(
        self, conn: Connection, tenant: UUID, person: UUID, about: About, kind: str
    ) -> None:
        assert about.enrollment is not None
        self.enrollment: UUID = about.enrollment
        self.kind = kind
        self.sheet: Sheet = scoresheets.sheet_of(conn, tenant, self.enrollment)
        round_ = 0 if kind == "self" else about.round
        self._stored = scoresheets.saved(conn, tenant, self.enrollment, round_, kind, person)
        self._conn, self._tenant = conn, tenant
        self.fill(None, ())

    def sent(self, form: MultiDict[str, str]) -> Sent:
        codes = [one.code for one in self.sheet.indicators]
        entries = [
            {"indicator": code, **{f: form.get(f"{code}.{f}", "").strip() for f in _FIELDS}}
            for code in codes
        ]
        known = {one.code for one in self.sheet.vetoes}
        return {
            "entries": entries,
            "vetoes": [code for code in form.getlist("veto") if code in known],
            "opinion": form.get("opinion", "").strip(),
        }

    def fill(self, sent: Sent | None, findings: Sequence[Finding]) -> None:
        stored = self._stored
        if sent is None and stored is not None:
            sent = {
                "entries": stored.entries,
                "vetoes": stored.vetoes,
                "opinion": stored.opinion or "",
            }
        sent = sent or {"entries": [], "vetoes": [], "opinion": ""}
        self.entries = scoresheets.entries_of(sent.get("entries", ()))
        self.vetoes: list[str] = list(sent.get("vetoes", ()))
        self.opinion = str(sent.get("opinion", ""))
        self.total = total(self.entries)
        self.filled = sum(points(one) is not None for one in self.entries)
        self.findings = list(findings)
        self.lines = self._lines()

    def commands(self, sent: Sent) -> list[Any]:
        return [
            SaveScores(
                self.enrollment,
                entries=scoresheets.entries_of(sent["entries"]),
                vetoes=tuple(sent["vetoes"]),
                opinion=sent["opinion"],
                kind=self.kind,
            )
        ]

    def variables(self, sent: Sent) -> dict[str, Any]:
        return {}

    def _lines(self) -> list[Line]:
        from web.forms.files import names

        given = {one.indicator: one for one in self.entries}
        files = [one.file_id for one in self.entries if one.file_id]
        named = names(self._conn, self._tenant, files)
        sums = dimensions(self.sheet, self.entries)
        heads = {code: (code, name, most, sums[code]) for code, name, most in self.sheet.dimensions}
        lines = []
        for one in self.sheet.indicators:
            entry = given.get(one.code, Entry(one.code))
            wrong = [f.sentence for f in self.findings if f.field == one.code]
            name = named.get(str(entry.file_id), "")
            lines.append(Line(one, entry, wrong, name, heads.pop(one.dimension, None)))
        return lines
