"""Large values of variables, by content."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "engine_0002"
down_revision = "engine_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "large_value",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "case_id"],
            ["process_case.tenant", "process_case.id"],
            name=op.f("fk_large_value_tenant_case_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "case_id", "digest", name=op.f("pk_large_value")),
    )


def downgrade() -> None:
    op.drop_table("large_value")
