"""Verbs of drafts: open, save, hand in, send back, publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.commands import Deploy, WithdrawDeployment
from engine.protocols import Tx
from workflows.clock import at_shanghai, legal_day
from workflows.design import commands as c
from workflows.design import reading, rules, starter
from workflows.design.checking import findings as publishing_findings
from workflows.design.contents import (
    count_findings,
    digest,
    digest_of_all,
    name_findings,
    size_findings,
)
from workflows.design.merging import merge
from workflows.design.models import Draft
from workflows.design.publications import draft_of
from workflows.design.steps import blank
from workflows.design.writing import delete_version, insert_draft, insert_version, set_draft
from workflows.errors import Finding, Unknown, refuse_if
from workflows.operations import SYSTEM, operation
from workflows.people.lookup import row_of
from workflows.people.models import Person

DESIGNER, PUBLISHER = "process_designer", "process_publisher"
#: So long an automatic version is replaced by the next of the same person
_SITTING = timedelta(minutes=10)


@operation(c.OpenDraft, right=DESIGNER)
def open_draft(tx: Tx, command: c.OpenDraft) -> UUID:
    refuse_if(list(rules.title_findings(command.title)))
    files = reading.deployed(tx.connection, tx.tenant, command.base_id)
    if not files:
        raise Unknown("没有这个版本。", id=str(command.base_id))
    # an old version is changed, too, on top of what was published last
    base = reading.latest_for(tx.connection, tx.tenant, command.base_id)
    return insert_draft(tx, command.title, "desk", files, base)


@operation(c.NewDraft, right=DESIGNER)
def new_draft(tx: Tx, command: c.NewDraft) -> UUID:
    """A process that does not exist yet, one step long."""
    file, found = f"{command.process_id}.bpmn", list(rules.title_findings(command.title))
    found += [] if command.process_id[:1].isalpha() else [_no_id()]
    found += name_findings(file)
    taken = {one.process_id for one in reading.versions(tx.connection, tx.tenant)}
    if command.process_id in taken:
        found.append(Finding("已经有这个编号的流程。", "taken", "process_id"))
    refuse_if(found)
    files = {file: blank(command.process_id, command.title.strip())}
    return insert_draft(tx, command.title, "desk", files, None)


@operation(c.BringDraft, right=(DESIGNER, SYSTEM))
def bring_draft(tx: Tx, command: c.BringDraft) -> UUID:
    found = [*rules.title_findings(command.title), *count_findings(len(command.files))]
    for name, body in command.files.items():
        found += [*name_findings(name), *size_findings(name, body)]
    refuse_if(found)
    return insert_draft(tx, command.title, command.origin, command.files, command.base_id)


@operation(c.CopyDraft, right=DESIGNER)
def copy_draft(tx: Tx, command: c.CopyDraft) -> UUID:
    row = reading.draft_row(tx.connection, tx.tenant, command.draft_id)
    refuse_if(list(rules.title_findings(command.title)))
    files = reading.bodies(tx.connection, tx.tenant, row.id)
    id = insert_draft(tx, command.title, "copy", files, row.base_id)
    if command.name is not None and command.body is not None:
        refuse_if([*name_findings(command.name), *size_findings(command.name, command.body)])
        number = 2 if command.name in files else 1
        insert_version(tx, id, command.name, number, command.body, saved_by=tx.actor.person)
    return id


@operation(c.SaveFile, right=DESIGNER)
def save_file(tx: Tx, command: c.SaveFile) -> int:
    """Gives the number of the version that now stands."""
    draft = _editing(tx, command.draft_id)
    refuse_if([*name_findings(command.name), *size_findings(command.name, command.body)])
    last = reading.newest_version(tx.connection, tx.tenant, draft.id, command.name)
    newest = last.number if last else 0
    if last and last.digest == digest(command.body):
        return int(newest)  # the very same content: nothing to keep, whoever was first
    _not_overtaken(tx, last, command.based_on)
    if last is None:
        refuse_if(list(count_findings(1 + len(reading.files(tx.connection, tx.tenant, draft.id)))))
    if last and command.automatic and last.automatic and _same_sitting(tx, last):
        delete_version(tx, draft.id, command.name, newest)
    insert_version(
        tx, draft.id, command.name, newest + 1, command.body,
        saved_by=tx.actor.person, automatic=command.automatic,
    )  # fmt: skip
    set_draft(tx, draft.id)
    if not command.automatic:
        facts = {"file": command.name, "version": newest + 1, "digest": digest(command.body)}
        tx.record(draft.id, "DraftSaved", facts)
    return int(newest) + 1


@operation(c.RemoveFile, right=DESIGNER)
def remove_file(tx: Tx, command: c.RemoveFile) -> None:
    draft = _editing(tx, command.draft_id)
    last = reading.newest_version(tx.connection, tx.tenant, draft.id, command.name)
    if last is None or last.body is None:
        raise Unknown("草稿里没有这个文件。", name=command.name)
    _not_overtaken(tx, last, command.based_on)
    insert_version(tx, draft.id, command.name, last.number + 1, None, saved_by=tx.actor.person)
    set_draft(tx, draft.id)
    tx.record(draft.id, "DraftFileRemoved", {"file": command.name})


@operation(c.RestoreFile, right=DESIGNER)
def restore_file(tx: Tx, command: c.RestoreFile) -> int:
    _number, body = reading.body_of(
        tx.connection, tx.tenant, command.draft_id, command.name, command.number
    )
    again = c.SaveFile(command.draft_id, command.name, body, command.based_on)
    return save_file(tx, again)


@operation(c.RebaseDraft, right=DESIGNER)
def rebase_draft(tx: Tx, command: c.RebaseDraft) -> tuple[str, ...]:
    draft = _editing(tx, command.draft_id)
    conn = tx.connection
    latest = reading.latest_for(conn, tx.tenant, draft.base_id)
    if latest is None or latest == draft.base_id:
        return ()
    was = reading.deployed(conn, tx.tenant, draft.base_id)
    merged = merge(
        was, reading.bodies(conn, tx.tenant, draft.id), reading.deployed(conn, tx.tenant, latest)
    )
    for name, body in merged.taken.items():
        last = reading.newest_version(conn, tx.tenant, draft.id, name)
        insert_version(tx, draft.id, name, (last.number if last else 0) + 1, body, saved_by=None)
    set_draft(tx, draft.id, base_id=latest)
    facts = {"base": latest, "taken": sorted(merged.taken), "both": list(merged.both)}
    tx.record(draft.id, "DraftRebased", facts)
    return merged.both


@operation(c.DropDraft, right=DESIGNER)
def drop_draft(tx: Tx, command: c.DropDraft) -> None:
    draft = _editing(tx, command.draft_id)
    set_draft(tx, draft.id, state="dropped")
    tx.record(draft.id, "DraftDropped", {})


@operation(c.SubmitDraft, right=DESIGNER)
def submit_draft(tx: Tx, command: c.SubmitDraft) -> None:
    draft = _editing(tx, command.draft_id)
    found = [*rules.note_findings(command.note)]
    found += rules.day_findings(command.effective_on, legal_day(tx.now))
    refuse_if(found)
    rules.not_stale(draft.base_id, reading.latest_for(tx.connection, tx.tenant, draft.base_id))
    files = reading.bodies(tx.connection, tx.tenant, draft.id)
    refuse_if(publishing_findings(files))
    set_draft(
        tx, draft.id, state="submitted", note=command.note.strip(), submitted_by=tx.actor.person,
        submitted_at=tx.now, effective_on=command.effective_on, reason=None,
    )  # fmt: skip
    facts = {"note": command.note, "effective_on": command.effective_on}
    tx.record(draft.id, "DraftSubmitted", facts)


@operation(c.TakeBackDraft, right=DESIGNER)
def take_back_draft(tx: Tx, command: c.TakeBackDraft) -> None:
    draft = _locked(tx, command.draft_id)
    rules.need_state(draft.state, "submitted")
    set_draft(tx, draft.id, state="editing")
    tx.record(draft.id, "DraftTakenBack", {})


@operation(c.RejectDraft, right=PUBLISHER)
def reject_draft(tx: Tx, command: c.RejectDraft) -> None:
    draft = _locked(tx, command.draft_id)
    rules.need_state(draft.state, "submitted")
    refuse_if(list(rules.reason_findings(command.reason, "请写明退回的原因。")))
    set_draft(
        tx, draft.id, state="editing", reason=command.reason.strip(),
        decided_by=tx.actor.person, decided_at=tx.now,
    )  # fmt: skip
    tx.record(draft.id, "DraftRejected", {"reason": command.reason})


@operation(c.PublishDraft, right=PUBLISHER, runs_engine=True)
def publish_draft(tx: Tx, command: c.PublishDraft, run: Callable[[Any], Any]) -> UUID:
    """Deploy and mark as published, both or neither."""
    draft = _locked(tx, command.draft_id)
    rules.need_state(draft.state, "submitted")
    workers = reading.workers(tx.connection, tx.tenant, draft)
    rules.published_by_another(
        tx.actor.person, {*workers, draft.created_by, draft.submitted_by} - {None}
    )
    refuse_if(list(rules.day_findings(command.effective_on, legal_day(tx.now))))
    rules.not_stale(draft.base_id, reading.latest_for(tx.connection, tx.tenant, draft.base_id))
    files = reading.bodies(tx.connection, tx.tenant, draft.id)
    rules.is_what_was_reviewed(command.reviewed, digest_of_all(files))
    refuse_if(publishing_findings(files))
    deploy = Deploy(files, draft.submitted_by, _effective_at(tx, command))
    deployment_id: UUID = run(deploy).deployment_id
    set_draft(
        tx, draft.id, state="published", decided_by=tx.actor.person, decided_at=tx.now,
        effective_on=command.effective_on, deployment_id=deployment_id,
    )  # fmt: skip
    facts = {
        "deployment": deployment_id, "effective_on": command.effective_on,
        "reviewed": command.reviewed,
    }  # fmt: skip
    tx.record(draft.id, "DraftPublished", facts)
    return deployment_id


@operation(c.CancelPublication, right=PUBLISHER, runs_engine=True)
def cancel_publication(tx: Tx, command: c.CancelPublication, run: Callable[[Any], Any]) -> None:
    """What was to come does not come; the draft that it was made of is worked on again."""
    found = list(rules.reason_findings(command.reason, "请写明取消发布的原因。"))
    refuse_if(found)
    versions = reading.versions(tx.connection, tx.tenant)
    own = [one for one in versions if one.deployment_id == command.deployment_id]
    if not own:
        raise Unknown("没有这个版本。", id=str(command.deployment_id))
    rules.still_to_come(own[0].effective_at, own[0].withdrawn_at, tx.now)
    reason = command.reason.strip()
    run(WithdrawDeployment(command.deployment_id, reason))
    draft = draft_of(tx.connection, tx.tenant, command.deployment_id)
    if draft is not None:
        set_draft(
            tx, draft, state="editing", reason=f"发布已取消：{reason}", deployment_id=None,
            decided_by=tx.actor.person, decided_at=tx.now,
        )  # fmt: skip
        facts = {"deployment": command.deployment_id, "reason": reason}
        tx.record(draft, "PublicationCancelled", facts)


@operation(c.OfferStarter, right=SYSTEM)
def offer_starter(tx: Tx, command: c.OfferStarter) -> UUID | None:
    return starter.offer(tx, command.folder, command.files)


def _effective_at(tx: Tx, command: c.PublishDraft) -> datetime | None:
    """The first instant of the day, or None where that day has begun."""
    day = command.effective_on
    return at_shanghai(day) if day is not None and day > legal_day(tx.now) else None


def _locked(tx: Tx, draft_id: UUID) -> Any:
    """The draft, held until the commit: two who save one file come one after the other."""
    query = select(Draft.__table__).where(Draft.tenant == tx.tenant, Draft.id == draft_id)
    row = tx.connection.execute(query.with_for_update()).first()
    if row is None:
        raise Unknown("没有这个草稿。", id=str(draft_id))
    return row


def _editing(tx: Tx, draft_id: UUID) -> Any:
    row = _locked(tx, draft_id)
    rules.need_state(row.state, "editing")
    return row


def _not_overtaken(tx: Tx, last: Any, based_on: int) -> None:
    newest = last.number if last else 0
    by = None
    if last and newest != based_on and last.saved_by is not None:
        by = row_of(tx, Person, last.saved_by).name
    rules.not_overtaken(based_on, newest, by, last.saved_at if last else None)


def _same_sitting(tx: Tx, last: Any) -> bool:
    return bool(last.saved_by == tx.actor.person and tx.now - last.saved_at < _SITTING)


def _no_id() -> Finding:
    return Finding("流程编号以字母开头，只用字母、数字和连字符。", "file-name", "process_id")
