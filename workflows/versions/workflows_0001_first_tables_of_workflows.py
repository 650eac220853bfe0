"""First tables of workflows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "workflows_0001"
down_revision = None
branch_labels = ("workflows",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("document_prefix", sa.String(length=60), nullable=True),
        sa.Column("uscc", sa.String(length=60), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("legal_status", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("line", sa.String(length=60), nullable=True),
        sa.Column("parent_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("review_body", sa.String(length=200), nullable=True),
        sa.Column("court", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "parent_id"],
            ["body.tenant", "body.id"],
            name=op.f("fk_body_tenant_parent_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_body")),
        sa.UniqueConstraint("tenant", "code", name=op.f("uq_body_tenant_code")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint("status IN ('official','provisional')", name="ck_calendar_day_status"),
        sa.PrimaryKeyConstraint("tenant", "day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "calendar_version",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("digest", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_calendar_version")),
    )
    op.create_table(
        "code_entry",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("list", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_code_entry")),
        sa.UniqueConstraint("tenant", "list", "code", name=op.f("uq_code_entry_tenant_list_code")),
    )
    op.create_table(
        "document_counter",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("body_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant", "body_id", "kind", "year", name=op.f("pk_document_counter")
        ),
    )
    op.create_table(
        "party",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.String(length=200), nullable=False),
        sa.Column("identifier", sa.String(length=60), nullable=False),
        sa.Column("legal_representative", sa.String(length=200), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("mobile", sa.String(length=60), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("erased_at", engine.store.types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_party")),
        sa.UniqueConstraint("tenant", "identifier", name=op.f("uq_party_tenant_identifier")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index("ix_party_initials", ["tenant", "initials"], unique=False)
        batch_op.create_index("ix_party_pinyin", ["tenant", "pinyin"], unique=False)

    op.create_table(
        "person",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("initials", sa.String(length=60), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("mobile", sa.String(length=60), nullable=True),
        sa.Column("party_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_person")),
        sa.UniqueConstraint("tenant", "login", name=op.f("uq_person_tenant_login")),
    )
    op.create_table(
        "stored_file",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_by", engine.store.types.Id(length=16), nullable=True),
        sa.Column("uploaded_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "task_draft",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("task_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("data", engine.store.types.Json(), nullable=False),
        sa.Column("saved_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "task_id", "person_id", name=op.f("pk_task_draft")),
    )
    op.create_table(
        "tenant",
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("area_code", sa.String(length=60), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("clock_offset_s", sa.Integer(), nullable=False),
        sa.Column("created_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
    )
    op.create_table(
        "item",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("base_code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.String(length=200), nullable=False),
        sa.Column("department_id", engine.store.types.Id(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "department_id"],
            ["body.tenant", "body.id"],
            name=op.f("fk_item_tenant_department_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_item")),
        sa.UniqueConstraint("tenant", "code", name=op.f("uq_item_tenant_code")),
    )
    op.create_table(
        "park",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("county", sa.String(length=200), nullable=False),
        sa.Column("area_code", sa.String(length=60), nullable=False),
        sa.Column("committee_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "committee_id"],
            ["body.tenant", "body.id"],
            name=op.f("fk_park_tenant_committee_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_park")),
        sa.UniqueConstraint("tenant", "code", name=op.f("uq_park_tenant_code")),
        sa.UniqueConstraint("tenant", "serial", name=op.f("uq_park_tenant_serial")),
    )
    op.create_table(
        "authority_grant",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("mode", sa.String(length=60), nullable=False),
        sa.Column("item_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("delegator_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("delegatee_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("actions", engine.store.types.Json(), nullable=False),
        sa.Column("conditions", engine.store.types.Json(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("instrument", sa.String(length=200), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at_place", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("seal_name", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name="ck_grant_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "delegatee_id"],
            ["body.tenant", "body.id"],
            name=op.f("fk_authority_grant_tenant_delegatee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "delegator_id"],
            ["body.tenant", "body.id"],
            name=op.f("fk_authority_grant_tenant_delegator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id"],
            ["item.tenant", "item.id"],
            name=op.f("fk_authority_grant_tenant_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_authority_grant_tenant_park_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person_id"],
            ["person.tenant", "person.id"],
            name=op.f("fk_authority_grant_tenant_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_authority_grant")),
        sa.UniqueConstraint("tenant", "number", name=op.f("uq_authority_grant_tenant_number")),
    )
    with op.batch_alter_table("authority_grant", schema=None) as batch_op:
        batch_op.create_index(
            "ix_authority_grant_item", ["tenant", "item_id", "park_id"], unique=False
        )

    op.create_table(
        "item_version",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("item_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("full_code", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("regime", sa.String(length=60), nullable=False),
        sa.Column("handling", sa.String(length=60), nullable=False),
        sa.Column("statutory_limit", engine.store.types.Json(), nullable=True),
        sa.Column("promised_limit", engine.store.types.Json(), nullable=False),
        sa.Column("mode", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("needs_inspection", sa.Boolean(), nullable=False),
        sa.Column("materials", engine.store.types.Json(), nullable=False),
        sa.Column("result", sa.String(length=200), nullable=False),
        sa.Column("acceptance_standard", sa.Text(), nullable=False),
        sa.Column("handling_procedure", sa.Text(), nullable=False),
        sa.Column("supervision_measures", sa.Text(), nullable=False),
        sa.Column("legal_basis", engine.store.types.Json(), nullable=False),
        sa.Column("life_cycle", engine.store.types.Json(), nullable=False),
        sa.Column("in_general_window", sa.Boolean(), nullable=False),
        sa.Column("facts", engine.store.types.Json(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id"],
            ["item.tenant", "item.id"],
            name=op.f("fk_item_version_tenant_item_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_item_version")),
        sa.UniqueConstraint(
            "tenant", "item_id", "number", name=op.f("uq_item_version_tenant_item_id_number")
        ),
    )
    with op.batch_alter_table("item_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_item_version_effective", ["tenant", "item_id", "effective_on"], unique=False
        )

    op.create_table(
        "park_target",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("track", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.CheckConstraint("track IN ('provincial','municipal')", name="ck_park_target_track"),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_park_target_tenant_park_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "phase", "park_id", name=op.f("pk_park_target")),
    )
    op.create_table(
        "post",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("body_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("department_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "body_id"], ["body.tenant", "body.id"], name=op.f("fk_post_tenant_body_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "department_id"],
            ["body.tenant", "body.id"],
            name=op.f("fk_post_tenant_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"], ["park.tenant", "park.id"], name=op.f("fk_post_tenant_park_id")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_post")),
    )
    op.create_table(
        "application",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("query_code", sa.String(length=60), nullable=False),
        sa.Column("item_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("item_version_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("party_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("applicant", engine.store.types.Json(), nullable=True),
        sa.Column("representative", engine.store.types.Json(), nullable=True),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("submitted_by", engine.store.types.Id(length=16), nullable=False),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("form", engine.store.types.Json(), nullable=False),
        sa.Column("submitted_at", engine.store.types.Instant(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_at", engine.store.types.Instant(), nullable=True),
        sa.Column("silence_due_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("deemed", sa.Boolean(), nullable=False),
        sa.Column("accepted_at", engine.store.types.Instant(), nullable=True),
        sa.Column("statutory_due_on", sa.Date(), nullable=True),
        sa.Column("promised_due_on", sa.Date(), nullable=True),
        sa.Column("due_provisional", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=60), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("ended_at", engine.store.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id"],
            ["item.tenant", "item.id"],
            name=op.f("fk_application_tenant_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "item_version_id"],
            ["item_version.tenant", "item_version.id"],
            name=op.f("fk_application_tenant_item_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_application_tenant_park_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "party_id"],
            ["party.tenant", "party.id"],
            name=op.f("fk_application_tenant_party_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_application")),
        sa.UniqueConstraint("tenant", "number", name=op.f("uq_application_tenant_number")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(
            "ix_application_list", ["tenant", "state", "promised_due_on"], unique=False
        )
        batch_op.create_index("ix_application_park", ["tenant", "park_id", "state"], unique=False)
        batch_op.create_index("ix_application_party", ["tenant", "party_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("post_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("deputy_for_id", engine.store.types.Id(length=16), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name="ck_appointment_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person_id"],
            ["person.tenant", "person.id"],
            name=op.f("fk_appointment_tenant_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "post_id"],
            ["post.tenant", "post.id"],
            name=op.f("fk_appointment_tenant_post_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_person", ["tenant", "person_id"], unique=False)
        batch_op.create_index("ix_appointment_post", ["tenant", "post_id"], unique=False)

    op.create_table(
        "authority_grant_deputy",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("grant_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "grant_id"],
            ["authority_grant.tenant", "authority_grant.id"],
            name=op.f("fk_authority_grant_deputy_tenant_grant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person_id"],
            ["person.tenant", "person.id"],
            name=op.f("fk_authority_grant_deputy_tenant_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant", "grant_id", "person_id", name=op.f("pk_authority_grant_deputy")
        ),
    )
    op.create_table(
        "decision",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("application_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("happened_at", engine.store.types.Instant(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("appointment_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("on_behalf_of", engine.store.types.Id(length=16), nullable=True),
        sa.Column("grant_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("proof", engine.store.types.Json(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("facts", engine.store.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "application_id"],
            ["application.tenant", "application.id"],
            name=op.f("fk_decision_tenant_application_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_application", ["tenant", "application_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("application_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("body_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", engine.store.types.Instant(), nullable=False),
        sa.Column("content", engine.store.types.Json(), nullable=False),
        sa.Column("template", sa.String(length=200), nullable=False),
        sa.Column("voided_at", engine.store.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "application_id"],
            ["application.tenant", "application.id"],
            name=op.f("fk_document_tenant_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "body_id"],
            ["body.tenant", "body.id"],
            name=op.f("fk_document_tenant_body_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "tenant",
            "body_id",
            "series",
            "year",
            "serial",
            name=op.f("uq_document_tenant_body_id_series_year_serial"),
        ),
        sa.UniqueConstraint("tenant", "number", name=op.f("uq_document_tenant_number")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index("ix_document_application", ["tenant", "application_id"], unique=False)

    op.create_table(
        "material",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("application_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("file_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("supplied_at", engine.store.types.Instant(), nullable=True),
        sa.Column("verdict", sa.String(length=60), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("demand", sa.Text(), nullable=True),
        sa.Column("checked_by", engine.store.types.Id(length=16), nullable=True),
        sa.Column("checked_at", engine.store.types.Instant(), nullable=True),
        sa.Column("in_correction", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "application_id"],
            ["application.tenant", "application.id"],
            name=op.f("fk_material_tenant_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_material_tenant_file_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_material")),
        sa.UniqueConstraint(
            "tenant", "application_id", "code", name=op.f("uq_material_tenant_application_id_code")
        ),
    )


def downgrade() -> None:
    op.drop_table("material")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index("ix_document_application")

    op.drop_table("document")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_application")

    op.drop_table("decision")
    op.drop_table("authority_grant_deputy")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_post")
        batch_op.drop_index("ix_appointment_person")

    op.drop_table("appointment")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index("ix_application_party")
        batch_op.drop_index("ix_application_park")
        batch_op.drop_index("ix_application_list")

    op.drop_table("application")
    op.drop_table("post")
    op.drop_table("park_target")
    with op.batch_alter_table("item_version", schema=None) as batch_op:
        batch_op.drop_index("ix_item_version_effective")

    op.drop_table("item_version")
    with op.batch_alter_table("authority_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_authority_grant_item")

    op.drop_table("authority_grant")
    op.drop_table("park")
    op.drop_table("item")
    op.drop_table("tenant")
    op.drop_table("task_draft")
    op.drop_table("stored_file")
    op.drop_table("person")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index("ix_party_pinyin")
        batch_op.drop_index("ix_party_initials")

    op.drop_table("party")
    op.drop_table("document_counter")
    op.drop_table("code_entry")
    op.drop_table("calendar_version")
    op.drop_table("calendar_day")
    op.drop_table("body")
