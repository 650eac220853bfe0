"""``Office``: the field with its engine, clock, files and calendar; the one write path.

A command of the engine goes to ``engine.execute``; a command of the field runs as one operation
in one transaction: right, verb, event, idempotency (design §3).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.commands import Command
from engine.protocols import Actor, Tx
from engine.store.database import is_conflict
from workflows import operations
from workflows.clock import OfficeClock
from workflows.errors import FieldRefused, NotNow
from workflows.files.commands import RegisterFile, StoreFile
from workflows.files.intake import take_in
from workflows.files.reading import file_row
from workflows.files.store import FileStore
from workflows.operations import Operation
from workflows.people.rights import check_right
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant, MakeTenant, MoveClock
from workflows.tenants.reading import TenantFacts, tenants

if TYPE_CHECKING:
    from workflows.authority import Authority
    from workflows.calendar import WorkCalendar

_ENGINE_COMMANDS = get_args(Command)
#: How often a command that lost a race is carried out
_ATTEMPTS = 4


class CommandUnknown(FieldRefused):
    """Neither the engine nor the field knows this command. Deny by default."""

    code = "command-unknown"


class Office:
    """One installation. Threads share it."""

    def __init__(self, engine: Any, clock: OfficeClock, settings: Settings) -> None:
        self.engine, self.clock, self.settings = engine, clock, settings
        self.files = FileStore(settings.files_folder)
        self._tenant: TenantFacts | None = None

    @staticmethod
    def open(settings: Settings) -> Office:
        """The installation of these settings, its tables brought up to date, its clock set."""
        from workflows.assembly import assemble

        office = assemble(settings)
        office.refresh()
        return office

    @property
    def authority(self) -> type[Authority]:
        """Who may do what, asked of the grants."""
        from workflows.authority import Authority

        return Authority

    @property
    def tenant(self) -> TenantFacts | None:
        """The tenant of this installation; None before ``InitTenant``."""
        return self._tenant

    def execute(self, command: Any, *, actor: Actor, idempotency_key: str | None = None) -> Any:
        """Carry out a command of the engine or of the field. Gives what its verb gives.

        Raises a ``Refused`` with code and sentence; then nothing was changed.
        """
        if isinstance(command, _ENGINE_COMMANDS):
            return self.engine.execute(command, actor=actor, idempotency_key=idempotency_key)
        if isinstance(command, InitTenant):
            return self._init_tenant(command, actor)
        if isinstance(command, RegisterFile):
            # Size, type and content are what the file is, never what somebody says it is
            raise CommandUnknown("文件只能通过上传登记。")
        if isinstance(command, StoreFile):
            command = self._take_in(command, actor)
        result = self._run(command, actor, idempotency_key)
        if isinstance(command, MoveClock):
            self.refresh()
        if isinstance(command, MoveClock) or _operation(command).runs_engine:
            self.engine.ring()
        return result

    def rehearse(self, command: Command, *, actor: Actor) -> None:
        """Ask beforehand: raise what carrying out this engine command would raise; keep nothing."""
        self.engine.rehearse(command, actor=actor)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and writes nothing."""
        with self.engine.reading() as connection:
            yield connection

    def calendar(self, where: Tx | Connection, tenant: UUID | None = None) -> WorkCalendar:
        """The working-day calendar of the transaction's tenant, or of this installation's."""
        from workflows.calendar import WorkCalendar

        if not isinstance(where, Connection):
            return WorkCalendar.of(where.connection, where.tenant)
        wanted = tenant or (self._tenant.id if self._tenant else None)
        return WorkCalendar.official() if wanted is None else WorkCalendar.of(where, wanted)

    def read_file(self, conn: Connection, tenant: UUID, file_id: UUID) -> tuple[Any, bytes]:
        """(row, content) of a file. The caller has asked whether the reader may see it."""
        row = file_row(conn, tenant, file_id)
        return row, self.files.get(row.digest)

    def refresh(self) -> None:
        """Read the tenant and its clock again, as they stand in the database."""
        with self.reading() as connection:
            self._tenant = next(iter(tenants(connection)), None)
        offset = self._tenant.clock_offset if self._tenant else timedelta(0)
        self.clock.shift(offset)

    def _run(self, command: Any, actor: Actor, key: str | None) -> Any:
        """Carry it out; a lost race is run again, and then sees what the winner has written."""
        operation = _operation(command)
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._carry_out(operation, command, actor, key)
            except DBAPIError as lost:
                if not isinstance(lost, IntegrityError) and not is_conflict(lost):
                    raise
        return self._carry_out(operation, command, actor, key)

    def _carry_out(self, operation: Operation, command: Any, actor: Actor, key: str | None) -> Any:
        with self.engine.transaction(actor) as tx:
            check_right(tx.connection, actor, operation, tx.now)
            verb = operation.verb
            if operation.runs_engine:
                verb = partial(verb, run=partial(self.engine.within, tx))
            if key is None:
                return verb(tx, command)
            return tx.once(key, command, lambda: verb(tx, command))

    def _take_in(self, command: StoreFile, actor: Actor) -> Any:
        """The content is written before the transaction, by those only who may store files."""
        operation = operations.find(RegisterFile("", "", 0, ""))
        assert operation is not None
        with self.reading() as connection:
            check_right(connection, actor, operation, self.clock.now())
        return take_in(self.files, command, self.settings.file_limit_bytes)

    def _init_tenant(self, command: InitTenant, actor: Actor) -> Any:
        """The clock is set first, so that nothing of the tenant is recorded before its start."""
        if command.is_demo and self.settings.production:
            raise NotNow("生产环境不能建立演示租户。", code="demo-in-production")
        if self._tenant is None and command.is_demo and command.starts_at is not None:
            self.clock.shift(command.starts_at - self.clock.now())
        seconds = round(self.clock.offset.total_seconds()) if command.is_demo else 0
        values = {
            f.name: getattr(command, f.name) for f in fields(command) if f.name != "starts_at"
        }
        try:
            return self._run(MakeTenant(**values, clock_offset_s=seconds), actor, None)
        finally:
            self.refresh()


def _made(command: InitTenant, clock_offset_s: int) -> MakeTenant:
    names = (field.name for field in fields(command) if field.name != "starts_at")
    return MakeTenant(
        **{name: getattr(command, name) for name in names}, clock_offset_s=clock_offset_s
    )


def _operation(command: Any) -> Operation:
    found = operations.find(command)
    if found is None:
        raise CommandUnknown(f"没有这个操作：{type(command).__name__}。")
    return found


__all__ = ["CommandUnknown", "Office"]
