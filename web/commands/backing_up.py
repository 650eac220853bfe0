"""backup and restore: the whole installation in one file, checked when it comes back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from web.commands import house


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database, files and keys into FILE, as of one moment, while others go on working.

    FILE holds all personal data and the keys: keep it where only administrators can read.
    """
    from workflows import backup as copying

    with house.opened() as office:
        if office.tenant is None:
            raise click.ClickException("还没有数据。")
        try:
            copied = copying.write(office, file)
        except copying.CannotRestore as refused:
            raise click.ClickException(f"没有备份：{refused.message}") from refused
        except OSError as error:
            raise click.ClickException(
                f"没有备份：{file.parent} 里不能写文件（{error.strerror}）。请换一个目录。"
            ) from error
    click.echo(f"已备份到 {file}：{copied.parts} 个文件，{copied.bytes / 1e6:.1f} MB。")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty installation from FILE; check every chain and row; exit 1 if one is broken.

    It goes into an empty YUANBAN_DATA folder or YUANBAN_DATABASE_URL, never over what is there.
    """
    from workflows import backup as copying

    settings = house.settings()
    try:
        copied = copying.read(settings, file)
    except copying.CannotRestore as refused:
        raise click.ClickException(f"没有恢复，没有改动：{refused.message}") from refused
    with house.opened(settings) as office:
        assert office.tenant is not None
        tenant, keys = office.tenant.id, settings.data_folder
        report = office.engine.verify(tenant, keys if (keys / "audit.key").exists() else None)
        differences = office.engine.rebuild(tenant, write=False).differences
    click.echo(f"已恢复 {copied.made_at} 的备份：{copied.parts} 个文件。")
    click.echo(
        f"校验：{report.chains} 条链、{report.events} 个事件、{report.roots} 个签名根，"
        f"{len(report.broken) + len(report.broken_roots)} 处断裂，{len(differences)} 处不一致。"
    )
    sys.exit(0 if report.is_sound and not differences else 1)
