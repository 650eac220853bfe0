"""Records: values that nobody changes once they are made, which the type checker sees to.

A frozen dataclass sets each field through ``object.__setattr__``: six of them per completion cost
4 % of it. Only for what is made with every step; elsewhere ``dataclass(frozen=True)`` is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A dataclass with slots, compared and hashed by its fields."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
