"""The blueprint of the administration, and what all of its pages do alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, request

from web import current
from web.i18n import _
from web.schemas import Input, read
from workflows.clock import legal_day
from workflows.errors import FieldRefused, InputInvalid

blueprint = Blueprint("admin", __name__, template_folder="templates", url_prefix="/admin")


def carry_out(command: Any) -> None:
    """Carry out; a refusal is said on top of the list."""
    try:
        current.office().execute(command, actor=current.actor())
    except FieldRefused as refused:
        flash(refused.message, "warning")
    else:
        flash(_("已办好。"), "success")


def take(schema: Input) -> None:
    """Carry out what the form says; what is missing is said on top of the list."""
    try:
        command = read(schema, request.form)
    except InputInvalid as refused:
        flash("".join(one.sentence for one in refused.findings), "warning")
    else:
        carry_out(command)


def today() -> date:
    """The legal day of the office's clock."""
    return legal_day(current.office().clock.now())
