"""First tables of engine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "engine_0001"
down_revision = None
branch_labels = ("engine",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "digest", name=op.f("pk_content")),
    )
    op.create_table(
        "deployment",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("effective_at", engine.store.types.Instant(), nullable=False),
        sa.Column("author", engine.store.types.Id(length=16), nullable=True),
        sa.Column("publisher", engine.store.types.Id(length=16), nullable=True),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_deployment")),
    )
    with op.batch_alter_table("deployment", schema=None) as batch_op:
        batch_op.create_index("ix_deployment_digest", ["tenant", "digest"], unique=False)

    op.create_table(
        "due",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("token", sa.Integer(), nullable=True),
        sa.Column("definition", sa.Integer(), server_default="0", nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retries", sa.Integer(), server_default="3", nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("headers", engine.store.types.Json(), nullable=True),
        sa.Column("variables", sa.LargeBinary(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_due")),
    )
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.create_index("ix_due_case", ["tenant", "case_id", "token"], unique=False)
        batch_op.create_index("ix_due_next", ["state", "due_at"], unique=False)

    op.create_table(
        "event",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("stream", engine.store.types.Id(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("happened_at", engine.store.types.Instant(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.Column("person", engine.store.types.Id(length=16), nullable=True),
        sa.Column("appointment", engine.store.types.Id(length=16), nullable=True),
        sa.Column("on_behalf_of", engine.store.types.Id(length=16), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=True),
        sa.Column("form_version", sa.String(length=64), nullable=True),
        sa.Column("rule_version", sa.String(length=64), nullable=True),
        sa.Column("trace", engine.store.types.Json(), nullable=True),
        sa.Column("payload_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_event")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_stream", ["tenant", "stream", "seq"], unique=True)

    op.create_table(
        "idempotency",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("command_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_idempotency")),
    )
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.create_index("ix_idempotency_recorded", ["recorded_at"], unique=False)

    op.create_table(
        "message",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), server_default="", nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("variables", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("state IN ('waiting','delivered')", name="ck_message_state"),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_expires", ["expires_at"], unique=False)
        batch_op.create_index("ix_message_message_id", ["tenant", "message_id"], unique=False)
        batch_op.create_index("ix_message_name", ["tenant", "name", "key"], unique=False)

    op.create_table(
        "payload",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("data_class", sa.String(length=8), nullable=False),
        sa.Column("subject", engine.store.types.Id(length=16), nullable=True),
        sa.Column("retain_until", engine.store.types.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_payload")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("payload", schema=None) as batch_op:
        batch_op.create_index(
            "ix_payload_subject",
            ["tenant", "subject"],
            unique=False,
            sqlite_where=sa.text("subject IS NOT NULL"),
        )

    op.create_table(
        "signed_root",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.Column("leaves", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name=op.f("pk_signed_root")),
    )
    op.create_table(
        "slot",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("task_id", engine.store.types.Id(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", "due_at", "task_id", name=op.f("pk_slot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stream_head",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("stream", engine.store.types.Id(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "stream", name=op.f("pk_stream_head")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subscription",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), server_default="", nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("token", sa.Integer(), nullable=True),
        sa.Column("definition", sa.Integer(), server_default="0", nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("deployment_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("process_id", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_subscription")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index("ix_subscription_case", ["tenant", "case_id", "token"], unique=False)
        batch_op.create_index(
            "ix_subscription_name", ["tenant", "kind", "name", "key"], unique=False
        )

    op.create_table(
        "definition",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("deployment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("version_tag", sa.String(length=100), nullable=True),
        sa.Column("effective_at", engine.store.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "deployment_id"],
            ["deployment.tenant", "deployment.id"],
            name=op.f("fk_definition_tenant_deployment_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant", "deployment_id", "process_id", name=op.f("pk_definition")
        ),
    )
    with op.batch_alter_table("definition", schema=None) as batch_op:
        batch_op.create_index(
            "ix_definition_latest", ["tenant", "process_id", "version"], unique=True
        )

    op.create_table(
        "deployment_file",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("deployment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "deployment_id"],
            ["deployment.tenant", "deployment.id"],
            name=op.f("fk_deployment_file_tenant_deployment_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "deployment_id", "name", name=op.f("pk_deployment_file")),
    )
    op.create_table(
        "process_case",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("deployment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started_at", engine.store.types.Instant(), nullable=False),
        sa.Column("ended_at", engine.store.types.Instant(), nullable=True),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("event_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "state IN ('active','completed','terminated','incident')", name="ck_process_case_state"
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "deployment_id"],
            ["deployment.tenant", "deployment.id"],
            name=op.f("fk_process_case_tenant_deployment_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_process_case")),
    )
    with op.batch_alter_table("process_case", schema=None) as batch_op:
        batch_op.create_index(
            "ix_process_case_business_key", ["tenant", "business_key"], unique=False
        )
        batch_op.create_index(
            "ix_process_case_process", ["tenant", "process_id", "state", "started_at"], unique=False
        )

    op.create_table(
        "incident",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("raised_at", engine.store.types.Instant(), nullable=False),
        sa.Column("resolved_at", engine.store.types.Instant(), nullable=True),
        sa.Column("due_id", engine.store.types.Id(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "case_id"],
            ["process_case.tenant", "process_case.id"],
            name=op.f("fk_incident_tenant_case_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_case", ["tenant", "case_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("assignee", engine.store.types.Id(length=16), nullable=True),
        sa.Column("form_key", sa.String(length=200), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("candidates", engine.store.types.Json(), nullable=False),
        sa.Column("extensions", engine.store.types.Json(), nullable=False),
        sa.Column("slot_keys", engine.store.types.Json(), nullable=False),
        sa.Column("created_at", engine.store.types.Instant(), nullable=False),
        sa.Column("due_at", engine.store.types.Instant(), nullable=True),
        sa.Column("follow_up_at", engine.store.types.Instant(), nullable=True),
        sa.Column("closed_at", engine.store.types.Instant(), nullable=True),
        sa.Column("closed_by", engine.store.types.Id(length=16), nullable=True),
        sa.Column("closed_as", engine.store.types.Id(length=16), nullable=True),
        sa.CheckConstraint("state IN ('open','completed','cancelled')", name="ck_task_state"),
        sa.ForeignKeyConstraint(
            ["tenant", "case_id"],
            ["process_case.tenant", "process_case.id"],
            name=op.f("fk_task_tenant_case_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_task")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_case", ["tenant", "case_id", "token"], unique=False)
        batch_op.create_index(
            "ix_task_done",
            ["tenant", "closed_by", "closed_at"],
            unique=False,
            sqlite_where=sa.text("closed_by IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index("ix_task_done", sqlite_where=sa.text("closed_by IS NOT NULL"))
        batch_op.drop_index("ix_task_case")

    op.drop_table("task")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_case")

    op.drop_table("incident")
    with op.batch_alter_table("process_case", schema=None) as batch_op:
        batch_op.drop_index("ix_process_case_process")
        batch_op.drop_index("ix_process_case_business_key")

    op.drop_table("process_case")
    op.drop_table("deployment_file")
    with op.batch_alter_table("definition", schema=None) as batch_op:
        batch_op.drop_index("ix_definition_latest")

    op.drop_table("definition")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index("ix_subscription_name")
        batch_op.drop_index("ix_subscription_case")

    op.drop_table("subscription")
    op.drop_table("stream_head")
    op.drop_table("slot")
    op.drop_table("signed_root")
    with op.batch_alter_table("payload", schema=None) as batch_op:
        batch_op.drop_index("ix_payload_subject", sqlite_where=sa.text("subject IS NOT NULL"))

    op.drop_table("payload")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_name")
        batch_op.drop_index("ix_message_message_id")
        batch_op.drop_index("ix_message_expires")

    op.drop_table("message")
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.drop_index("ix_idempotency_recorded")

    op.drop_table("idempotency")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_stream")

    op.drop_table("event")
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.drop_index("ix_due_next")
        batch_op.drop_index("ix_due_case")

    op.drop_table("due")
    with op.batch_alter_table("deployment", schema=None) as batch_op:
        batch_op.drop_index("ix_deployment_digest")

    op.drop_table("deployment")
    op.drop_table("content")
