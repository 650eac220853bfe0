"""A filled sheet: what is wrong with it, its total and its points by dimension. Exact decimals.

Rules: domain §2.3 F7 and F8 (points 0 to the maximum, a reason where points are taken off).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from unicodedata import normalize
from uuid import UUID

from workflows.campaign.sheets.sheet import Indicator, Sheet
from workflows.errors import Finding

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """What one indicator was given. ``score``: as it was written; empty: not yet."""

    indicator: str
    score: str = ""
    #: 扣分理由
    reason: str = ""
    #: 证据
    evidence: str = ""
    file_id: UUID | None = None


def findings(
    sheet: Sheet, entries: Sequence[Entry], vetoes: Iterable[str] = (), *, whole: bool = True
) -> list[Finding]:
    """Everything that is wrong, by indicator. ``whole``: each must be filled, not only right."""
    return [
        *_twice(entries),
        *(found for one in entries for found in _wrong(sheet, one, whole)),
        *(_missing(sheet, entries) if whole else ()),
        *_unknown_vetoes(sheet, vetoes),
    ]


def total(entries: Iterable[Entry]) -> Decimal:
    """The sum of what was given so far; what is no number counts nothing."""
    return sum((points(one) or Decimal(0) for one in entries), Decimal(0))


def dimensions(sheet: Sheet, entries: Iterable[Entry]) -> dict[str, Decimal]:
    """{dimension: points given}, every dimension of the sheet, in its order."""
    given = {code: Decimal(0) for code, _name, _most in sheet.dimensions}
    known = sheet.by_code
    for one in entries:
        if one.indicator in known:
            given[known[one.indicator].dimension] += points(one) or Decimal(0)
    return given


def points(entry: Entry) -> Decimal | None:
    """The points of an entry; None where it is empty or no number. Full width counts: ４．５."""
    text = normalize("NFKC", entry.score).strip()
    try:
        number = Decimal(text) if text and "_" not in text and len(text) < 20 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _wrong(sheet: Sheet, one: Entry, whole: bool) -> Iterator[Finding]:
    line = sheet.by_code.get(one.indicator)
    if line is None:
        yield Finding(f"评分表里没有指标“{one.indicator}”。", "unknown-indicator", one.indicator)
        return
    if max(len(one.reason), len(one.evidence)) > _LONGEST:
        sentence = f"{line.name}：理由和证据最多{_LONGEST}字。"
        yield Finding(sentence, "too-long", one.indicator)
    if one.score.strip():
        yield from _score(line, one)
    elif whole:
        yield Finding(f"{line.name}：请填得分。", "score-missing", one.indicator)


def _score(line: Indicator, one: Entry) -> Iterator[Finding]:
    given = points(one)
    if given is None:
        yield Finding(f"{line.name}：得分请填数字。", "score-no-number", line.code)
    elif given != round(given, 2):
        yield Finding(f"{line.name}：得分最多两位小数。", "score-decimals", line.code)
    elif not 0 <= given <= line.max:
        sentence = f"{line.name}：得分应在0到{line.max}之间，现在是{given}。"
        yield Finding(sentence, "score-out-of-range", line.code)
    elif given < line.max and not one.reason.strip():
        sentence = f"{line.name}：扣了{line.max - given}分，请写扣分理由。"
        yield Finding(sentence, "reason-missing", line.code)


def _missing(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Finding]:
    given = {one.indicator for one in entries}
    for line in sheet.indicators:
        if line.code not in given:
            yield Finding(f"{line.name}：请填得分。", "score-missing", line.code)


def _twice(entries: Sequence[Entry]) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in entries:
        if one.indicator in seen:
            yield Finding(f"指标{one.indicator}填了两次。", "indicator-twice", one.indicator)
        seen.add(one.indicator)


def _unknown_vetoes(sheet: Sheet, vetoes: Iterable[str]) -> Iterator[Finding]:
    known = {one.code for one in sheet.vetoes}
    for code in vetoes:
        if code not in known:
            yield Finding(f"评分表里没有否决项“{code}”。", "unknown-veto", code)
