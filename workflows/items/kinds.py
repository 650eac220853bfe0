"""Words of the catalogue: kinds of items, stages of a life cycle, shapes of codes."""

from __future__ import annotations

import re

#: 事项类型 (domain §3.3) with the number of the provincial platform; R-015, R-016
KINDS: dict[str, str] = {
    "行政许可": "01",
    "行政给付": "05",
    "行政确认": "07",
    "行政奖励": "08",
    "行政裁决": "09",
    "其他行政权力": "10",
    "公共服务": "20",
    "要素保障服务": "20",
    "中介服务": "20",
}

#: Stages of an enterprise's or a project's life (R-014)
STAGES: tuple[str, ...] = ("准入", "立项", "用地", "规划", "施工", "验收", "运营", "退出")

#: 即办件 is done on the spot, 承诺件 within a promised time
HANDLING: dict[str, str] = {"instant": "即办件", "promised": "承诺件"}

ITEM_CODE = re.compile(r"[a-z]{2,6}-\d{2,3}")
BASE_CODE = re.compile(r"51[0-9][A-Z]?[0-9]{8,11}")
#: 实施编码 of new items; 970 of 1,135 real ones have this shape (domain §3.3)
FULL_CODE = re.compile(
    r"(51[0-9][A-Z]?[0-9]{8,11})-(\d{12})-000-([0-9A-HJ-NPQRTUWXY]{18})-\d-\d{2}"
)


def full_code(base_code: str, area_code: str, uscc: str) -> str:
    """实施编码 of an item at a body in an area."""
    return f"{base_code}-{area_code}-000-{uscc}-1-00"
