"""Putting an installation together: engine with the field's policy, participants and handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import workflows.models  # noqa: F401  all tables are known before the engine looks at them
from workflows.clock import OfficeClock
from workflows.settings import Settings

if TYPE_CHECKING:
    from workflows.office import Office


def assemble(settings: Settings) -> Office:
    """An office on its database, tables up to date."""
    from engine.runtime import Engine
    from workflows.handling.participant import HandlingParticipant
    from workflows.handling.policy import HandlingPolicy
    from workflows.office import Office

    settings.data_folder.mkdir(parents=True, exist_ok=True)
    clock = OfficeClock()
    engine = Engine(
        settings.url,
        clock=clock,
        policy=HandlingPolicy(),
        participants=(HandlingParticipant(),),
    )
    engine.migrate()
    return Office(engine, clock, settings)
