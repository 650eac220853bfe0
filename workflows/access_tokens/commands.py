"""What can be asked about service accounts and their tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AddServiceAccount:
    """Enter a program that may hold posts and tokens. Gives its id, which is a person's."""

    name: str
    login: str
    purpose: str


@dataclass(frozen=True, slots=True)
class IssueToken:
    """Keep the digest of a secret that the caller has made and shows once. Gives the token's id."""

    person_id: UUID
    label: str
    #: Some of workflows.access_tokens.scopes.SCOPES
    scopes: Sequence[str]
    expires_on: date
    #: What ``secret.digest`` makes of the secret
    digest: str


@dataclass(frozen=True, slots=True)
class RevokeToken:
    """Let a token open nothing from this instant on."""

    token_id: UUID
    reason: str
