"""Verbs that take bodies and parks from data files. What is there already is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from engine.protocols import Tx
from workflows.errors import Finding
from workflows.operations import operation
from workflows.people import rules
from workflows.people.commands import AddBody, AddPark, ImportBodies, ImportParks
from workflows.people.lookup import ids_by_code
from workflows.people.models import Body, CodeEntry, Park, ParkTarget
from workflows.people.preset_file import (
    drafts_of,
    entries_of,
    phase_findings,
    phase_shapes,
    refuse,
    shape_findings,
    unfit_findings,
)
from workflows.tables import Base
from workflows.yaml_file import read_yaml

CATEGORIES = "park-category"


@operation(ImportBodies, right="sysadmin")
def import_bodies(tx: Tx, command: ImportBodies) -> dict[str, UUID]:
    """Enter or update the bodies of a file, all or none. Gives {code: id}."""
    entries = entries_of(read_yaml(command.yaml), "bodies")
    findings, drafts = drafts_of(AddBody, entries, {"parent"})
    refuse([one for one in findings if one.code == "shape"])
    findings += [replace(f, sheet=d.code) for d in drafts for f in rules.body_findings(d)]
    findings += unfit_findings(Body, drafts)
    codes = {draft.code for draft in drafts} | ids_by_code(tx.connection, tx.tenant, Body).keys()
    for entry in entries:
        if entry.get("parent") not in {None, *codes}:
            sentence = f"没有上级机构“{entry['parent']}”。"
            findings.append(Finding(sentence, "unknown", "parent", str(entry.get("code"))))
    refuse(findings)
    ids = {draft.code: _upsert(tx, Body, "Body", asdict(draft)) for draft in drafts}
    _set_parents(tx, entries)
    return ids


@operation(ImportParks, right="sysadmin")
def import_parks(tx: Tx, command: ImportParks) -> dict[str, UUID]:
    """Enter or update categories, parks and phases, all or none. Gives {code: id}."""
    file = read_yaml(command.yaml)
    bodies = ids_by_code(tx.connection, tx.tenant, Body)
    entries = entries_of(file, "parks")
    findings, drafts = drafts_of(AddPark, entries, {"committee"})
    findings += shape_findings(entries_of(file, "categories"), ("code", "name"))
    findings += phase_shapes(file)
    refuse([one for one in findings if one.code == "shape"])
    findings += [replace(f, sheet=d.code) for d in drafts for f in rules.park_findings(d)]
    findings += unfit_findings(Park, drafts)
    categories = {str(one["code"]) for one in entries_of(file, "categories")}
    for entry in entries:
        code = str(entry.get("code"))
        if entry.get("category") not in categories:
            findings.append(Finding("没有这个园区类别。", "unknown", "category", code))
        if entry.get("committee") not in {None, *bodies}:
            findings.append(Finding("没有这个管委会。", "unknown", "committee", code))
    findings += phase_findings(file, {draft.code for draft in drafts})
    refuse(findings)
    for category in entries_of(file, "categories"):
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
