"""Sessions that were ended by signing out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "workflows_0007"
down_revision = "workflows_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("ended_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_ended_session")),
    )


def downgrade() -> None:
    op.drop_table("ended_session")
