"""migrate-case: running cases go on with another version of their diagram."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from uuid import UUID

import click

from engine.commands import MigrateCase
from engine.errors import Refused
from engine.protocols import Actor
from web.commands import house


@click.command(name="migrate-case")
@click.argument("cases", nargs=-1, required=True, type=click.UUID)
@click.option("--to", type=click.UUID, help="Deployment; without it the newest in effect.")
@click.option("--map", "pairs", multiple=True, metavar="OLD=NEW", help="Renamed elements.")
@click.option("--reason", required=True, help="Kept in the record of each case.")
@click.option("--dry-run", is_flag=True, help="Only say what stands against it, case by case.")
def migrate_case(
    cases: Sequence[UUID], to: UUID | None, pairs: Sequence[str], reason: str, dry_run: bool
) -> None:
    """Migrate CASES, each whole or not at all; exit 1 where one was refused."""
    mapping = dict(_pair(text) for text in pairs)
    refused = 0
    with house.opened() as office:
        if office.tenant is None:
            raise click.ClickException("还没有数据。")
        actor = Actor(office.tenant.id, None, channel="cli")
        carry_out = office.engine.rehearse if dry_run else office.engine.execute
        for case in cases:
            try:
                carry_out(MigrateCase(case, reason, to, mapping), actor=actor)
            except Refused as refusal:
                refused += 1
                _tell(case, refusal)
            else:
                click.echo(f"{case}：{'可以迁移' if dry_run else '已迁移'}")
    sys.exit(1 if refused else 0)


def _pair(text: str) -> tuple[str, str]:
    old, mark, new = text.partition("=")
    if not (old and mark and new):
        raise click.BadParameter("请写 旧元素=新元素。", param_hint="--map")
    return old, new


def _tell(case: UUID, refusal: Refused) -> None:
    reasons = getattr(refusal, "refusals", None)
    if reasons is None:
        click.echo(f"{case}：不能迁移，{refusal.code}：{refusal.message}")
        return
    click.echo(f"{case}：不能迁移，{len(reasons)} 条原因")
    for one in reasons:
        click.echo(f"  {one.code} {one.element_id}：{one.message}")
