"""A version that was published for a later day may be taken back before that day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "engine_0006"
down_revision = "engine_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "definition", sa.Column("withdrawn_at", engine.store.types.Instant(), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("definition", "withdrawn_at")
