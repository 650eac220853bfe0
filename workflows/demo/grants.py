"""Which items the parks of the demo may handle, by which papers. All numbers are invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from workflows.authority.commands import AddGrant

FROM, TO = date(2025, 6, 1), date(2026, 5, 31)
_BASIS = "《行政许可法》第二十二条、第二十六条"
_HANDLING = ("accept", "correct", "review", "inspect")
#: 市场监管: items, and per park the persons whom the 授权书 names, the decider last
FOOD_ITEMS = ("scjg-04", "scjg-05")
_NAMED: Mapping[str, tuple[str, ...]] = {
    "dyjkq": ("li.shouli", "wang.shencha", "zhao.hecha", "qian.hecha", "sun.daibiao"),
    "dygxq": ("feng.shouli", "deng.shencha", "peng.hecha", "zeng.hecha", "xiao.daibiao"),
    "ljjkq": ("xie.shouli", "han.shencha", "jiang.hecha", "cai.hecha", "yu.daibiao"),
}


def grants(ids: Mapping[str, UUID]) -> Iterator[AddGrant]:
    """All grants. ``ids``: of bodies, parks and items by code, of persons by login."""
    number = 0
    for park, names in _NAMED.items():
        for item in FOOD_ITEMS:
            number += 1
            yield _window(ids, item, park, number)
            yield from _stationed(ids, item, park, names, number)
    yield _entrusted(ids, "zj-20", "dyjkq")


def _window(ids: Mapping[str, UUID], item: str, park: str, number: int) -> AddGrant:
    return AddGrant(
        f"德政服窗〔2025〕{number}号", "SHARED_WINDOW", ids[item], ids[park], ids["scjg"],
        ids[f"{park}-gwh"], ("receive", "deliver"), _BASIS, "市区联办综合窗口协议", FROM, TO,
    )  # fmt: skip


def _stationed(
    ids: Mapping[str, UUID], item: str, park: str, names: tuple[str, ...], number: int
) -> Iterator[AddGrant]:
    """One paper for those who handle, one for the 首席代表 who decides."""
    handlers, decider = [ids[name] for name in names[:-1]], ids[names[-1]]
    scjg, paper = ids["scjg"], "派驻审批授权书"
    yield AddGrant(
        f"德市监授〔2025〕{number * 2 - 1}号", "STATIONED", ids[item], ids[park], scjg, scjg,
        _HANDLING, _BASIS, paper, FROM, TO, person_id=handlers[0],
        deputy_ids=(*handlers[1:], decider),
    )  # fmt: skip
    yield AddGrant(
        f"德市监授〔2025〕{number * 2}号", "STATIONED", ids[item], ids[park], scjg, scjg,
        ("decide",), _BASIS, paper, FROM, TO, person_id=decider,
        seal_name="德阳市市场监督管理局行政审批专用章",
    )  # fmt: skip


def _entrusted(ids: Mapping[str, UUID], item: str, park: str) -> AddGrant:
    """An organ to an organ, announced before it is used (行政许可法 24)."""
    return AddGrant(
        "德住建委〔2025〕1号", "ENTRUST", ids[item], ids[park], ids["zj"], ids[f"{park}-gwh"],
        ("receive", "accept", "correct", "review", "decide", "deliver"),
        "《行政许可法》第二十四条", "行政许可委托书", FROM, TO,
        published_on=date(2025, 5, 20), published_at_place="德阳市人民政府网站",
    )  # fmt: skip
