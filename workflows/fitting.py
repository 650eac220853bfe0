"""Texts that a column cannot hold: a finding here, not an error of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import String

from workflows.errors import Finding
from workflows.tables import Base


def unfit_texts(table: type[Base], values: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding for each text that is too long or holds a NUL.

    SQLite would take them, PostgreSQL would not.
    """
    columns = table.__table__.c
    for name, value in values.items():
        kind = columns[name].type if name in columns else None
        if not isinstance(kind, String) or not isinstance(value, str):
            continue
        if "\0" in value:
            yield Finding("含有不能保存的字符。", "unfit-character", name)
        if kind.length is not None and len(value) > kind.length:
            yield Finding(f"不能超过{kind.length}个字。", "too-long", name)
