"""Secrets of tokens: long enough that their plain digest is safe to keep."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

#: So that scanners of leaked secrets and people know what it is
PREFIX = "yuanban_"


def new(tenant: UUID) -> str:
    """A fresh secret of 256 random bits. It names its tenant: that is where it is looked up."""
    return f"{PREFIX}{tenant.hex}_{secrets.token_urlsafe(32)}"


def tenant_of(secret: str) -> UUID | None:
    """The tenant that a secret names, or None where it is none of ours."""
    try:
        return UUID(secret.removeprefix(PREFIX)[:32]) if secret.startswith(PREFIX) else None
    except ValueError:
        return None


def digest(secret: str) -> str:
    """What is kept of it. A random secret needs no slow hash: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
