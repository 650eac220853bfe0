"""Service accounts and their tokens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "workflows_0005"
down_revision = "workflows_0003"
branch_labels = None
depends_on = None


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, engine.store.types.Id(length=16), nullable=False)


def _at(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, engine.store.types.Instant(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "service_account",
        _id("tenant"),
        _id("person_id"),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        _at("created_at"),
        sa.ForeignKeyConstraint(
            ["tenant", "person_id"],
            ["person.tenant", "person.id"],
            name=op.f("fk_service_account_tenant_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "person_id", name=op.f("pk_service_account")),
    )
    op.create_table(
        "access_token",
        _id("tenant"),
        _id("id"),
        _id("person_id"),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", engine.store.types.Json(), nullable=False),
        _at("issued_at"),
        sa.Column("expires_on", sa.Date(), nullable=False),
        _at("revoked_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "person_id"],
            ["service_account.tenant", "service_account.person_id"],
            name=op.f("fk_access_token_tenant_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_access_token")),
        sa.UniqueConstraint("tenant", "digest", name=op.f("uq_access_token_tenant_digest")),
    )
    op.create_index("ix_access_token_person", "access_token", ["tenant", "person_id"])


def downgrade() -> None:
    op.drop_table("access_token")
    op.drop_table("service_account")
