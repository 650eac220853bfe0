"""County of a body."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "workflows_0002"
down_revision = "workflows_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("body", sa.Column("county", sa.String(length=200), nullable=True))


def downgrade() -> None:
    op.drop_column("body", "county")
