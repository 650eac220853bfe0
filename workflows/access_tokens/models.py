"""Tables of service accounts and their tokens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflows.tables import Base, Key, Name, TenantKey


class ServiceAccount(Base):
    """A person row behind which stands a program: it has no password and cannot sign in."""

    __tablename__ = "service_account"

    tenant: Mapped[TenantKey]
    person_id: Mapped[Key]
    #: Which system it is, and who answers for it
    purpose: Mapped[Name]
    created_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "person_id"], ["person.tenant", "person.id"]),
    )


class AccessToken(Base):
    """One token of a service account. The secret itself is stored nowhere."""

    __tablename__ = "access_token"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    person_id: Mapped[UUID]
    label: Mapped[Name]
    #: SHA-256 of the secret, in hexadecimal
    digest: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[list[Any]]
    issued_at: Mapped[datetime]
    #: Last day on which it opens anything, Asia/Shanghai
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "person_id"], ["service_account.tenant", "service_account.person_id"]
        ),
        UniqueConstraint("tenant", "digest"),
        Index("ix_access_token_person", "tenant", "person_id"),
    )
