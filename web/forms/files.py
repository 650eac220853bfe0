"""Files of a form: which it names, what they are called, and whether they are the person's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from web.forms.schema import Part, parse
from workflows.models import StoredFile


def file_ids(form: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[tuple[str, UUID]]:
    """(path of the field, id) of every file in ``values``; what is no id is passed over."""
    return _below(parse(form), values, "")


def names(conn: Connection, tenant: UUID, ids: list[UUID]) -> dict[str, str]:
    """{id: name} of stored files. No statement where there are none."""
    if not ids:
        return {}
    query = select(StoredFile.id, StoredFile.name).where(
        StoredFile.tenant == tenant, StoredFile.id.in_(ids)
    )
    return {str(row.id): row.name for row in conn.execute(query)}


def not_own(
    conn: Connection, tenant: UUID, person: UUID, found: Mapping[str, UUID]
) -> dict[str, str]:
    """{path: sentence} of files that somebody else brought: an id that is known gives no right.

    Who uploaded a file never changes, so what is asked here still holds when the form is taken.
    """
    if not found:
        return {}
    query = select(StoredFile.id).where(
        StoredFile.tenant == tenant,
        StoredFile.id.in_(found.values()),
        StoredFile.uploaded_by == person,
    )
    own = set(conn.scalars(query))
    return {path: "请重新上传这个文件。" for path, id in found.items() if id not in own}


def _below(parent: Part, values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, UUID]]:
    for part in parent.children:
        if part.type == "filepicker":
            yield from _one(values.get(part.key), prefix + part.key)
        elif not part.children:
            continue
        elif not part.key:
            yield from _below(part, values, prefix)
        else:
            inner = values.get(part.key)
            rows = inner if isinstance(inner, list) else [inner]
            for number, row in enumerate(rows):
                place = f"{part.key}.{number}." if part.repeats else f"{part.key}."
                if isinstance(row, Mapping):
                    yield from _below(part, row, prefix + place)


def _one(value: Any, path: str) -> Iterator[tuple[str, UUID]]:
    try:
        yield path, UUID(str(value))
    except ValueError:
        return
