"""The table of a task as one request has sent it: kept when refused, saved before completing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from web.campaign.work.areas import Area, Sent
from web.campaign.work.work import Work
from workflows.errors import FieldRefused, InputInvalid


@dataclass(frozen=True)
class Table:
    """``area`` None: the task has no table, and nothing here does anything."""

    area: Area | None
    rows: Sent

    @staticmethod
    def sent(work: Work | None, form: MultiDict[str, str]) -> Table:
        """What the request says."""
        area = work.area if work else None
        return Table(area, area.sent(form) if area else {})

    def keep(self, error: FieldRefused | None = None) -> None:
        """Show again what was sent, with what is wrong with it."""
        if self.area is not None:
            findings = error.findings if isinstance(error, InputInvalid) else []
            self.area.fill(self.rows, findings)

    def save(self, execute: Callable[[Any], Any]) -> None:
        """Carry out the table's own commands. Raises what they refuse."""
        for command in self.area.commands(self.rows) if self.area else ():
            execute(command)

    def variables(self) -> dict[str, Any]:
        """What the table says to the step itself."""
        return self.area.variables(self.rows) if self.area else {}
