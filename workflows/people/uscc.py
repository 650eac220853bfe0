"""Unified social credit codes (统一社会信用代码): 18 characters with a check character.

Source: GB 32100-2015, 法人和其他组织统一社会信用代码编码规则.
"""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {character: index for index, character in enumerate(_ALPHABET)}


def check_character(first_17: str) -> str:
    """The 18th character for the 17 before it: weights 3^i modulo 31.

    Raises ``KeyError`` on a character outside the alphabet (I, O, S, V, Z are not in it).
    """
    total = sum(_VALUE[character] * pow(3, index, 31) for index, character in enumerate(first_17))
    return _ALPHABET[(31 - total % 31) % 31]


def is_valid_uscc(text: str) -> bool:
    """Whether ``text`` has the length, the alphabet and the right check character."""
    if len(text) != 18 or any(character not in _VALUE for character in text):
        return False
    return check_character(text[:17]) == text[17]
