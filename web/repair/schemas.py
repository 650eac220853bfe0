"""What the pages of repair send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from marshmallow import fields

from engine.commands import MigrateCase, ModifyCase
from web.schemas import Flag, Input, Several, Text

_WHY = {"sentence": "请写明理由，理由记入办件记录。"}


@dataclass(frozen=True)
class Many:
    """Several incidents, and why they are tried again."""

    incidents: tuple[UUID, ...]
    reason: str


class RetryMany(Input):
    makes = Many

    incidents = Several(
        fields.UUID(),
        required=True,
        data_key="incident",
        metadata={"sentence": "请至少选一条异常。"},
    )
    reason = Text(required=True, most=500, metadata=_WHY)


@dataclass(frozen=True)
class Wanted:
    """Cases that are to go on with another version."""

    deployment: UUID
    cases: tuple[UUID, ...]
    reason: str
    mapping: Mapping[str, str]
    #: Only say what stands against it
    is_trial: bool
    #: How many were migrated before this round, of one press of the button
    done: int

    def commands(self) -> list[MigrateCase]:
        return [MigrateCase(one, self.reason, self.deployment, self.mapping) for one in self.cases]


def _wanted(
    deployment: UUID, cases: tuple[UUID, ...], reason: str, renamed: str, trial: bool, done: int
) -> Wanted:
    pairs = (line.partition("=") for line in renamed.splitlines() if "=" in line)
    mapping = {old.strip(): new.strip() for old, _mark, new in pairs}
    return Wanted(deployment, cases, reason, mapping, trial, done)


class Migrate(Input):
    makes = staticmethod(_wanted)

    deployment = fields.UUID(
        required=True, data_key="to", metadata={"sentence": "请选择要迁移到的版本。"}
    )
    cases = Several(
        fields.UUID(), required=True, data_key="case", metadata={"sentence": "请至少选一件。"}
    )
    reason = Text(required=True, most=500, metadata=_WHY)
    renamed = Text(most=4000, load_default="")
    trial = Flag(load_default=False)
    done = fields.Integer(load_default=0)


@dataclass(frozen=True)
class Change:
    """Another place for a running case."""

    cancel: tuple[str, ...]
    activate: tuple[str, ...]
    reason: str
    is_trial: bool

    def command(self, case: UUID) -> ModifyCase:
        return ModifyCase(case, self.reason, self.cancel, self.activate)


def _change(reason: str, cancel: tuple[str, ...], activate: tuple[str, ...], trial: bool) -> Change:
    return Change(cancel, activate, reason, trial)


class Modify(Input):
    makes = staticmethod(_change)

    cancel = Several(fields.String(), load_default=())
    activate = Several(fields.String(), load_default=())
    reason = Text(required=True, most=500, metadata=_WHY)
    trial = Flag(load_default=False)
