"""Chinese words for dates, limits and clauses on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from workflows.calendar import Limit
from workflows.clock import SHANGHAI

#: Forms of service (送达方式), domain §4.2
METHODS: dict[str, str] = {
    "window": "直接送达（窗口领取）",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "left": "留置送达",
    "entrusted": "委托送达",
    "publication": "公告送达",
}


def day(value: date | None) -> str:
    """2025年9月26日, or nothing."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def moment(value: datetime) -> str:
    """2025年9月26日9时30分, in Asia/Shanghai."""
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())}{local.hour}时{local.minute:02d}分"


def limit(stored: Mapping[str, Any] | None) -> str:
    """自受理之日起10个工作日, or nothing."""
    return Limit.of(stored).sentence if stored else ""


def clauses(stored: Sequence[Mapping[str, Any]]) -> str:
    """《食品安全法》第三十五条、…"""
    return "、".join(_clause(one) for one in stored)


def _clause(one: Mapping[str, Any]) -> str:
    article = one.get("article")
    return f"《{one['law']}》" + (f"第{_number(str(article))}条" if article else "")


def _number(article: str) -> str:
    """35 as 三十五; what is written in words already stays."""
    if not article.isdigit() or not 0 < int(article) < 1000:
        return article
    digits, value = "零一二三四五六七八九", int(article)
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")
