"""Pages of the administration: look, enter, end, import."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.access import RIGHTS
from web.access import listing as rights_listing
from web.admin import grants, lists
from web.admin.calendar_year import year_of
from web.admin.fields import read
from web.admin.subjects import SUBJECTS, Subject
from web.i18n import _
from web.tasks.timeline import ACTS
from workflows.calendar.commands import ImportCalendar
from workflows.clock import legal_day
from workflows.errors import FieldRefused, Finding, InputInvalid
from workflows.people.commands import (
    EndAppointment,
    ImportOrganization,
    RetireCode,
    SetPassword,
)
from workflows.people.models import CodeEntry, Person
from workflows.people.rules import password_findings

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("admin", __name__, template_folder="templates", url_prefix="/admin")

_SEARCH = re.compile(r"\s+")


@blueprint.get("")
def index() -> str:
    """All subjects with their numbers; on an empty house, where to begin."""
    numbers = lists.counts(current.read(), current.identity().tenant)
    return render_template("admin/index.html", subjects=SUBJECTS, numbers=numbers)


@blueprint.get("/<subject>")
def show(subject: str) -> str:
    """A list, searched by ``q``, continued after ``after``."""
    about = _subject(subject)
    search = _SEARCH.sub(" ", request.args.get("q", "")).strip()[:60]
    page = lists.page(
        current.read(), current.identity().tenant, subject, search, _id(request.args.get("after"))
    )
    return render_template(
        "admin/list.html",
        subject=about,
        subjects=SUBJECTS,
        page=page,
        search=search,
        today=_today(),
    )


@blueprint.route("/<subject>/new", methods=["GET", "POST"])
def new(subject: str) -> ResponseReturnValue:
    """Enter one. What is wrong is named field by field, and nothing typed is lost."""
    about = _subject(subject)
    if request.method == "GET":
        return _form(about, {}, {})
    values, errors = read(about.fields, request.form)
    errors = errors or _enter(about, values)
    if errors:
        return _form(about, request.form, errors), 422
    flash(_("已添加。"), "success")
    return redirect(
        url_for("admin.new" if "again" in request.form else "admin.show", subject=subject)
    )


@blueprint.post("/appointments/<uuid:appointment>/end")
def end_appointment(appointment: UUID) -> ResponseReturnValue:
    """Make a day the last one of an appointment."""
    ends_on = _day(request.form.get("ends_on"))
    if ends_on is None:
        flash(_("请填任期的止日。"), "warning")
    else:
        reason = request.form.get("reason", "").strip() or _("任期结束")
        _do(EndAppointment(appointment, ends_on, reason))
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
    _do(RetireCode(row.list, row.code))
    return redirect(url_for("admin.show", subject="codes"))


@blueprint.get("/grants/<uuid:grant>")
def grant(grant: UUID) -> str:
    """One grant: its paper, its term, and what was done under it."""
    conn, tenant = current.read(), current.identity().tenant
    row = grants.grant_of(conn, tenant, grant)
    if row is None:
        raise NotFound("no such grant")
    return render_template(
        "admin/grant.html", grant=row, acts=grants.acts_under(conn, tenant, grant), words=ACTS,
        statuses=lists.STATUSES, today=_today(),
    )  # fmt: skip


@blueprint.post("/grants/<uuid:grant>/<verb>")
def change_grant(grant: UUID, verb: str) -> ResponseReturnValue:
    """Announce, suspend, resume or recall."""
    try:
        command = grants.change(verb, grant, request.form)
    except KeyError:
        abort(404)
    except ValueError as error:
        flash(str(error), "warning")
    else:
        _do(command)
    return redirect(url_for("admin.grant", grant=grant))


@blueprint.route("/import", methods=["GET", "POST"])
def import_workbook() -> ResponseReturnValue:
    """Take a workbook, whole or not at all; everything that is wrong stands in one table."""
    if request.method == "GET":
        return render_template("admin/import.html", subjects=SUBJECTS, findings=[])
    file = request.files.get("workbook")
    body = file.read() if file else b""
    if not body:
        flash(_("请选择一个 Excel 文件。"), "warning")
        return redirect(url_for("admin.import_workbook"))
    try:
        current.office().execute(ImportOrganization(body), actor=current.actor())
    except InputInvalid as refused:
        page = render_template("admin/import.html", subjects=SUBJECTS, findings=refused.findings)
        return page, 422
    flash(_("已全部导入。"), "success")
    return redirect(url_for("admin.index"))


@blueprint.get("/import/template.xlsx")
def template() -> ResponseReturnValue:
    """An empty workbook with headings, hints and lists to choose from."""
    from workflows.organization.template import template as empty_workbook

    return send_file(
        BytesIO(empty_workbook()), mimetype=_XLSX, as_attachment=True,
        download_name="园办_机构人员授权.xlsx",
    )  # fmt: skip


@blueprint.route("/calendar", methods=["GET", "POST"])
def calendar() -> ResponseReturnValue:
    """A year of the working-day calendar, and the import of one."""
    findings: list[Any] = []
    if request.method == "POST":
        findings = _import_calendar()
        if not findings:
            flash(_("已导入。期限按新的日历计算。"), "success")
            return redirect(url_for("admin.calendar", year=request.form.get("year")))
    year = _year(request.values.get("year")) or _today().year
    months = year_of(current.office().calendar(current.read_again()), year)
    page = render_template(
        "admin/calendar.html", subjects=SUBJECTS, year=year, months=months, findings=findings
    )
    return page, 422 if findings else 200


@blueprint.get("/rights")
def rights() -> str:
    """Every page of the product and who may open it."""
    words = {endpoint: right.words for endpoint, right in RIGHTS.items()}
    return render_template(
        "admin/rights.html", subjects=SUBJECTS, routes=rights_listing(current_app), words=words
    )


def _import_calendar() -> list[Any]:
    """All that is wrong with the file; nothing where it was taken."""
    file, year = request.files.get("csv"), _year(request.form.get("year"))
    source = request.form.get("source", "").strip()[:200]
    if not file or year is None or not source:
        return [Finding(_("请选择文件，填写年份和通知名称。"))]
    try:
        command = ImportCalendar(file.read(), year, source)
        current.office().execute(command, actor=current.actor())
    except InputInvalid as refused:
        return refused.findings
    return []


def _enter(about: Subject, values: dict[str, Any]) -> dict[str, str]:
    """Carry out the command; gives {field: sentence} of what the field refuses."""
    secret = values.pop("password", None)
    if secret:
        found = list(password_findings(secret, values.get("login") or ""))
        if found:
            return {"password": found[0].sentence}
    office, actor = current.office(), current.actor()
    key = request.form.get("once") or str(uuid4())
    try:
        made = office.execute(about.command(**_filled(values)), actor=actor, idempotency_key=key)
    except InputInvalid as refused:
        return {one.field or "": one.sentence for one in refused.findings}
    except FieldRefused as refused:
        return {"": refused.message}
    if secret:
        office.execute(SetPassword(made, secret), actor=actor)
    return {}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what was left out: the command's own defaults hold."""
    return {name: value for name, value in values.items() if value is not None}


def _form(about: Subject, values: Any, errors: dict[str, str]) -> str:
    conn, tenant = current.read_again(), current.identity().tenant
    offered = {field.name: field.choices(conn, tenant) for field in about.fields if field.choices}
    return render_template(
        "admin/form.html",
        subject=about,
        subjects=SUBJECTS,
        values=values,
        errors=errors,
        offered=offered,
        once=request.form.get("once") or str(uuid4()),
    )


def _do(command: Any) -> None:
    """Carry out; a refusal is said on top of the list."""
    try:
        current.office().execute(command, actor=current.actor())
    except FieldRefused as refused:
        flash(refused.message, "warning")
    else:
        flash(_("已办好。"), "success")


def _subject(name: str) -> Subject:
    return SUBJECTS.get(name) or abort(404)


def _today() -> date:
    return legal_day(current.office().clock.now())


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and 2000 <= int(text) <= 2100 else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
