"""One field, one value: what it must look like, and what it is once it is right.

Each function gives the clean value or raises ``Wrong`` with a sentence for the person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation, localcontext
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from web.forms.expressions import setting
from web.forms.schema import Part

#: Where a form sets no length itself
LONGEST = {"textfield": 1000, "textarea": 20_000}
#: Longest time that a pattern may take with one value
PATTERN_S = 0.2
#: Enough to round and divide exactly whatever ``_decimal`` lets in
_DIGITS = 200
SHANGHAI = ZoneInfo("Asia/Shanghai")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)
_PHONE = re.compile(r"(\+|00)\d{5,15}", re.ASCII)
# Line breaks and tabs are text in a textarea, anything else unprintable never is
_CONTROL = {"textfield": re.compile(r"[\x00-\x1f\x7f]")}
_CONTROL["textarea"] = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

#: What input methods of Chinese bring along; full-width brackets and commas are right in names
_WIDE = {
    wide: wide - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for wide in range(ord(first), ord(last) + 1)
}

Context = Mapping[str, Any]


class Wrong(Exception):
    """The value does not fit the field. ``args[0]`` is the sentence."""


def is_empty(part: Part, value: Any) -> bool:
    """Whether the field counts as not filled in."""
    if part.type == "checkbox":
        return value is not True
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def missing(part: Part) -> str:
    """What to say when a required field is empty."""
    if part.type == "checkbox":
        return f"请勾选“{part.label}”。"
    return f"请{_VERBS.get(part.type, '填写')}{part.label}。"


_VERBS = {
    **dict.fromkeys(("radio", "select", "checklist", "taglist", "datetime"), "选择"),
    "filepicker": "上传",
}


def clean(part: Part, value: Any, context: Context, today: date | None = None) -> Any:
    """The typed value of a filled-in field. Raises ``Wrong``."""
    if part.type == "datetime":
        return _moment(part, value, today)
    return _KINDS[part.type](part, value, context)


def _text(part: Part, value: Any, context: Context) -> str:
    if not isinstance(value, str):
        raise Wrong(f"{part.label}请填文字。")
    text = plain(value) if part.type == "textfield" else value.strip()
    if part.rules.get("pattern"):
        text = "".join(text.split())  # codes and numbers are copied with spaces in them
    if _CONTROL[part.type].search(text):
        raise Wrong(f"{part.label}里有不可见的字符，请重新输入。")
    _length(part, text, context)
    _pattern(part, text)
    return text


def plain(text: str) -> str:
    """Without the spaces around it, full-width digits and letters as plain ones."""
    return text.translate(_WIDE).strip()


def _length(part: Part, text: str, context: Context) -> None:
    least = setting(part.rules.get("minLength"), context)
    most = setting(part.rules.get("maxLength"), context) or LONGEST[part.type]
    if least is not None and len(text) < least:
        raise Wrong(f"{part.label}至少{least}个字，现在是{len(text)}个。")
    if len(text) > most:
        raise Wrong(f"{part.label}最多{most}个字，现在是{len(text)}个。")


def _pattern(part: Part, text: str) -> None:
    rules = part.rules
    pattern = rules.get("pattern")
    if pattern and not _fits(part, pattern, text):
        raise Wrong(rules.get("patternErrorMessage") or f"{part.label}的格式不对。")
    if rules.get("validationType") == "email" and not _EMAIL.fullmatch(text):
        raise Wrong(f"{part.label}请填有效的电子邮箱。")
    if rules.get("validationType") == "phone" and not _PHONE.fullmatch(text):
        raise Wrong(f"{part.label}请填有效的电话号码，例如 +8683812345678。")


def _fits(part: Part, pattern: str, text: str) -> bool:
    try:
        return _compiled(pattern).search(text, timeout=PATTERN_S) is not None
    except TimeoutError:
        raise Wrong(f"{part.label}的格式核对不了，请改短后再填。") from None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    # Not at the top: few forms have a pattern. Unlike ``re`` it can be stopped: a pattern of a
    # form that somebody drew must not hold a server for hours
    import regex

    # As JavaScript reads it: ASCII classes, and $ only at the very end
    return regex.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), regex.ASCII)


def _number(part: Part, value: Any, context: Context) -> Decimal | int:
    with localcontext(prec=_DIGITS):
        return _bounded(part, _decimal(part, value), context)


def _bounded(part: Part, number: Decimal, context: Context) -> Decimal | int:
    digits = part.raw.get("decimalDigits")
    if digits is not None and number != round(number, digits):
        raise Wrong(
            f"{part.label}请填整数。" if digits == 0 else f"{part.label}最多{digits}位小数。"
        )
    least = setting(part.rules.get("min"), context)
    most = setting(part.rules.get("max"), context)
    if least is not None and number < Decimal(str(least)):
        raise Wrong(f"{part.label}不能小于{least}。")
    if most is not None and number > Decimal(str(most)):
        raise Wrong(f"{part.label}不能大于{most}。")
    step = part.raw.get("increment")
    if step and number % Decimal(str(step)) != 0:
        raise Wrong(f"{part.label}请填{step}的倍数。")
    return int(number) if digits == 0 else number


def _decimal(part: Part, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise Wrong(f"{part.label}请填数字。")
    try:
        text = str(value).strip()
        # Underscores are Python's own, and no number of a form has a hundred digits
        number = Decimal("" if "_" in text or len(text) > 100 else text)
    except InvalidOperation:
        raise Wrong(f"{part.label}请填数字。") from None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise Wrong(f"{part.label}请填数字。")
    return number


def _checkbox(part: Part, value: Any, context: Context) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"{part.label}只能勾选或不勾选。")
    return value


def _one(part: Part, value: Any, context: Context) -> Any:
    if isinstance(value, list | dict) or value not in options(part, context):
        raise Wrong(f"{part.label}只能从给出的选项里选。")
    return value


def _several(part: Part, value: Any, context: Context) -> list[Any]:
    if not isinstance(value, list):
        raise Wrong(f"{part.label}只能从给出的选项里选。")
    return list(dict.fromkeys(_one(part, single, context) for single in value))


def options(part: Part, context: Context) -> list[Any]:
    """Values that may be chosen: of the form, of the known data, or computed."""
    raw = part.raw
    if "valuesExpression" in raw:
        found = setting(raw["valuesExpression"], context) or []
    else:
        found = context.get(raw["valuesKey"]) if "valuesKey" in raw else raw.get("values")
    return [entry["value"] if isinstance(entry, Mapping) else entry for entry in found or []]


def _file(part: Part, value: Any, context: Context) -> str:
    """The id of a file that was uploaded before; whose it is, ``web.forms.files`` asks."""
    try:
        return str(UUID(value))
    except (TypeError, ValueError, AttributeError):
        raise Wrong(f"{part.label}请重新上传。") from None


_KINDS: dict[str, Callable[[Part, Any, Context], Any]] = {
    "textfield": _text,
    "textarea": _text,
    "number": _number,
    "checkbox": _checkbox,
    "radio": _one,
    "select": _one,
    "checklist": _several,
    "taglist": _several,
    "filepicker": _file,
}


def _moment(part: Part, value: Any, today: date | None) -> date | time | datetime:
    subtype = part.raw.get("subtype", "date")
    reader = {"date": date.fromisoformat, "time": time.fromisoformat, "datetime": _instant}[subtype]
    try:
        moment: Any = reader(value)
    except (TypeError, ValueError):
        word = "时间" if subtype == "time" else "日期"
        raise Wrong(f"{part.label}请填有效的{word}。") from None
    day = moment.date() if subtype == "datetime" else moment
    if part.raw.get("disallowPassedDates") and subtype != "time" and today and day < today:
        raise Wrong(f"{part.label}不能早于今天。")
    return moment  # type: ignore[no-any-return]


def _instant(value: str) -> datetime:
    if "T" not in value:
        raise ValueError("a date alone is no instant")
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
