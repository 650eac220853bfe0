"""Entering one, and changing it: the same form, the same words for what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.admin import lists
from web.admin.blueprint import blueprint
from web.admin.fields import Field
from web.admin.schemas import form
from web.admin.subjects import SUBJECTS, Subject
from web.i18n import _
from web.schemas import read
from workflows.errors import FieldRefused, InputInvalid, refuse_if
from workflows.people.commands import SetPassword
from workflows.people.models import Body, Person
from workflows.people.rules import password_findings

_TABLES: dict[str, type[Body | Person]] = {"bodies": Body, "people": Person}


@blueprint.route("/<subject>/new", methods=["GET", "POST"])
def new(subject: str) -> ResponseReturnValue:
    """Enter one. What is wrong is named field by field, and nothing typed is lost."""
    about = SUBJECTS.get(subject) or abort(404)
    if request.method == "GET":
        return _form(about, about.fields, {}, {})
    errors = _refused(lambda: _enter(about, read(form(about.fields)(), request.form)))
    if errors:
        return _form(about, about.fields, request.form, errors), 422
    flash(_("已添加。"), "success")
    next_page = "admin.new" if "again" in request.form else "admin.show"
    return redirect(url_for(next_page, subject=subject))


@blueprint.route("/<subject>/<uuid:id>/change", methods=["GET", "POST"])
def change(subject: str, id: UUID) -> ResponseReturnValue:
    """Correct an entry. Its code or sign-in name stays."""
    about = SUBJECTS.get(subject)
    if about is None or about.change is None:
        abort(404)
    row = lists.one(current.read(), _TABLES[subject], current.identity().tenant, id)
    if row is None:
        raise NotFound("no such entry")
    fields = tuple(field for field in about.fields if field.name not in about.fixed)
    if request.method == "GET":
        known = {field.name: _as_text(getattr(row, field.name)) for field in fields}
        return _form(about, fields, known, {}, changing=row.name)
    schema = form(fields)(id, makes=about.change)
    errors = _refused(lambda: _execute(read(schema, request.form)))
    if errors:
        return _form(about, fields, request.form, errors, changing=row.name), 422
    flash(_("已更改。"), "success")
    return redirect(url_for("admin.show", subject=subject))


def _enter(about: Subject, values: dict[str, Any]) -> None:
    """Carry out the command. What was left out is left to its own defaults."""
    secret = values.pop("password", None)
    if secret:
        refuse_if(list(password_findings(secret, values["login"])))
    made = _execute(about.command(**values), once=request.form.get("once"))
    if secret:
        _execute(SetPassword(made, secret))


def _execute(command: Any, once: str | None = None) -> Any:
    key = once or str(uuid4())
    return current.office().execute(command, actor=current.actor(), idempotency_key=key)


def _refused(act: Callable[[], Any]) -> dict[str, str]:
    """What of it is wrong: {field: sentence}; under no field what concerns the whole."""
    try:
        act()
    except InputInvalid as refused:
        return {one.field or "": one.sentence for one in refused.findings}
    except FieldRefused as refused:
        return {"": refused.message}
    return {}


def _form(
    about: Subject,
    fields: tuple[Field, ...],
    values: Any,
    errors: dict[str, str],
    changing: str | None = None,
) -> str:
    conn, tenant = current.read_again(), current.identity().tenant
    return render_template(
        "admin/form.html",
        subject=about,
        subjects=SUBJECTS,
        fields=fields,
        values=values,
        errors=errors,
        offered={field.name: field.choices(conn, tenant) for field in fields if field.choices},
        changing=changing,
        once=request.form.get("once") or str(uuid4()),
    )


def _as_text(value: object) -> str:
    return "" if value is None else str(value)
