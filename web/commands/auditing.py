"""verify: the chains of events are whole."""

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
