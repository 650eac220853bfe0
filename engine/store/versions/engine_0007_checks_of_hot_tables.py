"""PostgreSQL reads the text of a check anew in each statement that writes: two of them go."""

from __future__ import annotations

from alembic import op

revision = "engine_0007"
down_revision = "engine_0006"
branch_labels = None
depends_on = None

_CHECKS = {
    "process_case": ("ck_process_case_state", "'active','completed','terminated','incident'"),
    "task": ("ck_task_state", "'open','completed','cancelled'"),
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for table, (name, _) in _CHECKS.items():
            op.drop_constraint(name, table, type_="check")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for table, (name, states) in _CHECKS.items():
            op.create_check_constraint(name, table, f"state IN ({states})")
