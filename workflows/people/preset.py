"""Verbs that take bodies and parks from data files. What is there already is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from engine.protocols import Tx
from workflows.errors import Finding, ImportRefused
from workflows.fitting import unfit_texts
from workflows.operations import operation
from workflows.people import rules
from workflows.people.commands import AddBody, AddPark, ImportBodies, ImportParks
from workflows.people.lookup import ids_by_code
from workflows.people.models import Body, CodeEntry, Park, ParkTarget
from workflows.tables import Base
from workflows.yaml_file import read_yaml

CATEGORIES = "park-category"


@operation(ImportBodies, right="sysadmin")
def import_bodies(tx: Tx, command: ImportBodies) -> dict[str, UUID]:
    """Enter or update the bodies of a file, all or none. Gives {code: id}."""
    entries = _list(read_yaml(command.yaml), "bodies")
    findings, drafts = _drafts(AddBody, entries, {"parent"})
    findings += [replace(f, sheet=d.code) for d in drafts for f in rules.body_findings(d)]
    findings += _unfit(Body, drafts)
    codes = {draft.code for draft in drafts} | ids_by_code(tx.connection, tx.tenant, Body).keys()
    for entry in entries:
        if entry.get("parent") not in {None, *codes}:
            sentence = f"没有上级机构“{entry['parent']}”。"
            findings.append(Finding(sentence, "unknown", "parent", str(entry.get("code"))))
    _refuse(findings)
    ids = {draft.code: _upsert(tx, Body, "Body", asdict(draft)) for draft in drafts}
    _set_parents(tx, entries)
    return ids


@operation(ImportParks, right="sysadmin")
def import_parks(tx: Tx, command: ImportParks) -> dict[str, UUID]:
    """Enter or update categories, parks and phases, all or none. Gives {code: id}."""
    file = read_yaml(command.yaml)
    bodies = ids_by_code(tx.connection, tx.tenant, Body)
    entries = _list(file, "parks")
    findings, drafts = _drafts(AddPark, entries, {"committee"})
    findings += [replace(f, sheet=d.code) for d in drafts for f in rules.park_findings(d)]
    findings += _unfit(Park, drafts)
    categories = {str(one["code"]) for one in _list(file, "categories")}
    for entry in entries:
        code = str(entry.get("code"))
        if entry.get("category") not in categories:
            findings.append(Finding("没有这个园区类别。", "unknown", "category", code))
        if entry.get("committee") not in {None, *bodies}:
            findings.append(Finding("没有这个管委会。", "unknown", "committee", code))
    findings += _phase_findings(file, {draft.code for draft in drafts})
    _refuse(findings)
    for category in _list(file, "categories"):
        _category(tx, category)
    committees = {str(entry["code"]): bodies.get(str(entry.get("committee"))) for entry in entries}
    ids = {
        draft.code: _upsert(
            tx, Park, "Park", {**asdict(draft), "committee_id": committees[draft.code]}
        )
        for draft in drafts
    }
    _set_targets(tx, file, ids)
    return ids


def _list(file: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    entries = file.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ImportRefused([Finding(f"文件里没有{name}列表。", "shape", name)])
    return entries


def _drafts(
    kind: type[Any], entries: Iterable[Mapping[str, Any]], extra: set[str]
) -> tuple[list[Finding], list[Any]]:
    """Each entry as its command. Unknown and missing keys, and doubles, are findings."""
    names = {field.name for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    findings, drafts, seen = [], [], set()
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


def _unfit(table: type[Base], drafts: Iterable[Any]) -> list[Finding]:
    return [replace(f, sheet=one.code) for one in drafts for f in unfit_texts(table, asdict(one))]


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise ImportRefused(findings)


def _upsert(tx: Tx, table: type[Base], word: str, values: dict[str, Any]) -> UUID:
    """Insert or update by code; an event only where something changed."""
    columns = table.__table__.c
    values = {name: value for name, value in values.items() if name != "parent_id"}
    here = (columns.tenant == tx.tenant, columns.code == values["code"])
    row = tx.connection.execute(select(table.__table__).where(*here)).mappings().first()
    if row is None:
        id = tx.new_id()
        new = {"tenant": tx.tenant, "id": id, "active": True, **values}
        tx.connection.execute(insert(table).values(new))
        tx.record(id, f"{word}Added", values)
        return id
    changed = {name: value for name, value in values.items() if row[name] != value}
    if changed:
        tx.connection.execute(update(table).where(*here).values(changed))
        tx.record(row["id"], f"{word}Changed", changed)
    found: UUID = row["id"]
    return found


def _set_parents(tx: Tx, entries: Iterable[Mapping[str, Any]]) -> None:
    ids = ids_by_code(tx.connection, tx.tenant, Body)
    for entry in entries:
        if entry.get("parent") is not None:
            tx.connection.execute(
                update(Body)
                .where(Body.tenant == tx.tenant, Body.code == str(entry["code"]))
                .values(parent_id=ids[str(entry["parent"])])
            )


def _category(tx: Tx, entry: Mapping[str, Any]) -> None:
    values = {"name": str(entry["name"]), "note": str(entry.get("note", ""))}
    here = (
        CodeEntry.tenant == tx.tenant,
        CodeEntry.list == CATEGORIES,
        CodeEntry.code == str(entry["code"]),
    )
    if tx.connection.execute(update(CodeEntry).where(*here).values(**values)).rowcount:
        return
    new = {"list": CATEGORIES, "code": str(entry["code"]), "active": True, **values}
    id = tx.new_id()
    tx.connection.execute(insert(CodeEntry).values(tenant=tx.tenant, id=id, **new))
    tx.record(id, "CodeAdded", new)


def _phase_findings(file: Mapping[str, Any], codes: set[str]) -> list[Finding]:
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


def _set_targets(tx: Tx, file: Mapping[str, Any], parks: Mapping[str, UUID]) -> None:
    tx.connection.execute(delete(ParkTarget).where(ParkTarget.tenant == tx.tenant))
    for phase in file.get("phases") or ():
        for track in ("provincial", "municipal"):
            for place, code in enumerate(phase.get(track, ()), start=1):
                tx.connection.execute(
                    insert(ParkTarget).values(
                        tenant=tx.tenant, phase=phase["phase"], park_id=parks[code], track=track,
                        place=place, deadline=phase["deadline"],
                    )
                )  # fmt: skip
