"""Which token a secret is, and what stands on the list of tokens."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from workflows.access_tokens.models import AccessToken, ServiceAccount
from workflows.access_tokens.secret import digest, tenant_of
from workflows.people.models import Person


def token_of(conn: Connection, secret: str, today: date) -> Any | None:
    """(tenant, id, person_id, scopes) of a token that opens something today, or None."""
    return conn.execute(
        select(AccessToken.tenant, AccessToken.id, AccessToken.person_id, AccessToken.scopes).where(
            AccessToken.tenant == tenant_of(secret),
            AccessToken.digest == digest(secret),
            AccessToken.revoked_at.is_(None),
            AccessToken.expires_on >= today,
        )
    ).first()


def accounts(conn: Connection, tenant: UUID) -> list[Any]:
    """Service accounts: (id, name, login, purpose, active), the newest first."""
    query = (
        select(Person.id, Person.name, Person.login, ServiceAccount.purpose, Person.active)
        .join(
            ServiceAccount,
            and_(ServiceAccount.tenant == Person.tenant, ServiceAccount.person_id == Person.id),
        )
        .where(Person.tenant == tenant)
        .order_by(Person.id.desc())
    )
    return list(conn.execute(query))


def tokens(conn: Connection, tenant: UUID) -> list[Any]:
    """Tokens of all accounts, the newest first; never a secret."""
    query = (
        select(
            AccessToken.id, AccessToken.label, AccessToken.scopes, AccessToken.issued_at,
            AccessToken.expires_on, AccessToken.revoked_at, AccessToken.person_id,
            Person.name.label("account"),
        )
        .join(Person, and_(Person.tenant == AccessToken.tenant, Person.id == AccessToken.person_id))
        .where(AccessToken.tenant == tenant)
        .order_by(AccessToken.id.desc())
    )  # fmt: skip
    return list(conn.execute(query))


def is_service_account(conn: Connection, tenant: UUID, person: UUID) -> bool:
    """Whether behind a person row stands a program."""
    query = select(ServiceAccount.person_id).where(
        ServiceAccount.tenant == tenant, ServiceAccount.person_id == person
    )
    return conn.execute(query).first() is not None
