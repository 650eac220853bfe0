"""Verb of the import: every row through the verb of its own command, all findings at once.

Rows are carried out one after the other in the one transaction; what a verb refuses is noted with
sheet, row and column. If anything was noted the whole is refused, and the transaction with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.errors import Refused
from engine.protocols import Tx
from workflows.authority.commands import AddGrant
from workflows.authority.operations import add_grant
from workflows.errors import Finding, ImportRefused, InputInvalid
from workflows.operations import operation
from workflows.organization import sheets
from workflows.organization.cells import Row, read_workbook
from workflows.organization.known import Known
from workflows.organization.sheets import Sheet
from workflows.people import commands as c
from workflows.people import operations as people
from workflows.people.commands import ImportOrganization


@dataclass
class _Import:
    """The import on its way: what is known by code, and what was found wrong."""

    tx: Tx
    known: Known
    findings: list[Finding] = field(default_factory=list)
    #: {sheet: rows that were entered}
    added: dict[str, int] = field(default_factory=dict)

    def note(self, sheet: Sheet, row: Row, name: str, sentence: str, code: str) -> None:
        place = sheet.heading_of(name)
        self.findings.append(Finding(sentence, code, place, sheet.name, row.number))

    def carry_out(self, sheet: Sheet, row: Row, verb: Callable[[], Any]) -> Any:
        """What the verb gives; None if it refuses, with its findings noted."""
        try:
            result = verb()
        except InputInvalid as refused:
            for one in refused.findings:
                self.note(sheet, row, one.field, one.sentence, one.code)
            return None
        except Refused as refused:
            self.note(sheet, row, "", refused.message, refused.code)
            return None
        self.added[sheet.name] = self.added.get(sheet.name, 0) + 1
        return result

    def resolve(self, sheet: Sheet, row: Row, name: str, table: str) -> UUID | None:
        """The id behind a code in a cell; None if the cell is empty or wrong (then noted)."""
        text = row.values.get(name)
        if text is None:
            return None
        found = self.known.find(table, text)
        if found is None and not self.known.is_broken(table, text):
            self.note(sheet, row, name, f"没有“{text}”。", "unknown")
        return found


@operation(ImportOrganization, right="sysadmin")
def import_organization(tx: Tx, command: ImportOrganization) -> dict[str, int]:
    """Take the workbook, whole or not at all. Gives {sheet: rows entered}."""
    run = _Import(tx, Known.of(tx))
    rows = read_workbook(command.workbook, run.findings)
    for sheet, enter in _STEPS:
        for row in rows[sheet.name]:
            if row.broken:
                run.known.mark_broken(sheet.name, row.values.get(sheet.key))
            else:
                enter(run, row)
    if run.findings:
        order = [sheet.name for sheet in sheets.SHEETS]
        raise ImportRefused(sorted(run.findings, key=lambda f: (_place(order, f.sheet), f.row)))
    return run.added


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else -1


def _enter_body(run: _Import, row: Row) -> None:
    code = row.values["code"]
    if run.known.find("机构", code) is not None:
        return
    before = len(run.findings)
    values = {**row.values, "parent_id": run.resolve(sheets.BODIES, row, "parent_id", "机构")}
    _enter(run, sheets.BODIES, row, "机构", code, before, lambda: people.add_body(
        run.tx, c.AddBody(**values)
    ))  # fmt: skip


def _enter_post(run: _Import, row: Row) -> None:
    key, before = row.values["post"], len(run.findings)
    if run.known.find("岗位", key) is not None:
        run.note(sheets.POSTS, row, "post", f"岗位编号“{key}”重复。", "twice")
        return
    ids = {
        "body_id": run.resolve(sheets.POSTS, row, "body_id", "机构"),
        "park_id": run.resolve(sheets.POSTS, row, "park_id", "园区"),
        "department_id": run.resolve(sheets.POSTS, row, "department_id", "机构"),
    }
    there = run.known.post(row.values["name"], row.values["role"], ids)
    if there is not None:
        run.known.learn("岗位", key, there)
        return
    add = {"name": row.values["name"], "role": row.values["role"], **ids}
    _enter(run, sheets.POSTS, row, "岗位", key, before, lambda: people.add_post(
        run.tx, c.AddPost(**add)
    ))  # fmt: skip


def _enter_person(run: _Import, row: Row) -> None:
    login, before = row.values["login"], len(run.findings)
    there = run.known.person_name(login)
    if there is not None:
        if there != row.values["name"]:
            run.note(sheets.PERSONS, row, "login", f"登录名“{login}”已属于{there}。", "taken")
        return

    def verb() -> UUID:
        person = people.add_person(
            run.tx, c.AddPerson(row.values["name"], login, row.values["mobile"])
        )
        if row.values["password"] is not None:
            people.set_password(run.tx, c.SetPassword(person, row.values["password"]))
        run.known.name_person(login, row.values["name"])
        return person

    _enter(run, sheets.PERSONS, row, "人员", login, before, verb)


def _enter_appointment(run: _Import, row: Row) -> None:
    before = len(run.findings)
    person = run.resolve(sheets.APPOINTMENTS, row, "person_id", "人员")
    post = run.resolve(sheets.APPOINTMENTS, row, "post_id", "岗位")
    if person is None or post is None:
        return
    starts_on, ends_on = row.values["starts_on"], row.values["ends_on"]
    if run.known.is_appointed(person, post, starts_on):
        return
    key = f"{person} {post} {starts_on}"
    appoint = c.Appoint(person, post, starts_on, ends_on)
    _enter(run, sheets.APPOINTMENTS, row, "任期", key, before, lambda: people.appoint(
        run.tx, appoint
    ))  # fmt: skip


def _enter_grant(run: _Import, row: Row) -> None:
    before, sheet, values = len(run.findings), sheets.GRANTS, dict(row.values)
    if run.known.find("授权", values["number"]) is not None:
        return
    places = {
        "item_id": "事项", "park_id": "园区", "delegator_id": "机构", "delegatee_id": "机构",
        "person_id": "人员",
    }  # fmt: skip
    for name, table in places.items():
        values[name] = run.resolve(sheet, row, name, table)
    deputies = [run.known.find("人员", login) for login in values["deputy_ids"]]
    for login, found in zip(values["deputy_ids"], deputies, strict=True):
        if found is None and not run.known.is_broken("人员", login):
            run.note(sheet, row, "deputy_ids", f"没有“{login}”。", "unknown")
    values["deputy_ids"] = tuple(deputies)
    needed = (*(values[name] for name in places if name != "person_id"), *deputies)
    if None in needed or (row.values["person_id"] and values["person_id"] is None):
        return
    _enter(run, sheet, row, "授权", values["number"], before, lambda: add_grant(
        run.tx, AddGrant(**values)
    ))  # fmt: skip


def _enter(
    run: _Import, sheet: Sheet, row: Row, table: str, key: str, before: int, verb: Callable[[], Any]
) -> None:
    """Carry out a row whose cells are all right, and remember its id for the rows that follow."""
    broken = len(run.findings) > before
    needs = [column.field for column in sheet.columns if column.field.endswith("_id")]
    leans_on_broken = any(
        run.known.is_broken(where, row.values.get(name))
        for name in needs
        for where in ("机构", "岗位", "人员")
    )
    result = None if broken or leans_on_broken else run.carry_out(sheet, row, verb)
    if result is None:
        run.known.mark_broken(table, key)
    else:
        run.known.learn(table, key, result)


_STEPS: tuple[tuple[Sheet, Callable[[_Import, Row], None]], ...] = (
    (sheets.BODIES, _enter_body),
    (sheets.POSTS, _enter_post),
    (sheets.PERSONS, _enter_person),
    (sheets.APPOINTMENTS, _enter_appointment),
    (sheets.GRANTS, _enter_grant),
)
