"""init and demo: from an empty folder to a house that people can sign in to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from web.commands import house

if TYPE_CHECKING:
    from workflows.office import Office
    from workflows.settings import Settings
    from workflows.tenants.reading import TenantFacts

#: Made here, then moved: a demo that was killed half-way is never taken for a whole one
_WORKSHOP = ".demo-in-the-making"


@click.command()
@click.option("--city", prompt="城市名称", help="Name of the tenant, e.g. 德阳市.")
@click.option("--area", prompt="行政区划代码（12位）", help="12 digits, GB/T 2260.")
@click.option("--name", prompt="管理员姓名", help="Name of the first administrator.")
@click.option("--login", prompt="管理员用户名", help="Sign-in name of the first administrator.")
@click.password_option("--password", prompt="管理员密码", confirmation_prompt="再输入一次")
def init(city: str, area: str, name: str, login: str, password: str) -> None:
    """Make the tenant and its first administrator, in real time.

    An init that was killed half-way is finished: the administrator is there, the rest follows.
    """
    from engine.errors import Refused
    from engine.protocols import Actor
    from workflows.tenants.commands import InitTenant

    with house.opened() as office:
        if office.tenant is not None:
            _finish(office, office.tenant)
            return
        tenant = office.engine.ids.new()
        command = InitTenant(city, area, name, login, password)
        try:
            office.execute(command, actor=Actor.system(tenant))
        except Refused as refused:
            raise click.ClickException(refused.message) from refused
        _starter_set(office, tenant)
    click.echo(f"已建立{city}和管理员 {login}。现在运行：yuanban run")


@click.command()
@click.option("--again", is_flag=True, help="Throw away the demo that is here and make it anew.")
@click.option(
    "--campaign",
    type=click.IntRange(0, 3),
    default=None,
    help="Instead the city of 2023-04-01, with so many years of its campaign played.",
)
def demo(again: bool, campaign: int | None) -> None:
    """Make the demo in the data folder, if it is empty."""
    settings = house.settings()
    if settings.production:
        raise click.ClickException("生产环境（YUANBAN_ENV=production）不做演示数据。")
    if again:
        _throw_away_demo(settings)
    if make_demo_if_empty(settings, campaign):
        click.echo("演示数据已备好，运行 yuanban run 打开。")
    else:
        click.echo("数据目录里已经有数据，没有改动。")


def make_demo_if_empty(settings: Settings, campaign: int | None = None) -> bool:
    """Make the demo where there is no database yet. Returns whether it was made.

    ``campaign``: the city of 2023 instead, with so many years of its campaign.
    """
    if settings.database_url is not None:
        return _make_demo_in(settings, campaign)
    if _database(settings.data_folder).exists():
        return False
    workshop = settings.data_folder / _WORKSHOP
    shutil.rmtree(workshop, ignore_errors=True)
    _make_demo_in(replace(settings, data_folder=workshop), campaign)
    _move_in(workshop, settings.data_folder)
    return True


def _make_demo_in(settings: Settings, campaign: int | None) -> bool:
    from workflows.demo import build
    from workflows.demo.campaign.city import build_city

    with house.opened(settings) as office:
        if office.tenant is not None:
            return False
        click.echo("正在准备演示数据（第一次打开需要一会儿）…", err=True)
        if campaign is None:
            build(office)
        else:
            for year in build_city(office, campaign)[1]:
                click.echo(str(year))
    return True


def _move_in(workshop: Path, folder: Path) -> None:
    """Files first, the database last: it is the mark that all is there."""
    database = _database(workshop)
    for part in sorted(workshop.iterdir(), key=lambda path: path == database):
        target = folder / part.name
        if target.is_dir():
            shutil.rmtree(target)
        part.replace(target)
    workshop.rmdir()


def _database(folder: Path) -> Path:
    return folder / "yuanban.db"


def _throw_away_demo(settings: Settings) -> None:
    if settings.database_url is not None:
        raise click.ClickException("只能重做 SQLite 里的演示数据。")
    if not _database(settings.data_folder).exists():
        return
    with house.opened(settings) as office:
        if office.tenant is not None and not office.tenant.is_demo:
            raise click.ClickException("这里是真实数据，不会删除。")
    for name in ("yuanban.db", "yuanban.db-wal", "yuanban.db-shm"):
        (settings.data_folder / name).unlink(missing_ok=True)
    shutil.rmtree(settings.files_folder, ignore_errors=True)


def _finish(office: Office, tenant: TenantFacts) -> None:
    """Bring in what an earlier init was killed before. Raises where nothing is left to do."""
    from workflows import starter

    with office.reading() as connection:
        if starter.is_installed(connection, tenant.id):
            raise click.ClickException(f"这里已经有数据：{tenant.name}。")
    _starter_set(office, tenant.id)
    click.echo(f"{tenant.name}上次没有建完，已补齐。管理员和密码是上次填的。现在运行：yuanban run")


def _starter_set(office: Office, tenant: UUID) -> None:
    """Calendar, catalogue and diagrams that the product brings along."""
    from workflows.starter import install

    install(office, tenant)
