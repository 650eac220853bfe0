"""How Chinese names are found: full pinyin and initials.

The dictionary of pypinyin is large, so it is loaded when the first name is spelled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

#: Surnames that are read differently from the common word
_SURNAMES: dict[str, str] = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren",
    "盖": "ge", "朴": "piao", "翟": "zhai", "缪": "miao", "覃": "qin", "乐": "yue", "尉": "yu",
    "尹": "yin", "华": "hua", "洗": "xian", "冼": "xian", "宓": "mi", "晟": "cheng", "繁": "po",
    "折": "she", "黑": "he", "秘": "bi", "召": "shao", "员": "yun", "种": "chong", "燕": "yan",
}  # fmt: skip
_DOUBLE_SURNAMES: dict[str, tuple[str, str]] = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"),
}


#: Places that are read differently from the common words
_PLACES: dict[str, str] = {
    "什邡": "shi fang", "郫都": "pi du", "犍为": "qian wei", "荥经": "ying jing",
    "筠连": "jun lian", "珙县": "gong xian",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelling:
    """``full``: zhangsan, ``initials``: zs. Lower case, other characters as they are."""

    full: str
    initials: str


def spell(name: str) -> Spelling:
    """Spelling of a body, park, item or enterprise."""
    return _joined(_syllables(name))


def spell_person(name: str) -> Spelling:
    """Spelling of a person: the surname is read as a surname (曾 zeng, 单 shan)."""
    double = _DOUBLE_SURNAMES.get(name[:2])
    if double is not None:
        return _joined([*double, *_syllables(name[2:])])
    single = _SURNAMES.get(name[:1])
    return _joined([single, *_syllables(name[1:])] if single else _syllables(name))


@cache
def _dictionary() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict({place: [[s] for s in said.split()] for place, said in _PLACES.items()})
    return lazy_pinyin


def _syllables(text: str) -> list[str]:
    lazy_pinyin = _dictionary()
    return [syllable.lower() for syllable in lazy_pinyin(text) if syllable.strip()]


def _joined(syllables: list[str]) -> Spelling:
    """A syllable that is not Chinese (Latin letters, digits) counts whole in the initials."""
    full = "".join(syllables)
    initials = "".join(s if not s.isalpha() or not s.isascii() else s[0] for s in syllables)
    return Spelling(full[:200], initials[:60])
