"""verify and rebuild: the chains of events are whole; what lists read follows from them."""

from __future__ import annotations

import sys

import click

from web.commands import house


@click.command()
@click.option("--sign", is_flag=True, help="If all is whole, sign a root over it and print it.")
def verify(sign: bool) -> None:
    """Walk every chain of events and every signed root; exit 1 where one is broken.

    Erased bodies are counted. Keep what --sign prints elsewhere: it proves later what was there.
    """
    with house.opened() as office:
        if office.tenant is None:
            raise click.ClickException("还没有数据。")
        tenant, keys = office.tenant.id, office.settings.data_folder
        report = office.engine.verify(tenant, keys)
        root = office.engine.sign(tenant, keys) if sign and report.is_sound else None
    for stream, finding in report.broken:
        click.echo(f"链条断裂：{stream} 第{finding.seq}个事件，{finding.code}")
    for bad in report.broken_roots:
        where = f"，{bad.stream} 第{bad.seq}个事件" if bad.stream else ""
        click.echo(f"签名根不符：第{bad.number}个，{bad.code}{where}")
    click.echo(
        f"{report.chains} 条链、{report.events} 个事件、{report.roots} 个签名根，"
        f"{report.erased} 处内容已依法删除。"
    )
    if root is not None:
        click.echo(f"已签名：第{root.number}个根，{root.chains} 条链，{root.digest.hex()}")
    sys.exit(0 if report.is_sound else 1)


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
