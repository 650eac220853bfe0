"""Enterprises of the demo: invented names, credit codes with a valid check character (GB 32100)."""

from __future__ import annotations

from workflows.handling.commands import PartyData
from workflows.people.uscc import check_character

#: Key, name, legal representative, contact
_NAMED: tuple[tuple[str, str, str, str], ...] = (
    ("noodles", "德阳旌湖面馆有限公司", "陈大勇", "陈小燕"),
    ("machinery", "德阳东汽精工机械有限公司", "黄志明", "吴倩"),
    ("twin", "德阳川味轩餐饮管理有限公司", "邱国平", "邱洁"),
    ("canteen", "德阳恒力重型装备有限公司", "马建新", "汪涛"),
)
_PLACES = ("旌阳", "岷江", "沱江", "天元", "八角", "黄河", "庐山", "龙泉", "绵远", "孝感")
_TRADES: tuple[tuple[str, str], ...] = (
    ("香满楼餐饮有限公司", "餐饮"),
    ("鲜味食品有限公司", "食品"),
    ("智造科技有限公司", "科技"),
    ("新材料股份有限公司", "材料"),
)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = ("志强", "雅琴", "俊杰", "玉兰", "浩然", "思琪", "德贵", "春梅", "国庆", "欣怡")


def enterprises() -> dict[str, PartyData]:
    """{key: enterprise}: the named ones of the tour, and forty others ``e01`` to ``e40``."""
    made = {key: _enterprise(n, *rest) for n, (key, *rest) in enumerate(_NAMED)}
    for n in range(40):
        trade = _TRADES[n // len(_PLACES)][0]
        name = f"德阳市{_PLACES[n % len(_PLACES)]}{trade}"
        made[f"e{n + 1:02d}"] = _enterprise(n + 100, name, _person(n), _person(n + 17))
    return made


def _enterprise(number: int, name: str, head: str, contact: str) -> PartyData:
    first = f"91510600MA6D{number:05d}"
    return PartyData(
        "enterprise",
        name,
        first + check_character(first),
        head,
        contact,
        f"138{81000000 + number * 137:08d}",
        f"德阳市旌阳区嘉陵江路{number % 180 + 1}号",
    )


def _person(n: int) -> str:
    return _SURNAMES[n % len(_SURNAMES)] + _GIVEN[n * 7 % len(_GIVEN)]
