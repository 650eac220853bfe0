"""One entry of a catalogue file, and what it must be to be published. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from workflows.authority.modes import MODES, VERTICAL_MODES
from workflows.calendar.limits import START_EVENTS, UNITS
from workflows.errors import Finding
from workflows.items.kinds import BASE_CODE, FULL_CODE, HANDLING, ITEM_CODE, KINDS, STAGES
from workflows.items.regimes import REGIMES
from workflows.items.shape import shape_findings
from workflows.people.uscc import is_valid_uscc

Entry = Mapping[str, Any]

#: No limit of any law is longer; a slip of the pen is
_LONGEST = 1000
#: R-035: before an item can take effect its department has settled these three
_STANDARDS = {
    "acceptance_standard": "受理标准",
    "handling_procedure": "办理流程",
    "supervision_measures": "监管措施",
}


def entry_findings(entry: Entry, department_kind: str | None) -> list[Finding]:
    """Everything for which the entry cannot be published."""
    misshapen = list(shape_findings(entry))
    if misshapen:
        return misshapen
    found = [finding for rule in _RULES for finding in rule(entry)]
    if department_kind is None:
        sentence = f"没有部门“{entry.get('department')}”。"
        found.append(Finding(sentence, "unknown-department", "department"))
    elif department_kind == "tax" and entry.get("mode") not in VERTICAL_MODES:
        found.append(Finding("税务事项只能派驻或受理前移。", "vertical-tax", "mode"))
    return found


def _codes(entry: Entry) -> Iterator[Finding]:
    if not ITEM_CODE.fullmatch(str(entry.get("code", ""))):
        yield Finding("事项代号应写作scjg-04。", "code-shape", "code")
    if not BASE_CODE.fullmatch(str(entry.get("base_code", ""))):
        yield Finding(f"基本编码“{entry.get('base_code')}”的格式不对。", "base-code", "base_code")
    match = FULL_CODE.fullmatch(str(entry.get("full_code", "")))
    if match is None:
        yield Finding(f"实施编码“{entry.get('full_code')}”的格式不对。", "full-code", "full_code")
        return
    if match[1] != entry.get("base_code"):
        yield Finding("实施编码不以基本编码开头。", "full-code-base", "full_code")
    if not is_valid_uscc(match[3]):
        yield Finding(
            f"实施编码中的“{match[3]}”校验码不对（GB 32100）。", "uscc-check", "full_code"
        )


def _words(entry: Entry) -> Iterator[Finding]:
    for field, label in (("name", "事项名称"), ("result", "结果名称"), ("level", "行使层级")):
        if not str(entry.get(field) or "").strip():
            yield Finding(f"请填写{label}。", "required", field)
    if entry.get("handling") not in HANDLING:
        yield Finding("办件类型应为即办件或承诺件。", "unknown-handling", "handling")
    if entry.get("mode") not in MODES:
        yield Finding(f"没有下放方式“{entry.get('mode')}”。", "unknown-mode", "mode")
    unknown = [stage for stage in entry.get("life_cycle") or () if stage not in STAGES]
    if unknown:
        yield Finding(f"没有阶段“{'、'.join(unknown)}”。", "unknown-stage", "life_cycle")


def _regime(entry: Entry) -> Iterator[Finding]:
    """Kind decides the regime; an item without one cannot be published."""
    kind = entry.get("kind")
    if kind not in KINDS:
        yield Finding(f"没有事项类型“{kind}”。", "unknown-kind", "kind")
    regime = REGIMES.get(str(entry.get("regime") or ""))
    if regime is None:
        yield Finding("事项没有办理制度，不能发布。", "no-regime", "regime")
    elif kind in KINDS and kind not in regime.kinds:
        sentence = f"{kind}不适用“{regime.name}”的办理制度。"
        yield Finding(sentence, "regime-of-kind", "regime")


def _standards(entry: Entry) -> Iterator[Finding]:
    for field, label in _STANDARDS.items():
        if not str(entry.get(field) or "").strip():
            yield Finding(f"没有{label}，不能发布。", f"no-{field.replace('_', '-')}", field)


def _limits(entry: Entry) -> Iterator[Finding]:
    regime = REGIMES.get(str(entry.get("regime") or ""))
    statutory, promised = entry.get("statutory_limit"), entry.get("promised_limit")
    if promised is None:
        yield Finding("请填写承诺办结时限。", "required", "promised_limit")
    if statutory is None and regime is not None and regime.needs_statutory_limit:
        yield Finding("行政许可须有法定办结时限。", "required", "statutory_limit")
    shapes_ok = True
    for field, limit in (("statutory_limit", statutory), ("promised_limit", promised)):
        for finding in _limit(limit, field):
            shapes_ok = False
            yield finding
    if shapes_ok and statutory and promised and _longer(promised, statutory):
        yield Finding("承诺时限不能长于法定时限。", "promise-too-long", "promised_limit")


def _limit(limit: Any, field: str) -> Iterator[Finding]:
    """Value + unit + start event, never a bare number of days."""
    if limit is None:
        return
    if limit["unit"] not in UNITS:
        yield Finding(f"没有时限单位“{limit['unit']}”。", "limit-unit", field)
    if limit["from"] not in START_EVENTS:
        yield Finding(f"没有起算事件“{limit['from']}”。", "limit-from", field)
    for part in ("value", "extension"):
        if limit.get(part) is not None and _number(limit[part]) is None:
            yield Finding(f"时限的数值应为0到{_LONGEST}的数。", "limit-value", field)


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= _LONGEST else None


def _longer(promised: Mapping[str, Any], statutory: Mapping[str, Any]) -> bool:
    """Only limits of the same unit and start can be compared; 0 is on the spot."""
    same = promised["unit"] == statutory["unit"] and promised["from"] == statutory["from"]
    return same and Decimal(str(promised["value"])) > Decimal(str(statutory["value"]))


def _materials(entry: Entry) -> Iterator[Finding]:
    materials = entry.get("materials")
    if not isinstance(materials, list) or not materials:
        yield Finding("没有申请材料目录，不能发布。", "no-materials", "materials")
        return
    codes = [material.get("code") for material in materials if isinstance(material, Mapping)]
    if len(codes) != len(materials) or None in codes or len(set(codes)) != len(codes):
        yield Finding("每种材料须有不重复的代号。", "material-code", "materials")
        return
    if any(not str(material.get("name") or "").strip() for material in materials):
        yield Finding("每种材料须有名称。", "material-name", "materials")
    if not any(material.get("main") for material in materials):
        yield Finding("至少一种材料是主审要件。", "no-main-material", "materials")
    wrong = [m["name"] for m in materials if m.get("main") and m.get("deferrable")]
    if wrong:
        yield Finding(f"主审要件不能容缺：{'、'.join(wrong)}。", "main-deferrable", "materials")


def _basis(entry: Entry) -> Iterator[Finding]:
    basis = entry.get("legal_basis")
    if not isinstance(basis, list) or not basis:
        yield Finding("请填写设定依据。", "required", "legal_basis")
        return
    if any(not isinstance(clause, Mapping) or not clause.get("law") for clause in basis):
        yield Finding("设定依据须写明法律名称。", "basis-law", "legal_basis")


_RULES = (_codes, _words, _regime, _standards, _limits, _materials, _basis)
