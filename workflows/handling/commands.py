"""What can be asked about applications, beside the steps of their cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PartyData:
    """The applicant as entered. An enterprise that is known by its code is brought up to date."""

    #: enterprise or person
    kind: str
    name: str
    #: 统一社会信用代码, or the number of the identity card
    identifier: str
    legal_representative: str | None = None
    contact: str | None = None
    mobile: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class SaveApplication:
    """Keep an application as a draft (暂存). Gives its id, which will be its case's id.

    Whatever there is, is kept: the applicant must be complete when it is submitted, not before.
    """

    #: Code in the catalogue, e.g. ``scjg-04``
    item: str
    #: Code of the park
    park: str
    party: PartyData
    #: Data of the application forms, without the fields of the party
    form: Mapping[str, Any] = field(default_factory=dict)
    #: None: a new one
    application_id: UUID | None = None
    #: window, online or guide
    channel: str = "window"
    #: {"name", "identifier", "power_of_attorney"} of a representative (代理人)
    representative: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class AttachMaterial:
    """Put a stored file to a listed material: in a draft, or after a correction notice."""

    application_id: UUID
    #: Code in the item's material list
    code: str
    #: None takes the file away again
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class CheckMaterial:
    """Say of one material whether it is right (ok) or wrong; wrong needs problem and demand."""

    application_id: UUID
    code: str
    #: ok, wrong or open
    verdict: str
    #: What is wrong, and what is asked, as it will stand in the correction notice
    problem: str = ""
    demand: str = ""


@dataclass(frozen=True, slots=True)
class NoteReading:
    """Note that the actor has read personal data of an application; once a day is enough."""

    application_id: UUID
    #: facts (of the applicant) or material
    what: str


@dataclass(frozen=True, slots=True)
class SaveTaskDraft:
    """Keep a half-filled form of a task (暂存) for the person who fills it."""

    task_id: UUID
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DropTaskDraft:
    """Throw the own draft of a task away."""

    task_id: UUID


@dataclass(frozen=True, slots=True)
class EraseParty:
    """Erase the personal data of a party; the record of what was done stays and stays provable."""

    party_id: UUID
    reason: str
