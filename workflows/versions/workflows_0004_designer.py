"""Drafts of diagrams, tables and forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "workflows_0004"
down_revision = "workflows_0002"
branch_labels = None
depends_on = "engine_0001"


def _id(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, engine.store.types.Id(length=16), nullable=nullable)


def _at(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, engine.store.types.Instant(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "draft",
        _id("tenant"),
        _id("id"),
        sa.Column("title", sa.String(length=200), nullable=False),
        _id("base_id", nullable=True),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        _id("created_by", nullable=True),
        _at("created_at"),
        _at("changed_at"),
        sa.Column("note", sa.Text(), nullable=False),
        _id("submitted_by", nullable=True),
        _at("submitted_at", nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        _id("decided_by", nullable=True),
        _at("decided_at", nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        _id("deployment_id", nullable=True),
        sa.CheckConstraint(
            "state IN ('editing','submitted','published','dropped')", name="ck_draft_state"
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "base_id"],
            ["deployment.tenant", "deployment.id"],
            name=op.f("fk_draft_tenant_base_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "deployment_id"],
            ["deployment.tenant", "deployment.id"],
            name=op.f("fk_draft_tenant_deployment_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_state", "draft", ["tenant", "state"])
    op.create_table(
        "draft_file",
        _id("tenant"),
        _id("draft_id"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        _id("saved_by", nullable=True),
        _at("saved_at"),
        sa.ForeignKeyConstraint(
            ["tenant", "draft_id"],
            ["draft.tenant", "draft.id"],
            name=op.f("fk_draft_file_tenant_draft_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "draft_id", "name", "number", name=op.f("pk_draft_file")),
    )
    op.create_table(
        "starter_file",
        _id("tenant"),
        sa.Column("folder", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "folder", "name", name=op.f("pk_starter_file")),
    )


def downgrade() -> None:
    op.drop_table("starter_file")
    op.drop_table("draft_file")
    op.drop_table("draft")
