"""Archive of finished cases, retention of bodies, open incidents by age."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "engine_0003"
down_revision = "engine_0002"
branch_labels = None
depends_on = None

_ID = engine.store.types.Id
_AT = engine.store.types.Instant


def upgrade() -> None:
    op.create_table(
        "case_archive",
        sa.Column("tenant", _ID(length=16), nullable=False),
        sa.Column("case_id", _ID(length=16), nullable=False),
        sa.Column("archived_at", _AT(), nullable=False),
        sa.Column("retain_until", _AT(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "case_id"],
            ["process_case.tenant", "process_case.id"],
            name=op.f("fk_case_archive_tenant_case_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "case_id", name=op.f("pk_case_archive")),
    )
    op.create_index("ix_case_archive_retain", "case_archive", ["tenant", "retain_until"])
    op.create_table(
        "archive_subject",
        sa.Column("tenant", _ID(length=16), nullable=False),
        sa.Column("subject", _ID(length=16), nullable=False),
        sa.Column("case_id", _ID(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "case_id"],
            ["case_archive.tenant", "case_archive.case_id"],
            name=op.f("fk_archive_subject_tenant_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "subject", "case_id", name=op.f("pk_archive_subject")),
        sqlite_with_rowid=False,
    )
    _partial("ix_process_case_ended", "process_case", "ended_at", "ended_at IS NOT NULL")
    _partial("ix_incident_open", "incident", "raised_at", "resolved_at IS NULL")
    _partial("ix_payload_retain", "payload", "retain_until", "retain_until IS NOT NULL")


def _partial(name: str, table: str, column: str, where: str) -> None:
    op.create_index(
        name,
        table,
        ["tenant", column],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def downgrade() -> None:
    op.drop_index("ix_payload_retain", table_name="payload")
    op.drop_index("ix_incident_open", table_name="incident")
    op.drop_index("ix_process_case_ended", table_name="process_case")
    op.drop_table("archive_subject")
    op.drop_table("case_archive")
