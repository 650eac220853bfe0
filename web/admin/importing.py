"""Files that are taken whole or not at all: the workbook of the house, a year of the calendar."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from web import current
from web.admin import schemas
from web.admin.blueprint import blueprint, today
from web.admin.calendar_year import year_of
from web.admin.subjects import SUBJECTS
from web.i18n import _
from web.schemas import read
from workflows.errors import InputInvalid
from workflows.files.media import XLSX


@blueprint.route("/import", methods=["GET", "POST"])
def import_workbook() -> ResponseReturnValue:
    """Take a workbook, whole or not at all; everything that is wrong stands in one table."""
    if request.method == "GET":
        return render_template("admin/import.html", subjects=SUBJECTS, findings=[])
    try:
        command = read(schemas.Workbook(), {"workbook": _sent("workbook")})
    except InputInvalid as refused:
        flash(refused.findings[0].sentence, "warning")
        return redirect(url_for("admin.import_workbook"))
    try:
        current.office().execute(command, actor=current.actor())
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
        BytesIO(empty_workbook()), mimetype=XLSX, as_attachment=True,
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
    year = _year()
    months = year_of(current.office().calendar(current.read_again()), year)
    page = render_template(
        "admin/calendar.html", subjects=SUBJECTS, year=year, months=months, findings=findings
    )
    return page, 422 if findings else 200


def _import_calendar() -> list[Any]:
    """All that is wrong with the file; nothing where it was taken."""
    sent = {**request.form, "csv": _sent("csv")}
    try:
        command = read(schemas.Calendar(), sent)
    except InputInvalid as refused:
        return [one.sentence for one in refused.findings]
    try:
        current.office().execute(command, actor=current.actor())
    except InputInvalid as refused:
        return refused.findings
    return []


def _sent(name: str) -> bytes:
    file = request.files.get(name)
    return file.read() if file else b""


def _year() -> int:
    """The year that is asked for, else this one."""
    try:
        return int(read(schemas.Year(), request.values)["year"])
    except InputInvalid:
        return today().year
