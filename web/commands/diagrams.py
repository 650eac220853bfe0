"""deploy and export: a folder of diagrams, tables and forms in and out, byte for byte."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from web.commands import house

if TYPE_CHECKING:
    from workflows.office import Office

#: What a deployment takes; README files and scenarios stay where they are
KINDS = frozenset({".bpmn", ".dmn", ".form"})


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--effective", help="Day or instant from which new cases take it, e.g. 2026-01-01.")
@click.option("--draft", "title", help="Make a draft of this name instead, to be reviewed.")
@click.option("--process", help="With --draft: id of the process whose version it changes.")
def deploy(folder: Path, effective: str | None, title: str | None, process: str | None) -> None:
    """Deploy all diagrams, tables and forms below FOLDER as one bundle.

    Without --draft nobody reviews it: an act of whoever runs the machine, on the record as such.
    """
    from engine.commands import Deploy
    from engine.errors import DeploymentRefused
    from engine.protocols import Actor

    with house.opened() as office:
        if title is not None:
            return _bring(office, folder, title, process)
        command = Deploy(files_of(folder), effective_at=_instant(effective))
        try:
            outcome = office.execute(command, actor=Actor(_tenant(office), None, channel="cli"))
        except DeploymentRefused as refused:
            raise click.ClickException(f"有问题，没有部署：\n{refused.message}") from refused
        click.echo(f"已部署 {outcome.deployment_id}")
        click.echo("这次没有经过发布审核，记录为命令行操作。要由他人审核发布，请用 --draft。")
    return None


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--deployment", help="Id of a deployment; without it the newest one in force.")
@click.option("--process", help="Id of a process: its version in force.")
@click.option("--draft", help="Id of a draft, as the address of its page shows it.")
def export(folder: Path, deployment: str | None, process: str | None, draft: str | None) -> None:
    """Write the files of a deployment or draft into FOLDER, byte for byte as they are kept."""
    with house.opened() as office:
        files = _drafted(office, draft) if draft else _deployed(office, deployment, process)
    if not files:
        raise click.ClickException("没有这个部署。")
    for name, body in files.items():
        target = _inside(folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    click.echo(f"已导出 {len(files)} 个文件到 {folder}")


def files_of(folder: Path) -> dict[str, bytes]:
    """{name relative to the folder: content} of all that can be deployed."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in KINDS)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _inside(folder: Path, name: str) -> Path:
    """A name from the database never leads out of the folder."""
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise click.ClickException(f"文件名不安全，没有导出：{name}")
    return target


def _tenant(office: Office) -> UUID:
    if office.tenant is None:
        raise click.ClickException("还没有数据。先运行 yuanban init。")
    return office.tenant.id


def _instant(text: str | None) -> datetime | None:
    from workflows.clock import SHANGHAI

    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(
            "请写 2026-01-01 这样的日期。", param_hint="--effective"
        ) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)


def _bring(office: Office, folder: Path, title: str, process: str | None) -> None:
    """A draft of the files: somebody else publishes it."""
    from engine.errors import Refused
    from engine.protocols import Actor
    from workflows.design.commands import BringDraft

    base = _running(office, process) if process else None
    command = BringDraft(title, files_of(folder), base_id=base)
    try:
        draft = office.execute(command, actor=Actor(_tenant(office), None, channel="cli"))
    except Refused as refused:
        raise click.ClickException(refused.message) from refused
    click.echo(f"已放入草稿 {draft}")


def _running(office: Office, process: str) -> UUID:
    """The deployment that new cases of a process take."""
    from workflows.design.reading import in_force, versions

    with office.reading() as conn:
        found = in_force(versions(conn, _tenant(office), process), office.clock.now())
    if process not in found:
        raise click.ClickException(f"没有这个流程：{process}")
    return found[process].deployment_id


def _drafted(office: Office, draft: str) -> dict[str, bytes]:
    from workflows.design.reading import bodies

    with office.reading() as conn:
        return bodies(conn, _tenant(office), _uuid(draft))


def _deployed(office: Office, wanted: str | None, process: str | None) -> dict[str, bytes]:
    """{name: content} of a deployment; empty if there is none."""
    if process:
        wanted = str(_running(office, process))
    from sqlalchemy import select

    from workflows.models import Base

    tenant = _tenant(office)
    deployment, file = (Base.metadata.tables[name] for name in ("deployment", "deployment_file"))
    newest = select(deployment.c.id).where(deployment.c.tenant == tenant)
    newest = newest.order_by(deployment.c.effective_at.desc(), deployment.c.recorded_at.desc())
    with office.reading() as conn:
        id = _uuid(wanted) if wanted else conn.scalar(newest.limit(1))
        names = select(file.c.name).where(file.c.tenant == tenant, file.c.deployment_id == id)
        found = list(conn.scalars(names.order_by(file.c.name)))
    return {name: office.engine.resource(tenant, id, name) for name in found}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise click.BadParameter("不是编号。") from error
