"""What the pages of the designer show."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from workflows.design import publications, reading, steps
from workflows.design.contents import kind_of
from workflows.design.merging import changed
from workflows.design.reading import Version


@dataclass(frozen=True, slots=True)
class Running:
    """A process as the list shows it."""

    version: Version
    #: Versions that are published and wait for their day
    coming: list[Version]
    #: Cases of all versions that run
    cases: int


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the draft beside the version that runs."""

    name: str
    kind: str
    #: added, changed, removed or same
    state: str


def processes(conn: Connection, tenant: UUID, now: datetime) -> list[Running]:
    """Processes in force, by name, with what is to come."""
    versions = reading.versions(conn, tenant)
    cases = reading.running_cases(conn, tenant)
    found = []
    for process_id, version in reading.in_force(versions, now).items():
        own = [one for one in versions if one.process_id == process_id]
        coming = publications.coming(own, now)
        running = sum(cases.get(one.deployment_id, 0) for one in own)
        found.append(Running(version, coming, running))
    return sorted(found, key=lambda one: one.version.name)


def changes(running: Mapping[str, bytes], draft: Mapping[str, bytes]) -> list[Change]:
    """All files of both, those that differ first, diagrams before tables before forms."""
    differ = changed(running, draft)
    names = {*running, *draft}
    found = [Change(name, kind_of(name), differ.get(name, "same")) for name in names]
    order = {"diagram": 0, "table": 1, "form": 2, "": 3}
    return sorted(found, key=lambda one: (one.state == "same", order[one.kind], one.name))


def lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """[(same, add or remove; text)] around what differs."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    found = difflib.unified_diff(old, new, lineterm="", n=3)
    return [_line(text) for text in found if not text.startswith(("---", "+++"))]


def _line(text: str) -> tuple[str, str]:
    return {"+": "add", "-": "remove"}.get(text[:1], "same"), text


def process_of(files: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """(process id, its name, file) of the processes that a draft can run."""
    from engine.errors import DeploymentRefused
    from engine.model.document import read

    for name, body in files.items():
        if kind_of(name) != "diagram":
            continue
        try:
            document = read(name, body)
        except DeploymentRefused:
            continue
        for process in document.processes():
            if process.get("isExecutable") in {"true", "1"} and process.get("id"):
                yield str(process.get("id")), str(process.get("name") or process.get("id")), name


def titles_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """{file: what it is called}: the title of a form or the steps that use it, a process's name."""
    users = steps.form_users(files)
    found = {}
    for name, body in files.items():
        if kind_of(name) == "form":
            found[name] = steps.form_title(body, users)[1] or name
        else:
            found[name] = next((words for _id, words, _file in process_of({name: body})), name)
    return found
