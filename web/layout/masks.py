"""Personal numbers as they are shown to people whose role does not need them."""

from __future__ import annotations


def mask_id(value: str | None) -> str:
    """510602********1234"""
    if not value:
        return "—"
    return value if len(value) < 11 else f"{value[:6]}{'*' * (len(value) - 10)}{value[-4:]}"


def mask_phone(value: str | None) -> str:
    """138****1234"""
    if not value:
        return "—"
    return value if len(value) < 8 else f"{value[:3]}****{value[-4:]}"
