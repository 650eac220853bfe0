"""What each form must say (domain §2.3), and the rows it stands for. One entry per human step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from engine.protocols import Tx
from workflows.campaign import rules
from workflows.campaign.reading import EnrollmentFacts, PhaseFacts
from workflows.errors import Finding


@dataclass(frozen=True, slots=True)
class Filled:
    """A completed form with all that a check looks at."""

    tx: Tx
    form: Mapping[str, Any]
    #: What the task saw: its iteration's variables too
    seen: Mapping[str, Any]
    element: str
    phase: PhaseFacts
    enrollment: EnrollmentFacts | None
    supervision: UUID | None
    #: The day on which it happened
    on: date

    def text(self, name: str) -> str:
        return str(self.form.get(name) or "").strip()

    def day(self, name: str) -> date:
        """A day that was checked before."""
        found = rules.as_day(self.form.get(name))
        assert found is not None
        return found

    @property
    def park(self) -> EnrollmentFacts:
        assert self.enrollment is not None
        return self.enrollment

    @property
    def file(self) -> UUID | None:
        return rules.as_id(self.form.get("file_id"))


Check = Callable[[Filled], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the plan: its number, its rules, its rows."""

    kind: str
    check: Check
    write: Callable[[Filled], None]


FORMS: dict[str, Form] = {}


def form(kind: str, *elements: str, check: Check) -> Callable[[Any], Any]:
    """Register the decorated writer for these elements of the diagrams."""

    def register(write: Callable[[Filled], None]) -> Callable[[Filled], None]:
        for element in elements:
            FORMS[element] = Form(kind, check, write)
        return write

    return register


def texts(**labels: str) -> Check:
    """A check that these fields are filled."""

    def check(said: Filled) -> Iterator[Finding]:
        for name, label in labels.items():
            yield from rules.filled(said.form.get(name), name, label)

    return check


def one_of(
    said: Filled, name: str, answers: tuple[str, ...], reason_for: str = ""
) -> Iterator[Finding]:
    """A choice; ``reason_for``: the answer that needs a reason."""
    value = said.text(name)
    if value not in answers:
        yield Finding("请作出选择。", "required", name)
    elif value == reason_for and not said.text("reason"):
        yield Finding("请写明理由。", "reason-missing", "reason")


def own_file(said: Filled, *, needed: bool, field: str = "file_id") -> Iterator[Finding]:
    yield from rules.file_findings(said.tx, said.form.get(field), field, needed=needed)
