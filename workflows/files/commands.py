"""What can be asked about files."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StoreFile:
    """Keep a file that somebody brought. Gives its id; who may read it is asked by its reader."""

    name: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """The row of a file whose content lies in the store already. Gives its id."""

    name: str
    digest: str
    size: int
    media_type: str
