"""Tables that a form cannot hold: they stand above it, in the same HTML form.

A table is kept as a draft as it was sent, and given to its own command when the task is
completed. Its inputs are named ``<row>.<field>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from werkzeug.datastructures import MultiDict

from workflows.errors import Finding

Sent = Mapping[str, Any]


class Area(Protocol):
    """One table of one task."""

    #: Template that draws it, with the area as ``area``
    template: str

    def sent(self, form: MultiDict[str, str]) -> Sent:
        """What the request says, as it is kept in a draft."""

    def fill(self, sent: Sent | None, findings: Sequence[Finding]) -> None:
        """Show ``sent`` (None: what is stored, or an empty table) and what is wrong with it."""

    def commands(self, sent: Sent) -> list[Any]:
        """What is carried out before the task is completed. Raises ``InputInvalid``."""

    def variables(self, sent: Sent) -> dict[str, Any]:
        """What completing the task says beside its form."""
