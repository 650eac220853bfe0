"""Putting an installation together: engine with the field's policy, participants and handlers."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from workflows.clock import OfficeClock
from workflows.settings import Settings

if TYPE_CHECKING:
    from workflows.office import Office


class _WhenAsked:
    """Stands for an object and makes it when it is first asked: most starts only show pages."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    @cached_property
    def _made(self) -> Any:
        return getattr(import_module(self._module), self._name)()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)


def assemble(settings: Settings) -> Office:
    """An office on its database, tables up to date."""
    from engine.runtime import Engine
    from workflows.office import Office

    settings.data_folder.mkdir(parents=True, exist_ok=True)
    clock = OfficeClock()
    engine = Engine(
        settings.url,
        clock=clock,
        policy=_WhenAsked("workflows.policy", "FieldPolicy"),
        participants=(
            _WhenAsked("workflows.handling.participant", "HandlingParticipant"),
            _WhenAsked("workflows.campaign.participant", "CampaignParticipant"),
        ),
        key_folder=settings.data_folder,
    )
    engine.migrate()
    return Office(engine, clock, settings)
