"""verify and rebuild: the chains of events are whole; what lists read follows from them."""

from __future__ import annotations

import sys

import click

from web.commands import house


@click.command()
def verify() -> None:
    """Walk every chain of events; exit 1 where one is broken. Erased bodies are counted."""
    with house.opened() as office:
        if office.tenant is None:
            raise click.ClickException("还没有数据。")
        report = office.engine.verify(office.tenant.id)
    for stream, finding in report.broken:
        click.echo(f"链条断裂：{stream} 第{finding.seq}个事件，{finding.code}")
    click.echo(f"{report.chains} 条链、{report.events} 个事件，{report.erased} 处内容已依法删除。")
    sys.exit(1 if report.broken else 0)


@click.command()
@click.option("--check", is_flag=True, help="Only say what differs; exit 1 if anything does.")
def rebuild(check: bool) -> None:
    """Rebuild tasks, queues, timers and incidents from the events of every case."""
    with house.opened() as office:
        if office.tenant is None:
            raise click.ClickException("还没有数据。")
        found = office.engine.rebuild(office.tenant.id, write=not check)
    for difference in found.differences:
        click.echo(str(difference))
    done = "不一致" if check else "已按事件重建"
    kept = f"{found.erased} 件因内容已依法删除保持原样"
    click.echo(f"{found.cases} 件，{len(found.differences)} 处{done}，{kept}。")
    sys.exit(1 if check and found.differences else 0)
