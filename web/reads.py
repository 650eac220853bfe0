"""Reads of personal data are on the record before anything is shown (rule of the house S14)."""

from __future__ import annotations

from uuid import UUID

from web import current
from web.reach import post_over
from workflows.handling.commands import NoteReading
from workflows.handling.reads import is_noted
from workflows.people.roles import HANDLERS, WATCHERS


def note(application: UUID, what: str, park_code: str, department_code: str) -> None:
    """Record that a post handling or watching the case reads; the applicant's own side is not.

    ``what``: facts or material. Ends the request's snapshot where something is written.
    """
    who = current.identity()
    post = post_over(who, HANDLERS, park_code, department_code) or post_over(
        who, WATCHERS, park_code, department_code
    )
    today = current.office().clock.today()
    if post is None or is_noted(current.read(), who.tenant, application, who.person, what, today):
        return
    current.done_reading()
    command = NoteReading(application, what)
    current.office().execute(command, actor=current.actor(post.appointment))
