"""Sign-in names and passwords. Sessions and the counting of failures belong to the pages."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from workflows.people.models import Person


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt."""
    return str(_hasher().hash(password))


def authenticate(conn: Connection, tenant: UUID, login: str, password: str) -> UUID | None:
    """The active person with that sign-in name and password, or None.

    Takes the same time whether the name exists or not: a password is verified in each case.
    """
    from argon2.exceptions import Argon2Error, InvalidHashError

    query = select(Person.id, Person.password_hash, Person.active)
    row = conn.execute(query.where(Person.tenant == tenant, Person.login == login)).first()
    known = row is not None and row.active and row.password_hash is not None
    try:
        _hasher().verify(row.password_hash if known and row else _decoy(), password)
    except (Argon2Error, InvalidHashError):
        return None
    return row.id if known and row else None


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _decoy() -> str:
    """A hash that no password of a person has, made with the parameters in force."""
    import secrets

    return hash_password(secrets.token_hex(16))
