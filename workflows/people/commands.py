"""What can be asked about bodies, parks, posts, persons and appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AddBody:
    """Enter an organ, authorised organization or enterprise. Gives its id."""

    #: Short stable name in data files and task keys, e.g. ``scjg``
    code: str
    name: str
    #: One of workflows.people.codes.BODY_KINDS
    kind: str
    #: One of workflows.people.codes.LEGAL_STATUSES
    legal_status: str
    #: province, city, county or park
    level: str
    #: 机关代字, e.g. 德市监
    document_prefix: str | None = None
    uscc: str | None = None
    #: 行业系统 as the city's plan names it (R-035), e.g. 市场监管
    line: str | None = None
    parent_id: UUID | None = None
    #: Organ that hears a reconsideration (复议) against this body, and the court
    review_body: str | None = None
    court: str | None = None
    #: 所在区（市、县）: its posts of the county see the parks there
    county: str | None = None


@dataclass(frozen=True, slots=True)
class AddPark:
    """Enter a park with its service center. Gives its id."""

    code: str
    name: str
    short_name: str
    #: Code of the list ``park-category``
    category: str
    county: str
    #: 12-digit administrative area
    area_code: str
    #: Two digits in application numbers
    serial: str
    committee_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AddPost:
    """Make a post (岗位): a role at a body, in one park or all, for one department or all."""

    body_id: UUID
    role: str
    name: str
    park_id: UUID | None = None
    department_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Enter a person who signs in. Gives its id. Rights come only with an appointment."""

    name: str
    login: str
    mobile: str | None = None
    #: The enterprise (party) for which the person applies
    party_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SetPassword:
    """Set a password: one's own, or another's by the administrator."""

    person_id: UUID
    password: str


@dataclass(frozen=True, slots=True)
class EndSession:
    """Sign out: the session opens nothing from now on, also with a copy of its cookie."""

    session_id: UUID


@dataclass(frozen=True, slots=True)
class Appoint:
    """Put a person in a post, first and last day included. Gives the appointment's id."""

    person_id: UUID
    post_id: UUID
    starts_on: date
    ends_on: date | None = None
    #: B岗: the appointment for whose holder this one stands in
    deputy_for_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EndAppointment:
    """Make ``ends_on`` the last day of an appointment."""

    appointment_id: UUID
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeBody:
    """Bring a body up to date. Its code stays; documents that were issued keep what they say."""

    body_id: UUID
    name: str
    kind: str
    legal_status: str
    level: str
    document_prefix: str | None = None
    uscc: str | None = None
    line: str | None = None
    parent_id: UUID | None = None
    review_body: str | None = None
    court: str | None = None
    #: 所在区（市、县）: its posts of the county see the parks there
    county: str | None = None


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Correct a person's name or mobile number."""

    person_id: UUID
    name: str
    mobile: str | None = None


@dataclass(frozen=True, slots=True)
class SetActive:
    """Close a body, park, post or person, or open it again. Nothing is deleted."""

    #: body, park, post or person
    subject: str
    id: UUID
    active: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AddCode:
    """Add an entry to an editable code list, e.g. a park category. Gives its id."""

    list: str
    code: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RetireCode:
    """Offer an entry of a code list no more. What carries it keeps it."""

    list: str
    code: str


@dataclass(frozen=True, slots=True)
class ImportBodies:
    """Take the departments and other bodies of a YAML file (bpmn/catalogue/departments.yaml)."""

    yaml: bytes


@dataclass(frozen=True, slots=True)
class ImportParks:
    """Take categories, parks and phases of a YAML file (bpmn/catalogue/parks.yaml)."""

    yaml: bytes


@dataclass(frozen=True, slots=True)
class ImportOrganization:
    """Take a workbook with the sheets 机构 岗位 人员 任期 授权, whole or not at all."""

    workbook: bytes
