"""run, serve and worker: the page, the worker, or both in one process."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import click

from engine.settling import settle
from web.commands import house

if TYPE_CHECKING:
    from workflows.office import Office
    from workflows.settings import Settings

#: Enough for a center: pages wait for the database, not for the processor
_THREADS = 8


@click.command()
@click.option("--no-demo", is_flag=True, help="Open an empty folder without making the demo.")
def run(no_demo: bool) -> None:
    """Open the page and do what falls due, in one process.

    On an empty folder the demo is made first, unless this is a production setting.
    """
    settings = house.settings()
    if not no_demo and not settings.production:
        from web.commands.setting_up import make_demo_if_empty

        make_demo_if_empty(settings)
    with house.opened(settings) as office:
        _refuse_demo_in_production(office)
        _offer_newer(office)
        office.engine.start_worker()
        _serve(office, settings)


@click.command()
def serve() -> None:
    """Open the page only; a worker elsewhere does what falls due."""
    settings = house.settings()
    with house.opened(settings) as office:
        _refuse_demo_in_production(office)
        _offer_newer(office)
        if office.engine.is_distributed:
            office.engine.connect_rings()
        _serve(office, settings)


@click.command()
@click.option("--status", is_flag=True, help="Say how much waits, and for how long.")
def worker(status: bool) -> None:
    """Do what falls due, without pages, until told to stop.

    On PostgreSQL any number of workers share the work.
    """
    from web.operations import logs

    with house.opened() as office:
        if status:
            _tell_status(office)
            return
        logs.install()
        settle()
        if office.engine.is_distributed:
            click.echo("园办的后台已启动（PostgreSQL，可多个同时工作），Ctrl-C 停止。")
            office.engine.connect_rings().work()
            return
        office.engine.start_worker()
        click.echo("园办的后台已启动，Ctrl-C 停止。")
        stopped = threading.Event()
        _on_stop(lambda *_: stopped.set())
        stopped.wait()


def _tell_status(office: Office) -> None:
    if not office.engine.is_distributed:
        raise click.ClickException("SQLite 由同一进程内的后台办理，没有队列可看。")
    found = office.engine.connect_rings().status()
    click.echo(f"到期未办 {found.late} 条，最久 {found.lag_s:.0f} 秒；未到期 {found.later} 条。")
    click.echo(f"铃声：等待 {found.rings}，处理中 {found.ringing}；放弃 {found.dead} 条，见异常。")


def _serve(office: Office, settings: Settings) -> None:
    from waitress import create_server

    from web import create_app
    from web.commands.stopping import Stoppable
    from web.operations import logs

    secure = settings.production and not settings.plain_http
    key = house.secret_key(settings.data_folder)
    app = create_app(office, {"SECRET_KEY": key, "SESSION_COOKIE_SECURE": secure})
    try:
        server = create_server(
            app, host=settings.host, port=settings.port, threads=_THREADS, ident=None
        )
    except OSError as error:
        raise click.ClickException(
            f"端口 {settings.port} 打不开（{error.strerror}）。换一个：YUANBAN_PORT=8001"
        ) from error
    logs.install()
    stoppable = Stoppable(server)
    if secure:
        click.echo("会话只经 HTTPS 传送；前面没有 HTTPS 时设 YUANBAN_PLAIN_HTTP=1。")
    click.echo(f"园办已打开：{_address(server, settings)}  （Ctrl-C 停止）")
    sys.stdout.flush()
    settle()
    stoppable.run()
    click.echo("园办已停止：进行中的请求都已答复。")


def _address(server: Any, settings: Settings) -> str:
    return f"http://{settings.host}:{server.effective_port}/"


def _on_stop(handler: Any) -> None:
    for sort in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sort, handler)


def _offer_newer(office: Office) -> None:
    """A newer product brings its changed diagrams as drafts; what runs stays as it is."""
    from workflows.starter import offer_newer

    if office.tenant is not None and offer_newer(office, office.tenant.id):
        click.echo("产品带来了新的流程文件，已放入流程设计的草稿，由设计员核对后送审。", err=True)


def _refuse_demo_in_production(office: Office) -> None:
    tenant = office.tenant
    if tenant is not None and tenant.is_demo and office.settings.production:
        raise click.ClickException(
            "这是演示数据，生产环境（YUANBAN_ENV=production）不打开。请换一个数据目录：YUANBAN_DATA"
        )
    if tenant is None:
        click.echo("还没有数据。先建立城市和第一位管理员：yuanban init", err=True)
