"""What the field refuses, and with which words.

engine.errors.Refused
└── FieldRefused                 base of this layer; the message is Chinese, for the person
    ├── RightMissing             nobody of the actor's posts may do this (also NotPermitted)
    ├── Unknown                  no such body, person, item … for this actor (also NotFound)
    ├── InputInvalid             what was entered cannot be taken; .findings holds all of it
    │   └── ImportRefused        a file has errors; nothing of it was stored
    ├── NotNow                   the object's state does not allow it (also WrongState)
    ├── CalendarGap              a limit runs past the days that can be counted
    ├── FileRefused              a file of this type or size is not taken
    └── AuthorityRefused         no authority for this act; .ruling says why and who could

A refusal leaves nothing behind: it is raised inside the transaction, which is rolled back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import NotFound, NotPermitted, Refused, WrongState


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with what was entered or imported."""

    #: What is wrong and what to do, in Chinese
    sentence: str
    #: Stable name of the rule
    code: str = "invalid"
    #: Field of the form or command; for a table the column's heading
    field: str = ""
    #: Sheet of a workbook, or file of a folder
    sheet: str = ""
    #: 1-based row as the person sees it; 0 where there is none
    row: int = 0

    @property
    def column(self) -> str:
        return self.field

    def __str__(self) -> str:
        if not (self.sheet or self.row):
            return self.sentence  # the field is a key of a form: a page shows it where it stands
        row = f"第{self.row}行" if self.row else ""
        place = " ".join(part for part in (self.sheet, row, self.field) if part)
        return f"{place}：{self.sentence}" if place else self.sentence


class FieldRefused(Refused):
    """The field's rules do not allow it."""

    code = "refused"


class RightMissing(FieldRefused, NotPermitted):
    """None of the posts under which the actor acts carries this right."""

    code = "right-missing"


class Unknown(FieldRefused, NotFound):
    """There is no such object in this tenant, or the actor may not know that it exists."""

    code = "not-found"


class NotNow(FieldRefused, WrongState):
    """The object is in a state that does not allow this."""

    code = "wrong-state"


class InputInvalid(FieldRefused):
    """What was entered cannot be taken. ``findings`` names everything at once."""

    code = "input-invalid"

    def __init__(self, findings: Sequence[Finding], **facts: Any) -> None:
        self.findings = list(findings)
        super().__init__("；".join(str(one) for one in self.findings), **facts)


class ImportRefused(InputInvalid):
    """A file to import has errors; nothing of it was stored."""

    code = "import-refused"


class CalendarGap(FieldRefused):
    """A limit runs past the last day of the calendar."""

    code = "calendar-gap"


class FileRefused(FieldRefused):
    """A file of this type or size is not taken."""

    code = "file-refused"


class AuthorityRefused(FieldRefused, NotPermitted):
    """No authority for this act. ``ruling`` carries reason, law and who could."""

    code = "no-authority"

    def __init__(self, ruling: Any) -> None:
        self.ruling = ruling
        super().__init__(ruling.reason, code=ruling.code, ruling=ruling)


def refuse_if(findings: Sequence[Finding]) -> None:
    """Raise ``InputInvalid`` with all findings, if there are any."""
    if findings:
        raise InputInvalid(findings)
