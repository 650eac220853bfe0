"""The form that came back, checked against the same form file that the browser showed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from flask import request

from web import current
from web.campaign.work import Work
from web.forms import PayloadRefused, check, read, worded
from web.forms.files import file_ids, not_own
from web.tasks.answers import labels
from web.tasks.page import form_bytes, form_version
from web.tasks.task import Task
from workflows.clock import legal_day


@dataclass(frozen=True)
class CheckedForm:
    """What was sent, and what of it can be used."""

    form: Mapping[str, Any]
    version: str | None
    sent: Mapping[str, Any]
    values: Mapping[str, Any]
    #: {field key: sentence}
    errors: Mapping[str, str]

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """[(label, sentence)], for a list of what is missing."""
        names = labels(self.form)
        return [(names.get(key, ""), words) for key, words in self.errors.items()]


def checked_form(task: Task, work: Work | None = None) -> CheckedForm:
    """The form of the request for ``task``. ``work``: facts that it may read beside itself."""
    try:
        sent = read(request.form.get("form_data"))
    except PayloadRefused as refused:
        form, version = _form(task)
        return CheckedForm(form, version, {}, {}, {"": str(refused)})
    return checked_values(task, sent, work)


def checked_values(task: Task, sent: Mapping[str, Any], work: Work | None = None) -> CheckedForm:
    """As ``checked_form``, of values that were read already."""
    form, version = _form(task)
    facts = work.known if work else {}
    result = check(form, sent, known=facts, today=legal_day(current.office().clock.now()))
    errors = result.errors or _others_files(form, result.values)
    return CheckedForm(form, version, sent, result.values, errors)


def _form(task: Task) -> tuple[Mapping[str, Any], str | None]:
    """The form file as it is shown, and which version of it that is."""
    body = form_bytes(task, current.identity())
    form = worded(orjson.loads(body) if body else {"components": []}, task.regime)
    return form, form_version(body)


def _others_files(form: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, str]:
    who = current.identity()
    return not_own(current.read(), who.tenant, who.person, dict(file_ids(form, values)))
