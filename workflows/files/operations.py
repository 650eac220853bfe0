"""Verbs of files."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import insert

from engine.protocols import Tx
from workflows.files.commands import RegisterFile
from workflows.files.models import StoredFile
from workflows.operations import ANY_PERSON, operation


@operation(RegisterFile, right=ANY_PERSON)
def register_file(tx: Tx, command: RegisterFile) -> UUID:
    """Enter the row of a stored content. Gives its id."""
    id, values = tx.new_id(), asdict(command)
    tx.connection.execute(
        insert(StoredFile).values(
            tenant=tx.tenant, id=id, uploaded_by=tx.actor.person, uploaded_at=tx.now, **values
        )
    )
    tx.record(id, "FileStored", values, data_class="personal")
    return id
