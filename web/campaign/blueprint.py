"""The blueprint of the campaign, and what all of its pages do alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.campaign.header import Head, PhaseHead, head
from workflows.errors import FieldRefused, InputInvalid
from workflows.files.commands import StoreFile

blueprint = Blueprint("campaign", __name__, template_folder="templates", url_prefix="/campaign")


class NoCampaign(NotFound):
    """There is no campaign yet, or no phase of it: the board says how one begins."""

    code = "no-campaign"


@blueprint.errorhandler(NoCampaign)
def _to_the_board(_error: NoCampaign) -> ResponseReturnValue:
    return redirect(url_for("campaign.board"))


def today() -> date:
    """The legal day of the office's clock."""
    day: date = current.office().clock.today()
    return day


def head_now() -> Head | None:
    """The campaign as it stands, or None before there is one."""
    return head(current.read_again(), current.identity().tenant, today())


def the_campaign() -> Head:
    """The campaign. Raises ``NoCampaign`` before there is one."""
    found = head_now()
    if found is None:
        raise NoCampaign("there is no campaign")
    return found


def the_phase(id: UUID) -> tuple[Head, PhaseHead]:
    """The campaign and one phase of it. Raises ``NotFound``."""
    found = the_campaign()
    phase = next((one for one in found.phases if one.id == id), None)
    if phase is None:
        raise NotFound("no such phase", phase=str(id))
    return found, phase


def execute(command: Any, role: str | None = None) -> Any:
    """Carry it out under the person's post of ``role``, where there are several; once per form."""
    who = current.identity()
    post = next((held.appointment for held in who.held if held.role == role), None)
    once = request.form.get("once")
    key = f"campaign:{type(command).__name__}:{once[:40]}" if once else None
    return current.office().execute(command, actor=current.actor(post), idempotency_key=key)


def taken(
    act: Callable[[], Any], shown: Callable[[dict[str, str]], str], done: str, back: str
) -> ResponseReturnValue:
    """Do what a form asks and go ``back``; where it is refused, the page again as ``shown``."""
    try:
        act()
    except FieldRefused as refused:
        if isinstance(refused, NotFound):
            raise
        return shown(said(refused)), 422
    flash(done, "success")
    return redirect(back)


def stored(name: str = "file") -> UUID | None:
    """The id of the file that came with the form, or that came with it before it was refused.

    None where none was chosen. ``FieldRefused``. What came stays at hand for the form's next try.
    """
    file = request.files.get(name)
    if file is None or not file.filename:
        before = _id(request.form.get(f"{name}_id"))
        if before is not None:
            g.kept_files = {name: (before, request.form.get(f"{name}_name", ""))}
        return before
    body, once = file.read(), request.form.get("once")
    # The same form sent twice means the same file: else it would be another command
    key = f"campaign:file:{name}:{once[:40]}:{sha256(body).hexdigest()[:32]}" if once else None
    made: UUID = current.office().execute(
        StoreFile(file.filename, body), actor=current.actor(), idempotency_key=key
    )
    g.kept_files = {name: (made, file.filename)}
    return made


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def said(refused: FieldRefused) -> dict[str, str]:
    """{field: sentence} of what was refused; what concerns the whole stands under no field."""
    if not isinstance(refused, InputInvalid):
        return {"": refused.message}
    errors: dict[str, str] = {}
    for one in refused.findings:
        key = one.field or ""
        errors[key] = f"{errors[key]} {one.sentence}" if key in errors else one.sentence
    return errors
