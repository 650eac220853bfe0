"""Putting an installation together: engine with the field's policy, participants and handlers."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from workflows.clock import OfficeClock
from workflows.settings import Settings

if TYPE_CHECKING:
    from engine.jobs.keeping import Keeping
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


def handlers(settings: Settings) -> dict[str, Any]:
    """Jobs that this installation does: mail and webhooks, where it is told how."""
    found: dict[str, Any] = {}
    if settings.mail_host:
        from engine.jobs.mail import TYPE, MailServer

        found[TYPE] = MailServer(
            settings.mail_host,
            settings.mail_sender,
            settings.mail_port,
            settings.mail_user,
            settings.mail_password,
            settings.mail_security,
        )
    allowed = tuple(one.strip() for one in settings.webhook_allowed.split(",") if one.strip())
    if allowed:
        from engine.jobs.webhook import TYPE as WEBHOOK
        from engine.jobs.webhook import Webhook

        found[WEBHOOK] = Webhook(allowed, settings.webhook_secret)
    return found


def keeping(settings: Settings) -> Keeping:
    """When finished cases are put away, and personal bodies erased."""
    from engine.jobs.keeping import Keeping

    archive, erase = settings.archive_after_days, settings.erase_personal_after_days
    return Keeping(
        timedelta(days=archive) if archive else None,
        {"personal": timedelta(days=erase)} if erase else {},
    )


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
        handlers=handlers(settings),
        keeping=keeping(settings),
    )
    engine.migrate()
    return Office(engine, clock, settings)
