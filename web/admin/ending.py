"""Ending what was entered: appointments, codes; closing and opening again; passwords."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.admin import lists, schemas
from web.admin.blueprint import blueprint, carry_out, take
from web.admin.subjects import SUBJECTS
from web.i18n import _
from web.schemas import read
from workflows.errors import InputInvalid
from workflows.people.commands import RetireCode
from workflows.people.models import CodeEntry, Person


@blueprint.post("/appointments/<uuid:appointment>/end")
def end_appointment(appointment: UUID) -> ResponseReturnValue:
    """Make a day the last one of an appointment."""
    take(schemas.End(appointment))
    return redirect(url_for("admin.show", subject="appointments"))


@blueprint.route("/people/<uuid:person>/password", methods=["GET", "POST"])
def password(person: UUID) -> ResponseReturnValue:
    """Set the password of a person who forgot it. The person's sessions end with it."""
    row = lists.one(current.read(), Person, current.identity().tenant, person)
    if row is None:
        raise NotFound("no such person")
    words = ""
    if request.method == "POST":
        try:
            command = read(schemas.Password(person), request.form)
            current.office().execute(command, actor=current.actor())
        except InputInvalid as refused:
            words = refused.findings[0].sentence
        else:
            flash(_("密码已设置，原来的登录已失效。"), "success")
            return redirect(url_for("admin.show", subject="people"))
    return render_template("admin/password.html", person=row, words=words), 422 if words else 200


@blueprint.post("/codes/<uuid:code>/retire")
def retire_code(code: UUID) -> ResponseReturnValue:
    """Offer an entry of a code list no more."""
    row = lists.one(current.read(), CodeEntry, current.identity().tenant, code)
    if row is None:
        raise NotFound("no such code")
    carry_out(RetireCode(row.list, row.code))
    return redirect(url_for("admin.show", subject="codes"))


@blueprint.post("/<subject>/<uuid:id>/active")
def set_active(subject: str, id: UUID) -> ResponseReturnValue:
    """Put an entry out of use, or take it back. Nothing is deleted."""
    about = SUBJECTS.get(subject)
    if about is None or not about.closes:
        abort(404)
    take(schemas.Activity(about.closes, id))
    return redirect(url_for("admin.show", subject=subject))
