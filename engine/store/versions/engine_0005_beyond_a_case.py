"""What outlives a case or comes before it: data stores, parts of a start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "engine_0005"
down_revision = "engine_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "started_part",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("deployment_id", engine.store.types.Id(length=16), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("definition", sa.Integer(), nullable=False),
        sa.Column("variables", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint(
            "tenant", "deployment_id", "process_id", "element_id", "key", "definition",
            name=op.f("pk_started_part"),
        ),
    )  # fmt: skip
    op.create_table(
        "stored_data",
        sa.Column("tenant", engine.store.types.Id(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", engine.store.types.Id(length=16), nullable=True),
        sa.Column("changed_at", engine.store.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name", name=op.f("pk_stored_data")),
    )


def downgrade() -> None:
    op.drop_table("stored_data")
    op.drop_table("started_part")
