"""The engine's tables. The tenant stands first in every key (docs/adr/0001-ground.md).

A *case* is a root process instance; what it calls lives in its snapshot. Everything that is
searched, sorted or counted is a row here, written in the transaction that stores the snapshot.

Options of PostgreSQL are not used here: naming one loads its whole dialect at every start.
On SQLite a commit costs by the page, so tables of small rows have no rowid: one tree, not two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from engine.store.types import Id, Instant, Json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, Id, nullable=nullable)


def _at(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, Instant, nullable=nullable)


def _check_on_sqlite(claim: str, name: str) -> CheckConstraint:
    """PostgreSQL reads the text of a check anew in each statement that writes to the table: two of
    them cost 4 % of a completion. Both databases are written by the same statements.
    """
    return CheckConstraint(claim, name=name).ddl_if(dialect="sqlite")


#: A bundle of files, addressed by content; immutable once stored
deployment = Table(
    "deployment",
    metadata,
    _id("tenant"),
    _id("id"),
    Column("digest", String(64), nullable=False),
    _at("effective_at"),
    _id("author", nullable=True),
    _id("publisher", nullable=True),
    _at("recorded_at"),
    PrimaryKeyConstraint("tenant", "id"),
    Index("ix_deployment_digest", "tenant", "digest"),
)

#: One file of a deployment; the content lies in ``content`` under its hash
deployment_file = Table(
    "deployment_file",
    metadata,
    _id("tenant"),
    _id("deployment_id"),
    Column("name", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("tenant", "deployment_id", "name"),
    ForeignKeyConstraint(["tenant", "deployment_id"], ["deployment.tenant", "deployment.id"]),
)

#: File contents by SHA-256, stored once
content = Table(
    "content",
    metadata,
    _id("tenant"),
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "digest"),
)

#: A process of a deployment: what ``StartCase`` and start subscriptions find
definition = Table(
    "definition",
    metadata,
    _id("tenant"),
    _id("deployment_id"),
    Column("process_id", String(200), nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("version_tag", String(100), nullable=True),
    _at("effective_at"),
    #: Taken back before its day: no case ever takes it
    _at("withdrawn_at", nullable=True),
    PrimaryKeyConstraint("tenant", "deployment_id", "process_id"),
    ForeignKeyConstraint(["tenant", "deployment_id"], ["deployment.tenant", "deployment.id"]),
    Index("ix_definition_latest", "tenant", "process_id", "version", unique=True),
)

#: A root process instance with its whole active state
case_ = Table(
    "process_case",
    metadata,
    _id("tenant"),
    _id("id"),
    _id("deployment_id"),
    Column("process_id", String(200), nullable=False),
    Column("business_key", String(200), nullable=True),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    _at("started_at"),
    _at("ended_at", nullable=True),
    #: Head of the event chain: sequence number and hash of the last event
    Column("event_seq", Integer, nullable=False),
    Column("event_hash", LargeBinary(32), nullable=True),
    #: Compact, versioned, compressed state (engine.snapshot)
    Column("snapshot", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "id"),
    ForeignKeyConstraint(["tenant", "deployment_id"], ["deployment.tenant", "deployment.id"]),
    _check_on_sqlite(
        "state IN ('active','completed','terminated','incident')", "ck_process_case_state"
    ),
    Index("ix_process_case_process", "tenant", "process_id", "state", "started_at"),
    Index("ix_process_case_business_key", "tenant", "business_key"),
    # What has ended, in the order in which it did: read by the archive alone
    Index(
        "ix_process_case_ended",
        "tenant",
        "ended_at",
        sqlite_where=text("ended_at IS NOT NULL"),
    ),
)

#: Large values of a case's variables, each once, by SHA-256: the snapshot names them and does not
#: grow by them (engine.store.large_values)
large_value = Table(
    "large_value",
    metadata,
    _id("tenant"),
    _id("case_id"),
    Column("digest", LargeBinary(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "case_id", "digest"),
    ForeignKeyConstraint(["tenant", "case_id"], ["process_case.tenant", "process_case.id"]),
)

#: Human work. Closed rows stay as the record of who did what
task = Table(
    "task",
    metadata,
    _id("tenant"),
    _id("id"),
    _id("case_id"),
    Column("token", Integer, nullable=False),
    Column("element_id", String(200), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(10), nullable=False),
    _id("assignee", nullable=True),
    Column("form_key", String(200), nullable=True),
    Column("priority", Integer, nullable=False),
    Column("candidates", Json, nullable=False),
    Column("extensions", Json, nullable=False),
    #: Keys of its rows in ``slot``, so that these are found without an index of their own
    Column("slot_keys", Json, nullable=False),
    _at("created_at"),
    _at("due_at", nullable=True),
    _at("follow_up_at", nullable=True),
    _at("closed_at", nullable=True),
    #: Who completed it, and under which appointment
    _id("closed_by", nullable=True),
    _id("closed_as", nullable=True),
    PrimaryKeyConstraint("tenant", "id"),
    ForeignKeyConstraint(["tenant", "case_id"], ["process_case.tenant", "process_case.id"]),
    _check_on_sqlite("state IN ('open','completed','cancelled')", "ck_task_state"),
    Index("ix_task_case", "tenant", "case_id", "token"),
    Index(
        "ix_task_done",
        "tenant",
        "closed_by",
        "closed_at",
        sqlite_where=text("closed_by IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

#: One row per open task and key under which somebody finds it: the to-do list reads only this.
#: ``key``: a candidate group as written in the diagram, or ``user:<uuid>`` for an assignee.
#: ``due_at`` is 2**62 where a task has no due date, so that it sorts last.
slot = Table(
    "slot",
    metadata,
    _id("tenant"),
    Column("key", String(200), nullable=False),
    Column("due_at", BigInteger, nullable=False),
    _id("task_id"),
    PrimaryKeyConstraint("tenant", "key", "due_at", "task_id"),
    sqlite_with_rowid=False,
)

#: Timers, jobs and deliveries that fall due: the truth from which every worker works
due = Table(
    "due",
    metadata,
    _id("tenant"),
    _id("id"),
    _id("case_id", nullable=True),
    #: timer, job, message, signal, start, or publish: a deployment comes into effect
    Column("kind", String(10), nullable=False),
    Column("token", Integer, nullable=True),
    Column("definition", Integer, nullable=False, server_default="0"),
    Column("element_id", String(200), nullable=True),
    #: Job type, message or signal name
    Column("name", String(200), nullable=True),
    Column("key", String(200), nullable=True),
    Column("due_at", BigInteger, nullable=False),
    #: waiting, running or dead
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("retries", Integer, nullable=False, server_default="3"),
    Column("leased_until", BigInteger, nullable=True),
    Column("headers", Json, nullable=True),
    Column("variables", LargeBinary, nullable=True),
    Column("error", Text, nullable=True),
    PrimaryKeyConstraint("tenant", "id"),
    Index("ix_due_next", "state", "due_at"),
    Index("ix_due_case", "tenant", "case_id", "token"),
)

#: Who waits for a message or signal: a token of a case, or a start event of a definition
subscription = Table(
    "subscription",
    metadata,
    _id("tenant"),
    _id("id"),
    Column("kind", String(8), nullable=False),
    Column("name", String(200), nullable=False),
    #: Correlation key; empty where the diagram gives none
    Column("key", String(200), nullable=False, server_default=""),
    _id("case_id", nullable=True),
    Column("token", Integer, nullable=True),
    Column("definition", Integer, nullable=False, server_default="0"),
    Column("element_id", String(200), nullable=False),
    _id("deployment_id", nullable=True),
    Column("process_id", String(200), nullable=True),
    PrimaryKeyConstraint("tenant", "id"),
    Index("ix_subscription_name", "tenant", "kind", "name", "key"),
    Index("ix_subscription_case", "tenant", "case_id", "token"),
    sqlite_with_rowid=False,
)

#: Messages that nobody waited for yet, and ids of those that must not come twice
message = Table(
    "message",
    metadata,
    _id("tenant"),
    _id("id"),
    Column("name", String(200), nullable=False),
    Column("key", String(200), nullable=False, server_default=""),
    Column("message_id", String(200), nullable=True),
    #: waiting, or delivered: then it is kept only so that its id is not accepted again
    Column("state", String(9), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("variables", LargeBinary, nullable=True),
    PrimaryKeyConstraint("tenant", "id"),
    CheckConstraint("state IN ('waiting','delivered')", name="ck_message_state"),
    Index("ix_message_name", "tenant", "name", "key"),
    Index("ix_message_message_id", "tenant", "message_id"),
    Index("ix_message_expires", "expires_at"),
)

#: Of a start event that needs several events: those that have occurred (engine.pipeline.together)
started_part = Table(
    "started_part",
    metadata,
    _id("tenant"),
    _id("deployment_id"),
    Column("process_id", String(200), nullable=False),
    Column("element_id", String(200), nullable=False),
    #: Key of the message; empty for what has none
    Column("key", String(200), nullable=False),
    Column("definition", Integer, nullable=False),
    Column("variables", LargeBinary, nullable=True),
    PrimaryKeyConstraint(
        "tenant", "deployment_id", "process_id", "element_id", "key", "definition"
    ),
)

#: What a data store of a diagram holds: it outlives the cases that read and write it
stored_data = Table(
    "stored_data",
    metadata,
    _id("tenant"),
    #: Id of the data store
    Column("name", String(200), nullable=False),
    Column("body", LargeBinary, nullable=False),
    _id("case_id", nullable=True),
    _at("changed_at"),
    PrimaryKeyConstraint("tenant", "name"),
)

#: Where a case, or due work without a case, stands still until a person helps
incident = Table(
    "incident",
    metadata,
    _id("tenant"),
    _id("id"),
    #: None where due work was given up that belongs to no case, e.g. a start timer
    _id("case_id", nullable=True),
    Column("token", Integer, nullable=False),
    Column("element_id", String(200), nullable=False),
    Column("code", String(60), nullable=False),
    Column("message", Text, nullable=False),
    _at("raised_at"),
    _at("resolved_at", nullable=True),
    #: The due row that was given up, where there is no case
    _id("due_id", nullable=True),
    PrimaryKeyConstraint("tenant", "id"),
    ForeignKeyConstraint(["tenant", "case_id"], ["process_case.tenant", "process_case.id"]),
    Index("ix_incident_case", "tenant", "case_id"),
    Index(
        "ix_incident_open",
        "tenant",
        "raised_at",
        sqlite_where=text("resolved_at IS NULL"),
    ),
)

#: Append-only record, one hash chain per stream (a case, or the object that was changed)
event = Table(
    "event",
    metadata,
    _id("tenant"),
    _id("stream"),
    Column("seq", Integer, nullable=False),
    _id("id"),
    Column("type", String(60), nullable=False),
    _at("happened_at"),
    _at("recorded_at"),
    _id("person", nullable=True),
    _id("appointment", nullable=True),
    _id("on_behalf_of", nullable=True),
    Column("channel", String(10), nullable=False),
    Column("element_id", String(200), nullable=True),
    Column("form_version", String(64), nullable=True),
    Column("rule_version", String(64), nullable=True),
    #: Element transitions of the step, no personal data: [[element id, state, token], …]
    Column("trace", Json, nullable=True),
    #: SHA-256 over salt and body of the payload row of the same id; None where there is no body
    Column("payload_hash", LargeBinary(32), nullable=True),
    Column("previous_hash", LargeBinary(32), nullable=True),
    Column("hash", LargeBinary(32), nullable=False),
    # Ids are ordered by time: rows lie in the order in which they were recorded, and a new one
    # is written at the end instead of into the middle of its case
    PrimaryKeyConstraint("tenant", "id"),
    Index("ix_event_stream", "tenant", "stream", "seq", unique=True),
    sqlite_with_rowid=False,
)

#: Bodies of events, erasable without breaking a chain: the only table with hard deletes
payload = Table(
    "payload",
    metadata,
    _id("tenant"),
    _id("id"),
    #: public, internal or personal
    Column("data_class", String(8), nullable=False),
    #: The person or party the body speaks of, so that it can be found for erasure
    _id("subject", nullable=True),
    _at("retain_until", nullable=True),
    Column("salt", LargeBinary(16), nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "id"),
    Index(
        "ix_payload_subject",
        "tenant",
        "subject",
        sqlite_where=text("subject IS NOT NULL"),
    ),
    Index(
        "ix_payload_retain",
        "tenant",
        "retain_until",
        sqlite_where=text("retain_until IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

#: Finished cases whose record was put away: snapshot, events and bodies in one packed row
case_archive = Table(
    "case_archive",
    metadata,
    _id("tenant"),
    _id("case_id"),
    _at("archived_at"),
    #: The earliest day on which a body in it is to be erased
    _at("retain_until", nullable=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "case_id"),
    ForeignKeyConstraint(["tenant", "case_id"], ["process_case.tenant", "process_case.id"]),
    Index("ix_case_archive_retain", "tenant", "retain_until"),
)

#: Of whom the bodies in an archived case speak, so that they are found for erasure
archive_subject = Table(
    "archive_subject",
    metadata,
    _id("tenant"),
    _id("subject"),
    _id("case_id"),
    PrimaryKeyConstraint("tenant", "subject", "case_id"),
    ForeignKeyConstraint(
        ["tenant", "case_id"], ["case_archive.tenant", "case_archive.case_id"], ondelete="CASCADE"
    ),
    sqlite_with_rowid=False,
)

#: Heads of the chains that are not cases
stream_head = Table(
    "stream_head",
    metadata,
    _id("tenant"),
    _id("stream"),
    Column("seq", Integer, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    PrimaryKeyConstraint("tenant", "stream"),
    sqlite_with_rowid=False,
)

#: Signed roots over the heads of all chains (engine.store.roots), each naming the one before
signed_root = Table(
    "signed_root",
    metadata,
    _id("tenant"),
    Column("number", Integer, nullable=False),
    _at("recorded_at"),
    #: Stream, sequence number and hash of each head that moved since the root before
    Column("leaves", LargeBinary, nullable=False),
    Column("previous", LargeBinary(32), nullable=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("public_key", LargeBinary(32), nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
    PrimaryKeyConstraint("tenant", "number"),
)

idempotency = Table(
    "idempotency",
    metadata,
    _id("tenant"),
    Column("key", String(200), nullable=False),
    Column("command_hash", LargeBinary(32), nullable=False),
    Column("outcome", LargeBinary, nullable=False),
    _at("recorded_at"),
    PrimaryKeyConstraint("tenant", "key"),
    Index("ix_idempotency_recorded", "recorded_at"),
)
