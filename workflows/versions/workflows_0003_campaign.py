"""The campaign: phases, enrollments, records, scores, oversight."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "workflows_0003"
down_revision = "workflows_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("city_class", sa.String(length=60), nullable=False),
        sa.Column("max_rounds", sa.Integer(), nullable=False),
        sa.Column("municipal_pass", sa.String(length=60), nullable=False),
        sa.Column("self_accept_pass", sa.String(length=60), nullable=False),
        sa.Column("provincial_pass", sa.String(length=60), nullable=True),
        sa.Column("disagreement", sa.String(length=60), nullable=False),
        sa.Column("rectify_limit_days", sa.Integer(), nullable=False),
        sa.Column("late_add_month", sa.Integer(), nullable=False),
        sa.Column("created_at", engine.store.types.Instant(), nullable=False),
        sa.CheckConstraint("max_rounds >= 1", name="ck_campaign_has_a_round"),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("tenant", "name", name=op.f("uq_campaign_tenant_name")),
    )
    op.create_table(
        "score_sheet",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("handbook", sa.String(length=200), nullable=True),
        sa.Column("handbook_alias", sa.String(length=200), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("total", sa.String(length=60), nullable=False),
        sa.Column("indicators", engine.store.types.Json(), nullable=False),
        sa.Column("vetoes", engine.store.types.Json(), nullable=False),
        sa.CheckConstraint("level IN ('province','city','county')", name="ck_score_sheet_level"),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_score_sheet")),
        sa.UniqueConstraint(
            "tenant", "code", "category", name=op.f("uq_score_sheet_tenant_code_category")
        ),
    )
    op.create_table(
        "campaign_basis",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("campaign_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("file_id", engine.store.types.Id(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "campaign_id"],
            ["campaign.tenant", "campaign.id"],
            name=op.f("fk_campaign_basis_tenant_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_campaign_basis_tenant_file_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_campaign_basis")),
        sa.UniqueConstraint(
            "tenant",
            "campaign_id",
            "title",
            name=op.f("uq_campaign_basis_tenant_campaign_id_title"),
        ),
    )
    op.create_table(
        "campaign_duty",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("campaign_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("element", sa.String(length=60), nullable=False),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("responsible", sa.String(length=60), nullable=False),
        sa.Column("accountable", sa.String(length=60), nullable=False),
        sa.Column("consulted", engine.store.types.Json(), nullable=False),
        sa.Column("informed", engine.store.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "campaign_id"],
            ["campaign.tenant", "campaign.id"],
            name=op.f("fk_campaign_duty_tenant_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "campaign_id", "element", name=op.f("pk_campaign_duty")),
    )
    op.create_table(
        "campaign_phase",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("campaign_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("sheet", sa.String(length=60), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("plan_title", sa.String(length=200), nullable=True),
        sa.Column("plan_number", sa.String(length=200), nullable=True),
        sa.Column("plan_file_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("plan_on", sa.Date(), nullable=True),
        sa.Column("started_by", engine.store.types.Id(length=16), nullable=True),
        sa.Column("started_at", engine.store.types.Instant(), nullable=False),
        sa.Column("closed_at", engine.store.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "campaign_id"],
            ["campaign.tenant", "campaign.id"],
            name=op.f("fk_campaign_phase_tenant_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_campaign_phase")),
        sa.UniqueConstraint(
            "tenant", "campaign_id", "no", name=op.f("uq_campaign_phase_tenant_campaign_id_no")
        ),
    )
    with op.batch_alter_table("campaign_phase", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_phase_case", ["tenant", "case_id"], unique=False)

    op.create_table(
        "campaign_quota",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("campaign_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("city_class", sa.String(length=60), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.CheckConstraint("minimum <= maximum", name="ck_campaign_quota_in_order"),
        sa.ForeignKeyConstraint(
            ["tenant", "campaign_id"],
            ["campaign.tenant", "campaign.id"],
            name=op.f("fk_campaign_quota_tenant_campaign_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant", "campaign_id", "year", "city_class", name=op.f("pk_campaign_quota")
        ),
    )
    op.create_table(
        "county_duty",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("campaign_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("county", sa.String(length=200), nullable=False),
        sa.Column("leader", sa.String(length=200), nullable=False),
        sa.Column("in_assessment", sa.Boolean(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("file_id", engine.store.types.Id(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "campaign_id"],
            ["campaign.tenant", "campaign.id"],
            name=op.f("fk_county_duty_tenant_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_county_duty_tenant_file_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "campaign_id", "county", name=op.f("pk_county_duty")),
    )
    op.create_table(
        "campaign_meeting",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("attendees", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("file_id", engine.store.types.Id(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_campaign_meeting_tenant_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_campaign_meeting_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_campaign_meeting")),
    )
    with op.batch_alter_table("campaign_meeting", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_meeting_phase", ["tenant", "phase_id"], unique=False)

    op.create_table(
        "campaign_opinion",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("adoption", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_campaign_opinion_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_campaign_opinion")),
    )
    with op.batch_alter_table("campaign_opinion", schema=None) as batch_op:
        batch_op.create_index(
            "ix_campaign_opinion_phase", ["tenant", "phase_id", "kind"], unique=False
        )

    op.create_table(
        "campaign_park",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("campaign_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "campaign_id"],
            ["campaign.tenant", "campaign.id"],
            name=op.f("fk_campaign_park_tenant_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_campaign_park_tenant_park_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "campaign_id", "park_id", name=op.f("pk_campaign_park")),
    )
    op.create_table(
        "list_change",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("campaign_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("track", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("file_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("before", engine.store.types.Json(), nullable=False),
        sa.Column("after", engine.store.types.Json(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "campaign_id"],
            ["campaign.tenant", "campaign.id"],
            name=op.f("fk_list_change_tenant_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_list_change_tenant_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_list_change_tenant_park_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_list_change_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_list_change")),
    )
    with op.batch_alter_table("list_change", schema=None) as batch_op:
        batch_op.create_index("ix_list_change_campaign", ["tenant", "campaign_id"], unique=False)

    op.create_table(
        "park_enrollment",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("park_name", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("county", sa.String(length=200), nullable=False),
        sa.Column("track", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("self_score", sa.String(length=60), nullable=True),
        sa.Column("city_score", sa.String(length=60), nullable=True),
        sa.Column("province_score", sa.String(length=60), nullable=True),
        sa.Column("dimensions", engine.store.types.Json(), nullable=True),
        sa.Column("sheet_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("grantor", sa.String(length=200), nullable=True),
        sa.Column("confirm_number", sa.String(length=200), nullable=True),
        sa.Column("confirm_on", sa.Date(), nullable=True),
        sa.Column("confirm_file_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("plaque_name", sa.String(length=200), nullable=True),
        sa.Column("plaque_number", sa.String(length=200), nullable=True),
        sa.Column("plaque_on", sa.Date(), nullable=True),
        sa.Column("promoted_from_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("ended_at", engine.store.types.Instant(), nullable=True),
        sa.CheckConstraint("track IN ('provincial','municipal')", name="ck_park_enrollment_track"),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_park_enrollment_tenant_park_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_park_enrollment_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_park_enrollment")),
        sa.UniqueConstraint(
            "tenant", "phase_id", "park_id", name=op.f("uq_park_enrollment_tenant_phase_id_park_id")
        ),
    )
    with op.batch_alter_table("park_enrollment", schema=None) as batch_op:
        batch_op.create_index("ix_park_enrollment_case", ["tenant", "case_id"], unique=False)
        batch_op.create_index(
            "ix_park_enrollment_one_active",
            ["tenant", "park_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "phase_stage",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("parent", sa.String(length=60), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("opened_at", engine.store.types.Instant(), nullable=True),
        sa.Column("closed_at", engine.store.types.Instant(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name="ck_phase_stage_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_phase_stage_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "phase_id", "code", name=op.f("pk_phase_stage")),
    )
    op.create_table(
        "secondment",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name="ck_secondment_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_secondment_tenant_park_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person_id"],
            ["person.tenant", "person.id"],
            name=op.f("fk_secondment_tenant_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_secondment")),
    )
    with op.batch_alter_table("secondment", schema=None) as batch_op:
        batch_op.create_index("ix_secondment_person", ["tenant", "person_id"], unique=False)

    op.create_table(
        "build_task",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("indicator", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("current_score", sa.String(length=60), nullable=True),
        sa.Column("target_score", sa.String(length=60), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("evidence_required", sa.Text(), nullable=False),
        sa.Column("cost", sa.String(length=60), nullable=True),
        sa.Column("done_at", engine.store.types.Instant(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("evidence_file_id", engine.store.types.Id(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_build_task_tenant_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "evidence_file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_build_task_tenant_evidence_file_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_build_task")),
    )
    with op.batch_alter_table("build_task", schema=None) as batch_op:
        batch_op.create_index("ix_build_task_enrollment", ["tenant", "enrollment_id"], unique=False)

    op.create_table(
        "campaign_budget",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("amount", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("in_budget", sa.Boolean(), nullable=False),
        sa.Column("arrived", sa.String(length=60), nullable=False),
        sa.Column("file_id", engine.store.types.Id(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_campaign_budget_tenant_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_campaign_budget_tenant_file_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "enrollment_id", name=op.f("pk_campaign_budget")),
    )
    op.create_table(
        "campaign_evaluator",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_campaign_evaluator_tenant_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person_id"],
            ["person.tenant", "person.id"],
            name=op.f("fk_campaign_evaluator_tenant_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant", "enrollment_id", "round", "person_id", name=op.f("pk_campaign_evaluator")
        ),
    )
    with op.batch_alter_table("campaign_evaluator", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_evaluator_person", ["tenant", "person_id"], unique=False)

    op.create_table(
        "campaign_meeting_park",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("meeting_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("park_id", engine.store.types.Id(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "meeting_id"],
            ["campaign_meeting.tenant", "campaign_meeting.id"],
            name=op.f("fk_campaign_meeting_park_tenant_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_campaign_meeting_park_tenant_park_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant", "meeting_id", "park_id", name=op.f("pk_campaign_meeting_park")
        ),
    )
    op.create_table(
        "campaign_record",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("task_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("form", engine.store.types.Json(), nullable=False),
        sa.Column("form_version", sa.String(length=200), nullable=True),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("appointment_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("happened_at", engine.store.types.Instant(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("file_id", engine.store.types.Id(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_campaign_record_tenant_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "file_id"],
            ["stored_file.tenant", "stored_file.id"],
            name=op.f("fk_campaign_record_tenant_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_campaign_record_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_campaign_record")),
    )
    with op.batch_alter_table("campaign_record", schema=None) as batch_op:
        batch_op.create_index(
            "ix_campaign_record_enrollment", ["tenant", "enrollment_id"], unique=False
        )
        batch_op.create_index(
            "ix_campaign_record_phase", ["tenant", "phase_id", "kind"], unique=False
        )

    op.create_table(
        "campaign_score",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("sheet_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("entries", engine.store.types.Json(), nullable=False),
        sa.Column("vetoes", engine.store.types.Json(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("total", sa.String(length=60), nullable=False),
        sa.Column("dimensions", engine.store.types.Json(), nullable=False),
        sa.Column("saved_at", engine.store.types.Instant(), nullable=False),
        sa.Column("submitted_at", engine.store.types.Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('self','evaluator')", name="ck_campaign_score_kind"),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_campaign_score_tenant_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "sheet_id"],
            ["score_sheet.tenant", "score_sheet.id"],
            name=op.f("fk_campaign_score_tenant_sheet_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_campaign_score")),
        sa.UniqueConstraint(
            "tenant",
            "enrollment_id",
            "round",
            "kind",
            "person_id",
            name=op.f("uq_campaign_score_tenant_enrollment_id_round_kind_person_id"),
        ),
    )
    op.create_table(
        "enrollment_status",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("happened_at", engine.store.types.Instant(), nullable=False),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.Column("person_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_enrollment_status_tenant_enrollment_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_enrollment_status")),
    )
    with op.batch_alter_table("enrollment_status", schema=None) as batch_op:
        batch_op.create_index(
            "ix_enrollment_status_enrollment", ["tenant", "enrollment_id"], unique=False
        )

    op.create_table(
        "item_takeover",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_item_takeover_tenant_enrollment_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_item_takeover")),
    )
    with op.batch_alter_table("item_takeover", schema=None) as batch_op:
        batch_op.create_index(
            "ix_item_takeover_enrollment", ["tenant", "enrollment_id"], unique=False
        )

    op.create_table(
        "monthly_report",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("month", sa.String(length=60), nullable=False),
        sa.Column("done_tasks", sa.Integer(), nullable=False),
        sa.Column("taken_items", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.Column("to_coordinate", sa.Text(), nullable=True),
        sa.Column("recorded_at", engine.store.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_monthly_report_tenant_enrollment_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "enrollment_id", "month", name=op.f("pk_monthly_report")),
    )
    op.create_table(
        "promotion",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(length=60), nullable=True),
        sa.Column("track", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", engine.store.types.Id(length=16), nullable=True),
        sa.Column("decided_at", engine.store.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_promotion_tenant_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_promotion_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_promotion")),
        sa.UniqueConstraint(
            "tenant",
            "phase_id",
            "enrollment_id",
            name=op.f("uq_promotion_tenant_phase_id_enrollment_id"),
        ),
    )
    op.create_table(
        "supervision",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("phase_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("enrollment_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("county", sa.String(length=200), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("raised_by", engine.store.types.Id(length=16), nullable=True),
        sa.Column("raised_at", engine.store.types.Instant(), nullable=False),
        sa.Column("escalated_at", engine.store.types.Instant(), nullable=True),
        sa.Column("answered_at", engine.store.types.Instant(), nullable=True),
        sa.Column("closed_at", engine.store.types.Instant(), nullable=True),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=True),
        sa.CheckConstraint("kind IN ('supervision','issue')", name="ck_supervision_kind"),
        sa.ForeignKeyConstraint(
            ["tenant", "enrollment_id"],
            ["park_enrollment.tenant", "park_enrollment.id"],
            name=op.f("fk_supervision_tenant_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_supervision_tenant_phase_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_supervision")),
    )
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.create_index(
            "ix_supervision_enrollment", ["tenant", "enrollment_id"], unique=False
        )
        batch_op.create_index(
            "ix_supervision_phase", ["tenant", "phase_id", "county", "state"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_phase")
        batch_op.drop_index("ix_supervision_enrollment")

    op.drop_table("supervision")
    op.drop_table("promotion")
    op.drop_table("monthly_report")
    with op.batch_alter_table("item_takeover", schema=None) as batch_op:
        batch_op.drop_index("ix_item_takeover_enrollment")

    op.drop_table("item_takeover")
    with op.batch_alter_table("enrollment_status", schema=None) as batch_op:
        batch_op.drop_index("ix_enrollment_status_enrollment")

    op.drop_table("enrollment_status")
    op.drop_table("campaign_score")
    with op.batch_alter_table("campaign_record", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_record_phase")
        batch_op.drop_index("ix_campaign_record_enrollment")

    op.drop_table("campaign_record")
    op.drop_table("campaign_meeting_park")
    with op.batch_alter_table("campaign_evaluator", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_evaluator_person")

    op.drop_table("campaign_evaluator")
    op.drop_table("campaign_budget")
    with op.batch_alter_table("build_task", schema=None) as batch_op:
        batch_op.drop_index("ix_build_task_enrollment")

    op.drop_table("build_task")
    with op.batch_alter_table("secondment", schema=None) as batch_op:
        batch_op.drop_index("ix_secondment_person")

    op.drop_table("secondment")
    op.drop_table("phase_stage")
    with op.batch_alter_table("park_enrollment", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_park_enrollment_one_active",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_park_enrollment_case")

    op.drop_table("park_enrollment")
    with op.batch_alter_table("list_change", schema=None) as batch_op:
        batch_op.drop_index("ix_list_change_campaign")

    op.drop_table("list_change")
    op.drop_table("campaign_park")
    with op.batch_alter_table("campaign_opinion", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_opinion_phase")

    op.drop_table("campaign_opinion")
    with op.batch_alter_table("campaign_meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_meeting_phase")

    op.drop_table("campaign_meeting")
    op.drop_table("county_duty")
    op.drop_table("campaign_quota")
    with op.batch_alter_table("campaign_phase", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_phase_case")

    op.drop_table("campaign_phase")
    op.drop_table("campaign_duty")
    op.drop_table("campaign_basis")
    op.drop_table("score_sheet")
    op.drop_table("campaign")
