"""What stands in a data file of bodies or parks, and everything that is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, fields, replace
from datetime import date
from typing import Any

from workflows.errors import Finding, ImportRefused
from workflows.fitting import unfit_texts
from workflows.tables import Base


def entries_of(file: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The list of that name in the file. Raises ``ImportRefused`` if there is none."""
    entries = file.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ImportRefused([Finding(f"文件里没有{name}列表。", "shape", name)])
    return entries


def drafts_of(
    kind: type[Any], entries: Iterable[Mapping[str, Any]], extra: set[str]
) -> tuple[list[Finding], list[Any]]:
    """Each entry as its command. Unknown and missing keys, and doubles, are findings."""
    names = {field.name for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    findings, drafts, seen = shape_findings(entries, ()), [], set()
    for entry in entries:
        code = str(entry.get("code", "?"))
        unknown, missing = entry.keys() - names - extra, needed - entry.keys()
        findings += [Finding("没有这一项。", "unknown-key", key, code) for key in sorted(unknown)]
        findings += [Finding("缺少这一项。", "required", key, code) for key in sorted(missing)]
        if code in seen:
            findings.append(Finding("编码重复。", "twice", "code", code))
        seen.add(code)
        if not missing:
            drafts.append(kind(**{k: str(v) for k, v in entry.items() if k in names}))
    return findings, drafts


def shape_findings(entries: Iterable[Mapping[str, Any]], needed: Iterable[str]) -> list[Finding]:
    """Texts only, and none of ``needed`` missing."""
    sentence = "应为文字（数字请加引号）。"
    return [
        Finding(sentence, "shape", str(key), str(entry.get("code", "?")))
        for entry in entries
        for key, value in {**dict.fromkeys(needed), **entry}.items()
        if not isinstance(value, str) and (value is not None or key in needed)
    ]


def phase_shapes(file: Mapping[str, Any]) -> list[Finding]:
    """Phases are a list of {phase, deadline, provincial, municipal}."""
    phases = file.get("phases") or []
    if not isinstance(phases, list):
        return [Finding("应为列表。", "shape", "phases")]
    return [
        Finding("应写明阶段序号和园区编码的列表。", "shape", "phases")
        for phase in phases
        if not isinstance(phase, dict)
        or not isinstance(phase.get("phase"), int)
        or not all(
            isinstance(phase.get(track, []), list)
            and all(isinstance(code, str) for code in phase.get(track, []))
            for track in ("provincial", "municipal")
        )
    ]


def unfit_findings(table: type[Base], drafts: Iterable[Any]) -> list[Finding]:
    """Texts that do not fit their columns."""
    return [replace(f, sheet=one.code) for one in drafts for f in unfit_texts(table, asdict(one))]


def refuse(findings: list[Finding]) -> None:
    """Raise ``ImportRefused`` with all findings, if there are any."""
    if findings:
        raise ImportRefused(findings)


def phase_findings(file: Mapping[str, Any], codes: set[str]) -> list[Finding]:
    """Every phase names known parks and its last day."""
    findings = []
    for phase in file.get("phases") or ():
        named = [*phase.get("provincial", ()), *phase.get("municipal", ())]
        place = f"第{phase.get('phase')}阶段"
        findings += [
            Finding(f"没有园区“{code}”。", "unknown", "phases", place)
            for code in named
            if code not in codes
        ]
        if not isinstance(phase.get("deadline"), date):
            findings.append(Finding("请写明截止日期。", "required", "deadline", place))
    return findings
