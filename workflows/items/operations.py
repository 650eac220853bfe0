"""Verbs of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import insert, select, update

from engine.protocols import Tx
from workflows.errors import Finding, ImportRefused
from workflows.fitting import unfit_texts
from workflows.items.commands import ImportCatalogue
from workflows.items.entry import entry_findings
from workflows.items.kinds import full_code
from workflows.items.models import Item, ItemVersion
from workflows.operations import operation
from workflows.people.models import Body, Tenant
from workflows.people.pinyin import spell
from workflows.yaml_file import read_yaml

#: Columns of a version that stand in the file under the same name
_COLUMNS = (
    "full_code", "kind", "regime", "handling", "statutory_limit", "promised_limit", "mode",
    "level", "materials", "result", "acceptance_standard", "handling_procedure",
    "supervision_measures", "legal_basis",
)  # fmt: skip
_NAMED = {"code", "base_code", "name", "department", "needs_inspection", "in_general_window"}


@operation(ImportCatalogue, right="sysadmin")
def import_catalogue(tx: Tx, command: ImportCatalogue) -> list[str]:
    """Publish the items of a file, all or none. Gives the codes that were published."""
    file = read_yaml(command.yaml)
    bodies = _bodies(tx)
    entries = [_completed(tx, entry, file, bodies) for entry in _entries(file)]
    findings = _findings(entries, bodies)
    effective_on = file.get("effective_on")
    if not isinstance(effective_on, date):
        findings.append(Finding("请写明生效日期effective_on。", "required", "effective_on"))
    if findings:
        raise ImportRefused([replace(f, sheet=f.sheet or command.name) for f in findings])
    assert isinstance(effective_on, date)
    published = [_publish(tx, entry, bodies, effective_on) for entry in entries]
    return [code for code in published if code is not None]


def _entries(file: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items = file.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ImportRefused([Finding("文件里没有items列表。", "shape", "items")])
    return items


def _bodies(tx: Tx) -> dict[str, Any]:
    """{code: row} of all bodies that may own an item."""
    query = select(Body.code, Body.id, Body.kind, Body.uscc).where(Body.tenant == tx.tenant)
    return {row.code: row for row in tx.connection.execute(query)}


def _completed(
    tx: Tx, entry: Mapping[str, Any], file: Mapping[str, Any], bodies: Mapping[str, Any]
) -> dict[str, Any]:
    """The entry with the file's department and, where it has none, its 实施编码."""
    whole = {"department": file.get("department"), **entry}
    body = bodies.get(str(whole["department"]))
    if "full_code" not in whole and body is not None and body.uscc:
        area = str(whole.get("area_code") or _area(tx))
        whole["full_code"] = full_code(str(whole.get("base_code", "")), area, body.uscc)
    return whole


def _area(tx: Tx) -> str:
    query = select(Tenant.area_code).where(Tenant.id == tx.tenant)
    return str(tx.connection.execute(query).scalar_one())


def _findings(entries: list[dict[str, Any]], bodies: Mapping[str, Any]) -> list[Finding]:
    findings: list[Finding] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        code = str(entry.get("code") or f"第{number}项")
        body = bodies.get(str(entry["department"]))
        found = entry_findings(entry, body.kind if body is not None else None)
        found += [*unfit_texts(Item, entry), *unfit_texts(ItemVersion, entry)]
        if code in seen:
            found.append(Finding("事项代号重复。", "twice", "code"))
        seen.add(code)
        findings += [replace(finding, sheet=code) for finding in found]
    return findings


def _publish(
    tx: Tx, entry: dict[str, Any], bodies: Mapping[str, Any], effective_on: date
) -> str | None:
    """The entry's code if a version was made, None if nothing changed."""
    item = _item(tx, entry, bodies[str(entry["department"])].id)
    digest = sha256(orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).hexdigest()
    last = _last_version(tx, item)
    if last is not None and last.facts.get("digest") == digest:
        return None
    number = 1 if last is None else last.number + 1
    values = {name: entry.get(name) for name in _COLUMNS}
    facts = {k: v for k, v in entry.items() if k not in _COLUMNS and k not in _NAMED}
    id = tx.new_id()
    tx.connection.execute(
        insert(ItemVersion).values(
            tenant=tx.tenant, id=id, item_id=item, number=number, effective_on=effective_on,
            needs_inspection=bool(entry.get("needs_inspection")),
            in_general_window=bool(entry.get("in_general_window", True)),
            life_cycle=list(entry.get("life_cycle") or ()),
            facts={**facts, "digest": digest}, recorded_at=tx.now, **values,
        )
    )  # fmt: skip
    body = {"code": entry["code"], "number": number, "effective_on": effective_on, "digest": digest}
    tx.record(item, "ItemPublished", body, data_class="public")
    return str(entry["code"])


def _item(tx: Tx, entry: Mapping[str, Any], department: UUID) -> UUID:
    """The item of that code, made or renamed."""
    spelling = spell(str(entry["name"]))
    values = {
        "base_code": entry["base_code"], "name": entry["name"], "department_id": department,
        "pinyin": spelling.full, "initials": spelling.initials,
    }  # fmt: skip
    here = (Item.tenant == tx.tenant, Item.code == entry["code"])
    known: UUID | None = tx.connection.execute(select(Item.id).where(*here)).scalar()
    if known is not None:
        tx.connection.execute(update(Item).where(*here).values(**values))
        return known
    id = tx.new_id()
    tx.connection.execute(
        insert(Item).values(tenant=tx.tenant, id=id, code=entry["code"], **values)
    )
    return id


def _last_version(tx: Tx, item: UUID) -> Any | None:
    query = (
        select(ItemVersion.number, ItemVersion.facts)
        .where(ItemVersion.tenant == tx.tenant, ItemVersion.item_id == item)
        .order_by(ItemVersion.number.desc())
        .limit(1)
    )
    return tx.connection.execute(query).first()
