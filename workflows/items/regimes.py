"""Regimes (办理制度): kind decides which law holds, with which words and papers (domain §4.1).

Deemed acceptance (行政许可法 32) and the words 准予/不予许可 hold for 行政许可 only. Filings,
confirmations, registrations and services have words and papers of their own. Telling everything
once (一次告知) holds for all: 优化营商环境条例 36.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Regime:
    """What holds for the items that name it."""

    code: str
    name: str
    #: Kinds of items that may name it
    kinds: frozenset[str]
    #: Result words: {"approved": 准予许可, "refused": 不予许可}
    words: Mapping[str, str]
    #: {kind of document: its title}
    documents: Mapping[str, str]
    #: Word in document numbers (文种): {kind of document: 许受 …}
    number_words: Mapping[str, str]
    #: Five working days of silence accept, as of receipt (行政许可法 32(4))
    deemed_acceptance: bool = False
    #: Must have a limit of law
    needs_statutory_limit: bool = False
    #: A refusal names reconsideration and lawsuit (行政许可法 38; 行政复议法 20)
    remedy: bool = True
    #: Law that governs the steps, for the page of the item
    law: str = ""
    correction_law: str = field(default="《优化营商环境条例》第三十六条")


_SHARED = {
    "receipt": "材料接收凭证",
    "correction": "补正告知书",
    "acceptance": "受理通知书",
    "not_accepted": "不予受理决定书",
    "not_required": "不受理告知书",
    "returned": "退件通知书",
    "delivery": "送达回证",
}
_SHARED_NUMBERS = {
    "receipt": "收",
    "correction": "补",
    "acceptance": "受",
    "not_accepted": "不受",
    "not_required": "不需",
    "returned": "退",
    "delivery": "送",
}


def _regime(
    code: str, name: str, kinds: str, letter: str, words: tuple[str, str], papers: tuple[str, str],
    **more: object,
) -> Regime:  # fmt: skip
    """``letter`` leads the words of numbers: 许受, 备受; ``papers``: titles of the decisions.

    准 and 不准 are for licences only (domain §4.1).
    """
    numbers = {kind: f"{letter}{word}" for kind, word in _SHARED_NUMBERS.items()}
    licence = kinds == "行政许可"
    numbers |= {
        "approval": f"{letter}准" if licence else letter,
        "refusal": f"{letter}不准" if licence else f"{letter}否",
    }
    documents = {**_SHARED, "approval": papers[0], "refusal": papers[1]}
    said = {"approved": words[0], "refused": words[1]}
    return Regime(code, name, frozenset(kinds.split()), said, documents, numbers, **more)  # type: ignore[arg-type]


_LICENCE_LAW = "《行政许可法》"

REGIMES: dict[str, Regime] = {
    regime.code: regime
    for regime in (
        _regime(
            "licence", "行政许可", "行政许可", "许", ("准予许可", "不予许可"),
            ("准予行政许可决定书", "不予行政许可决定书"),
            deemed_acceptance=True, needs_statutory_limit=True, law=_LICENCE_LAW,
            correction_law="《行政许可法》第三十二条第一款第四项",
        ),
        _regime(
            "company_registration", "市场主体登记", "行政许可", "登", ("准予登记", "不予登记"),
            ("准予登记通知书", "不予登记通知书"),
            deemed_acceptance=True, needs_statutory_limit=True,
            law="《行政许可法》第五十六条、《市场主体登记管理条例》第十九条",
            correction_law="《行政许可法》第三十二条第一款第四项",
        ),
        _regime(
            "filing", "备案", "其他行政权力", "备", ("予以备案", "不予备案"),
            ("备案凭证", "不予备案告知书"),
        ),
        _regime(
            "confirmation", "行政确认", "行政确认 其他行政权力", "确", ("予以确认", "不予确认"),
            ("确认通知书", "不予确认决定书"),
        ),
        _regime(
            "verification", "核实", "其他行政权力", "核", ("核实合格", "核实不合格"),
            ("核实合格意见书", "核实不合格意见书"),
        ),
        _regime(
            "registration", "登记", "其他行政权力 公共服务", "登", ("予以登记", "不予登记"),
            ("登记结果通知书", "不予登记告知书"),
        ),
        _regime(
            "public_service", "公共服务", "公共服务", "服", ("已办结", "不予办理"),
            ("办结告知书", "不予办理告知书"),
        ),
        _regime(
            "element_service", "要素保障服务", "要素保障服务", "要", ("已办结", "未能办成"),
            ("办结告知书", "未办成告知书"), remedy=False,
        ),
        _regime(
            "intermediary_service", "中介服务", "中介服务", "介", ("已选定", "未选定"),
            ("中选通知书", "流标告知书"), remedy=False,
        ),
    )
}  # fmt: skip
