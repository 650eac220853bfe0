"""Tables of applications (办件), parties, materials, decisions and drafts.

A case's variables hold ids and the facts that a diagram decides on; what people read and search
stands here. Legal facts carry the day they count from and the instant they were recorded.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from workflows.tables import Base, Key, Name, Short, TenantKey


class Party(Base):
    """An enterprise or person that applies."""

    __tablename__ = "party"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: enterprise or person
    kind: Mapped[Short]
    name: Mapped[Name]
    pinyin: Mapped[str]
    initials: Mapped[Name]
    #: USCC of an enterprise; for a person the number of the identity card (personal)
    identifier: Mapped[Short]
    legal_representative: Mapped[Name | None]
    contact: Mapped[Name | None]
    mobile: Mapped[Short | None]
    address: Mapped[str | None]
    #: Set when personal data were erased
    erased_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "identifier"),
        Index("ix_party_pinyin", "tenant", "pinyin"),
        Index("ix_party_initials", "tenant", "initials"),
    )


class Application(Base):
    """One 办件. Its case carries the same id."""

    __tablename__ = "application"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: {area6}{park2}{yyyymmdd}{5 digits}, given at receipt; None before
    number: Mapped[Short | None]
    #: What the applicant asks by, beside the number
    query_code: Mapped[Short]
    item_id: Mapped[UUID]
    item_version_id: Mapped[UUID]
    park_id: Mapped[UUID]
    #: None while the applicant of a draft is not known yet
    party_id: Mapped[UUID | None]
    #: The applicant as entered so far; None once it is complete and stands in ``party``
    applicant: Mapped[dict[str, Any] | None]
    #: Representative with a power of attorney (代理人), if any
    representative: Mapped[dict[str, Any] | None]
    #: window, online or guide
    channel: Mapped[Short]
    #: Person who entered it
    submitted_by: Mapped[UUID]
    #: workflows.handling.states
    state: Mapped[Short]
    #: What the applicant filled in beyond the common fields
    form: Mapped[dict[str, Any]]
    submitted_at: Mapped[datetime]
    #: T0: the day the window received the materials
    received_on: Mapped[date | None]
    received_at: Mapped[datetime | None]
    #: Last day of the five working days of 行政许可法 32(4)
    silence_due_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    #: True when accepted by silence (视为受理)
    deemed: Mapped[bool]
    accepted_at: Mapped[datetime | None]
    statutory_due_on: Mapped[date | None]
    promised_due_on: Mapped[date | None]
    #: True when a due date rests on days not yet officially published (暂定)
    due_provisional: Mapped[bool]
    decided_on: Mapped[date | None]
    #: approved or refused
    decision: Mapped[Short | None]
    delivered_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "number"),
        ForeignKeyConstraint(["tenant", "item_id"], ["item.tenant", "item.id"]),
        ForeignKeyConstraint(
            ["tenant", "item_version_id"], ["item_version.tenant", "item_version.id"]
        ),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
        ForeignKeyConstraint(["tenant", "party_id"], ["party.tenant", "party.id"]),
        Index("ix_application_list", "tenant", "state", "promised_due_on"),
        Index("ix_application_park", "tenant", "park_id", "state"),
        Index("ix_application_party", "tenant", "party_id"),
    )


class Material(Base):
    """One material of an application, checked on its own."""

    __tablename__ = "material"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    application_id: Mapped[UUID]
    #: Code in the item version's material list
    code: Mapped[Short]
    name: Mapped[Name]
    required: Mapped[bool]
    file_id: Mapped[UUID | None]
    supplied_at: Mapped[datetime | None]
    #: open, ok or wrong
    verdict: Mapped[Short]
    #: What is wrong and what is asked, as it will stand in the correction notice
    problem: Mapped[str | None]
    demand: Mapped[str | None]
    checked_by: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]
    #: True once it stood in the correction notice: only such a one may be asked for again
    in_correction: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("tenant", "application_id", "code"),
        ForeignKeyConstraint(
            ["tenant", "application_id"], ["application.tenant", "application.id"]
        ),
        ForeignKeyConstraint(["tenant", "file_id"], ["stored_file.tenant", "stored_file.id"]),
    )


class Decision(Base):
    """A legal act on an application, with the proof of the authority it was done under."""

    __tablename__ = "decision"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    application_id: Mapped[UUID]
    #: receive, accept, not_accepted, not_required, correct, deem_accepted, inspect, review,
    #: approve, refuse, deliver
    act: Mapped[Short]
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    person_id: Mapped[UUID | None]
    appointment_id: Mapped[UUID | None]
    on_behalf_of: Mapped[UUID | None]
    #: The grant under which it was done; None only for acts of the law itself (silence)
    grant_id: Mapped[UUID | None]
    #: Copy of what was ruled: mode, body, name on the document, seal, valid days, grant version
    proof: Mapped[dict[str, Any]]
    reason: Mapped[str | None]
    legal_basis: Mapped[str | None]
    facts: Mapped[dict[str, Any]]

    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "application_id"], ["application.tenant", "application.id"]
        ),
        Index("ix_decision_application", "tenant", "application_id"),
    )


class TaskDraft(Base):
    """A half-filled form of a task (暂存), one per person and task."""

    __tablename__ = "task_draft"

    tenant: Mapped[TenantKey]
    task_id: Mapped[Key]
    person_id: Mapped[Key]
    data: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
