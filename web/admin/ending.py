"""Ending what was entered: appointments, codes; closing and opening again; passwords."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.admin import lists
from web.admin.blueprint import blueprint, carry_out
from web.admin.subjects import SUBJECTS
from web.i18n import _
from workflows.errors import InputInvalid
from workflows.people.commands import EndAppointment, RetireCode, SetActive, SetPassword
from workflows.people.models import CodeEntry, Person


@blueprint.post("/appointments/<uuid:appointment>/end")
def end_appointment(appointment: UUID) -> ResponseReturnValue:
    """Make a day the last one of an appointment."""
    ends_on = _day(request.form.get("ends_on"))
    if ends_on is None:
        flash(_("请填任期的止日。"), "warning")
    else:
        reason = request.form.get("reason", "").strip() or _("任期结束")
        carry_out(EndAppointment(appointment, ends_on, reason))
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
            current.office().execute(
                SetPassword(person, request.form.get("password", "")), actor=current.actor()
            )
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
    reason = request.form.get("reason", "").strip()[:200]
    if not reason:
        flash(_("请写明原因。"), "warning")
    else:
        active = request.form.get("active") == "1"
        carry_out(SetActive(about.closes, id, active, reason))
    return redirect(url_for("admin.show", subject=subject))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
