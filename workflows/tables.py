"""Base of the tables of this layer: the tenant first in every key, foreign keys with it.

Tables of the engine may be referred to, never the other way round (docs/adr/0001-ground.md).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from engine.store.schema import metadata as engine_metadata
from engine.store.types import Id, Instant, Json

Short = Annotated[str, 60]
Name = Annotated[str, 200]


class Base(DeclarativeBase):
    metadata = engine_metadata
    type_annotation_map = {
        UUID: Id,
        datetime: Instant,
        date: Date,
        str: Text,
        Short: String(60),
        Name: String(200),
        dict[str, Any]: Json,
        list[Any]: Json,
    }


TenantKey = Annotated[UUID, mapped_column(Id, primary_key=True)]
Key = Annotated[UUID, mapped_column(Id, primary_key=True)]
