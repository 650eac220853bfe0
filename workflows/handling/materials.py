"""Materials of an application: entered from the item's list, attached, and checked one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from engine.protocols import Tx
from workflows.errors import Finding, InputInvalid, NotNow, Unknown
from workflows.files.models import StoredFile
from workflows.handling import rules, states
from workflows.handling.commands import AttachMaterial, CheckMaterial
from workflows.handling.models import Material
from workflows.handling.reading import CaseFacts, verdicts
from workflows.handling.rules import Verdict

_CHECKED_IN = frozenset({states.SUBMITTED, states.RECEIVED, states.CORRECTION})


def enter(tx: Tx, application: UUID, listed: Sequence[Mapping[str, Any]]) -> None:
    """One open row per material of the item's version (行政许可法 31: nothing beside the list)."""
    rows = [
        {
            "tenant": tx.tenant, "id": tx.new_id(), "application_id": application,
            "code": one["code"], "name": one["name"], "required": bool(one.get("required", True)),
            "file_id": None, "supplied_at": None, "verdict": "open", "problem": None,
            "demand": None, "checked_by": None, "checked_at": None, "in_correction": False,
        }
        for one in listed
    ]  # fmt: skip
    if rows:
        tx.connection.execute(insert(Material), rows)


def attach(tx: Tx, facts: CaseFacts, command: AttachMaterial) -> None:
    """Put a file to a material, or take it away."""
    material = _material(tx, facts, command.code)
    if facts.state == states.CORRECTION:
        rules.no_new_demand(material)
    elif facts.state not in {states.DRAFT, states.SUBMITTED, states.RECEIVED}:
        raise NotNow(f"办件{states.label(facts.state)}，不能再提交材料。")
    if command.file_id is not None:
        _require_own_file(tx, command.file_id)
    supplied_at = tx.now if command.file_id is not None else None
    _set(tx, facts, command.code, file_id=command.file_id, supplied_at=supplied_at, verdict="open")
    tx.record(facts.id, "MaterialAttached", {"code": command.code, "file": command.file_id})


def check(tx: Tx, facts: CaseFacts, command: CheckMaterial) -> None:
    """Record a verdict. Law: 行政许可法 32(4): after the notice only on what it names."""
    if facts.state not in _CHECKED_IN:
        raise NotNow(f"办件{states.label(facts.state)}，材料核对已经结束。")
    material = _material(tx, facts, command.code)
    if facts.state == states.CORRECTION:
        rules.no_new_demand(material)
    _refuse_half_said(material, command)
    wrong = command.verdict == "wrong"
    _set(
        tx, facts, command.code, verdict=command.verdict,
        problem=command.problem.strip() if wrong else material.problem,
        demand=command.demand.strip() if wrong else material.demand,
        checked_by=tx.actor.person, checked_at=tx.now,
    )  # fmt: skip
    body = {"code": command.code, "verdict": command.verdict}
    tx.record(facts.id, "MaterialChecked", body)


def _require_own_file(tx: Tx, file_id: UUID) -> None:
    """Whoever attaches a file has brought it: another's file would be read through one's case."""
    query = select(StoredFile.uploaded_by).where(
        StoredFile.tenant == tx.tenant, StoredFile.id == file_id
    )
    row = tx.connection.execute(query).first()
    if row is None or row.uploaded_by != tx.actor.person:
        raise Unknown("没有这个文件。", id=str(file_id))


def _refuse_half_said(material: Verdict, command: CheckMaterial) -> None:
    if command.verdict not in {"open", "ok", "wrong"}:
        raise InputInvalid([Finding("核对结论只能是合格或不合格。", "unknown", "verdict")])
    if command.verdict == "ok" and material.required and not material.has_file:
        raise InputInvalid([Finding(f"“{material.name}”尚未提交。", "file-missing", "verdict")])
    if command.verdict == "wrong" and not (command.problem.strip() and command.demand.strip()):
        raise InputInvalid([Finding("请写明问题和补正要求。", "required", "problem")])


def _material(tx: Tx, facts: CaseFacts, code: str) -> Verdict:
    found = {one.code: one for one in verdicts(tx.connection, tx.tenant, facts.id)}
    rules.only_listed_materials({code}, found.keys())
    return found[code]


def _set(tx: Tx, facts: CaseFacts, code: str, **values: Any) -> None:
    tx.connection.execute(
        update(Material)
        .where(
            Material.tenant == tx.tenant,
            Material.application_id == facts.id,
            Material.code == code,
        )
        .values(**values)
    )
