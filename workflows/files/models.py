"""Table of stored files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from workflows.tables import Base, Key, Name, Short, TenantKey


class StoredFile(Base):
    """A file somebody brought or the system made."""

    __tablename__ = "stored_file"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: SHA-256 of the bytes, hexadecimal
    digest: Mapped[Name]
    size: Mapped[int]
    #: By content, never by name
    media_type: Mapped[Short]
    name: Mapped[Name]
    uploaded_by: Mapped[UUID | None]
    uploaded_at: Mapped[datetime]
