"""Which phase, park or supervision a task of the campaign is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "workflows_0006"
down_revision = "workflows_0005"
branch_labels = None
depends_on = None

_INTO = "INSERT INTO campaign_task (tenant, task_id, phase_id, park_id, supervision, sounds) "
#: Tasks that were opened before: of a park's case, of a supervision's, of a phase's own. What an
#: iteration was about is not told; they are found by park and phase, and not by pinyin.
_KNOWN = (
    "SELECT t.tenant, t.id, e.phase_id, e.park_id, NULL, '' FROM task t"
    " JOIN park_enrollment e ON e.tenant = t.tenant AND e.case_id = t.case_id",
    "SELECT t.tenant, t.id, s.phase_id, e.park_id, coalesce(s.number, s.county), '' FROM task t"
    " JOIN supervision s ON s.tenant = t.tenant AND s.case_id = t.case_id"
    " LEFT JOIN park_enrollment e ON e.tenant = s.tenant AND e.id = s.enrollment_id",
    "SELECT t.tenant, t.id, p.id, CAST(NULL AS {id}), NULL, '' FROM task t"
    " JOIN campaign_phase p ON p.tenant = t.tenant AND p.case_id = t.case_id",
)


def _id(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, engine.store.types.Id(length=16), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "campaign_task",
        _id("tenant"),
        _id("task_id"),
        _id("phase_id"),
        _id("park_id", nullable=True),
        sa.Column("supervision", sa.String(length=200), nullable=True),
        sa.Column("part", sa.String(length=200), nullable=True),
        sa.Column("sounds", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "phase_id"],
            ["campaign_phase.tenant", "campaign_phase.id"],
            name=op.f("fk_campaign_task_tenant_phase_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "park_id"],
            ["park.tenant", "park.id"],
            name=op.f("fk_campaign_task_tenant_park_id"),
        ),
        sa.PrimaryKeyConstraint("tenant", "task_id", name=op.f("pk_campaign_task")),
    )
    # An untyped NULL is a text to PostgreSQL
    kind = "uuid" if op.get_bind().dialect.name == "postgresql" else "blob"
    for known in _KNOWN:
        op.execute(_INTO + known.format(id=kind))


def downgrade() -> None:
    op.drop_table("campaign_task")
