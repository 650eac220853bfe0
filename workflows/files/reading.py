"""Reading stored files. Whether the reader may see one is asked by the caller, on the object."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from workflows.errors import Unknown
from workflows.files.commands import RegisterFile
from workflows.files.models import StoredFile


def file_row(conn: Connection, tenant: UUID, file_id: UUID) -> RegisterFile:
    """Name, digest, size and type. Raises ``Unknown``."""
    query = select(
        StoredFile.name, StoredFile.digest, StoredFile.size, StoredFile.media_type
    ).where(StoredFile.tenant == tenant, StoredFile.id == file_id)
    row = conn.execute(query).first()
    if row is None:
        raise Unknown("没有这个文件。", id=str(file_id))
    return RegisterFile(*row)
