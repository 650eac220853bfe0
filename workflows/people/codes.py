"""Words that bodies, levels and legal positions may carry, and shapes of codes."""

from __future__ import annotations

import re

#: What a body is in the field
BODY_KINDS: dict[str, str] = {
    "department": "部门",
    "tax": "税务机关",
    "fire": "消防救援机构",
    "center": "政务服务管理机构",
    "approval_bureau": "行政审批局",
    "committee": "园区管委会",
    "government": "人民政府",
    "province": "省级机关",
    "platform_company": "国有平台公司",
    "utility": "公用事业企业",
    "institution": "事业单位",
    "court": "人民法院",
}

#: Legal position; only an 行政机关 may receive an entrustment (行政许可法 24)
LEGAL_STATUSES: tuple[str, ...] = (
    "行政机关",
    "授权组织",
    "派出机构",
    "事业单位",
    "企业",
    "司法机关",
)

LEVELS: dict[str, str] = {
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "park": "园区",
}

#: Codes of bodies, parks and list entries: they become part of task keys
CODE_SHAPE = re.compile(r"[a-z][a-z0-9-]{1,39}")
AREA_SHAPE = re.compile(r"\d{12}")
LOGIN_SHAPE = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
MOBILE_SHAPE = re.compile(r"1\d{10}")
