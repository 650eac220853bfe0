"""A scoring sheet as a YAML file: read whole, or refused with all that is wrong in it.

Form of the file: ``bpmn/campaign/sheets/*.yaml``. Points of indicators add up to those of their
dimension, and these to the total.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from workflows.campaign.sheets.sheet import ALL_CATEGORIES, LEVELS, TAGS, Indicator, Sheet, Veto
from workflows.errors import Finding, ImportRefused
from workflows.yaml_file import read_yaml

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_HEAD = {
    "code", "category", "name", "assumption", "level", "issuer", "effective_on", "handbook",
    "handbook_alias", "total", "dimensions", "vetoes",
}  # fmt: skip
_DIMENSION = {"code", "name", "max", "indicators"}
_INDICATOR = {"code", "name", "max", "measure", "tag"}
_VETO = {"code", "name"}
_MOST_POINTS = Decimal(1000)


def read_sheet(body: bytes) -> Sheet:
    """The sheet in a file. Raises ``ImportRefused`` with everything that is wrong."""
    data = read_yaml(body)
    found: list[Finding] = []
    sheet = _Reading(found).sheet(data)
    if found or sheet is None:
        raise ImportRefused(found)
    return sheet


class _Reading:
    """One reading: what is wrong is noted and read past."""

    def __init__(self, found: list[Finding]) -> None:
        self._found = found
        self._codes: set[str] = set()

    def sheet(self, data: Mapping[str, Any]) -> Sheet | None:
        self._known(data, _HEAD, "评分表")
        total = self._points(data, "total", "总分")
        dimensions = self._list(data, "dimensions", "维度")
        indicators = [one for part in dimensions for one in self._dimension(part)]
        self._adds_up(
            total, [self._points(part, "max", "", note=False) for part in dimensions], "各维度"
        )
        parts: dict[str, Any] = {
            "code": self._code(data, "评分表"),
            "category": str(data.get("category", ALL_CATEGORIES)),
            "level": self._one_of(data, "level", "级别", tuple(LEVELS)),
            "issuer": self._text(data, "issuer", "发布机关"),
            "name": self._name(data),
            "handbook": self._text_or_none(data, "handbook", "指导手册"),
            "handbook_alias": self._text_or_none(data, "handbook_alias", "指导手册别名"),
            "effective_on": self._day(data, "effective_on", "生效日期"),
            "total": total,
            "indicators": tuple(indicators),
            "vetoes": tuple(self._veto(one) for one in self._list(data, "vetoes", "否决项")),
        }
        return None if self._found else Sheet(**parts)

    def _name(self, data: Mapping[str, Any]) -> str:
        """A sheet that rests on an assumption says so in its name, wherever it is shown."""
        name = self._text(data, "name", "名称")
        return f"{name}（指标和分值为暂定）" if data.get("assumption") is True else name

    def _dimension(self, part: Mapping[str, Any]) -> list[Indicator]:
        self._known(part, _DIMENSION, "维度")
        code, name = self._code(part, "维度"), self._text(part, "name", "维度名称")
        points = self._points(part, "max", f"{name}满分")
        lines = self._list(part, "indicators", f"{name}的指标")
        indicators = [self._indicator(line, code, name) for line in lines]
        self._adds_up(points, [one.max for one in indicators], f"{name}各指标")
        return indicators

    def _indicator(self, line: Mapping[str, Any], dimension: str, named: str) -> Indicator:
        self._known(line, _INDICATOR, "指标")
        tag = self._one_of(line, "tag", "三化", TAGS) if "tag" in line else None
        return Indicator(
            code=self._code(line, "指标"),
            dimension=dimension,
            dimension_name=named,
            name=self._text(line, "name", "指标名称"),
            max=self._points(line, "max", "指标满分") or Decimal(0),
            measure=self._text(line, "measure", "测评方式"),
            tag=tag,
        )

    def _veto(self, line: Mapping[str, Any]) -> Veto:
        self._known(line, _VETO, "否决项")
        return Veto(self._code(line, "否决项"), self._text(line, "name", "否决项名称"))

    def _adds_up(self, whole: Decimal | None, parts: list[Decimal | None], words: str) -> None:
        known = [part for part in parts if part is not None]
        if whole is not None and len(known) == len(parts) and sum(known) != whole:
            self._note(f"{words}分值合计{sum(known)}，应为{whole}。", "points-do-not-add-up", "max")

    def _code(self, part: Mapping[str, Any], what: str) -> str:
        code = part.get("code")
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            self._note(f"{what}的编码{code!r}不对：字母或数字开头，最多40个字符。", "code", "code")
            return ""
        if code in self._codes:
            self._note(f"编码{code}重复。", "code-twice", "code")
        self._codes.add(code)
        return code

    def _text(self, part: Mapping[str, Any], key: str, label: str) -> str:
        text = part.get(key)
        if not isinstance(text, str) or not text.strip() or len(text) > 200:
            self._note(f"{label}请填200字以内的文字。", "text", key)
            return ""
        return text.strip()

    def _text_or_none(self, part: Mapping[str, Any], key: str, label: str) -> str | None:
        return None if part.get(key) is None else self._text(part, key, label)

    def _one_of(self, part: Mapping[str, Any], key: str, label: str, words: tuple[str, ...]) -> str:
        if part.get(key) not in words:
            self._note(f"{label}只能是：{'、'.join(words)}。", "word", key)
        return str(part.get(key))

    def _points(
        self, part: Mapping[str, Any], key: str, label: str, *, note: bool = True
    ) -> Decimal | None:
        value = part.get(key)
        try:
            if isinstance(value, bool) or not isinstance(value, int | float | str):
                raise InvalidOperation
            points = Decimal(str(value))
            if not Decimal(0) < points <= _MOST_POINTS or points != round(points, 2):
                raise InvalidOperation
        except InvalidOperation:
            if note:
                self._note(f"{label}请填大于0、最多两位小数的数。", "points", key)
            return None
        return points

    def _day(self, part: Mapping[str, Any], key: str, label: str) -> date:
        day = part.get(key)
        if isinstance(day, date):
            return day
        self._note(f"{label}请填 2023-05-01 这样的日期。", "day", key)
        return date.min

    def _list(self, part: Mapping[str, Any], key: str, label: str) -> list[Mapping[str, Any]]:
        lines = part.get(key)
        if not isinstance(lines, list) or not all(isinstance(one, Mapping) for one in lines):
            self._note(f"{label}应为列表。", "shape", key)
            return []
        if not lines and key != "vetoes":
            self._note(f"{label}不能为空。", "empty", key)
        return lines

    def _known(self, part: Mapping[str, Any], keys: set[str], what: str) -> None:
        for key in part.keys() - keys:
            self._note(f"{what}里没有“{key}”这一项。", "unknown", str(key))

    def _note(self, sentence: str, code: str, field: str) -> None:
        self._found.append(Finding(sentence, code, field))
