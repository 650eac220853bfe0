"""Incidents; another version under running cases; another place in one of them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands import RetryIncident
from web import current
from web.cases.queries import case_of
from web.i18n import _
from web.monitor.filters import read_mark
from web.repair import queries
from web.repair.carrying_out import Told, told_of, words_of
from web.repair.elements import elements_of
from web.repair.pages import page_of
from web.repair.schemas import Change, Migrate, Modify, RetryMany, Wanted
from web.schemas import read
from workflows.errors import InputInvalid

blueprint = Blueprint("repair", __name__, template_folder="templates")

#: Cases that one press of the button migrates; the rest goes on with the next
ROUND = 25


@blueprint.get("/incidents")
def incidents() -> str:
    """What stands still, with the reason; one or many are tried again."""
    place = read_mark(request.args.get("after", ""))
    found = queries.incidents(current.read(), current.identity(), place)
    rows, after = page_of(found, "raised_at")
    chosen = set(request.args.getlist("incident"))
    return render_template("repair/incidents.html", rows=rows, chosen=chosen, after=after)


@blueprint.post("/incidents/retry")
def retry() -> ResponseReturnValue:
    """Try again what was chosen, each for itself."""
    try:
        many = read(RetryMany(), request.form)
    except InputInvalid as refused:
        _say(refused)
        return redirect(url_for("repair.incidents", incident=request.form.getlist("incident")))
    queries.require_incidents(current.read(), current.identity(), many.incidents)
    current.done_reading()
    told = told_of(
        [(one, RetryIncident(one, reason=many.reason)) for one in many.incidents], trial=False
    )
    _flash(told, _("重新执行"))
    return redirect(url_for("repair.incidents"))


@blueprint.get("/migration")
def migration() -> str:
    """Choose a process and the version to which its running cases go."""
    return _migration(None, [])


@blueprint.post("/migration")
def migrate() -> ResponseReturnValue:
    """Say what stands against it, or carry it out, round by round."""
    try:
        wanted = read(Migrate(), request.form)
    except InputInvalid as refused:
        _say(refused)
        return redirect(url_for("repair.migration", to=request.form.get("to")))
    conn, who = current.read(), current.identity()
    target = queries.version(conn, who.tenant, wanted.deployment)
    queries.require_running(conn, who, target, wanted.cases)
    current.done_reading()
    commands = wanted.commands() if wanted.is_trial else wanted.commands()[:ROUND]
    told = told_of([(one.case_id, one) for one in commands], trial=wanted.is_trial)
    return _migration(wanted, told)


@blueprint.get("/cases/<uuid:case>/modify")
def modify(case: UUID) -> str:
    """Choose what ends and what begins."""
    return _modify(case, None, None)


@blueprint.post("/cases/<uuid:case>/modify")
def change(case: UUID) -> ResponseReturnValue:
    """Show what would become of it, or carry it out."""
    try:
        wanted = read(Modify(), request.form)
    except InputInvalid as refused:
        _say(refused)
        return redirect(url_for("repair.modify", case=case))
    case_of(current.read(), current.identity(), case)
    current.done_reading()
    (told,) = told_of([(case, wanted.command(case))], trial=wanted.is_trial)
    if told.reasons or wanted.is_trial:
        return _modify(case, wanted, told)
    flash(_("已改，理由已记入办件记录。"), "success")
    return redirect(url_for("cases.show", case=case))


def _migration(wanted: Wanted | None, told: list[Told]) -> str:
    conn, who = current.read_again(), current.identity()
    versions = queries.versions(conn, who.tenant)
    chosen = str(wanted.deployment) if wanted else request.args.get("to", "")
    target = next((one for one in versions if str(one.deployment_id) == chosen), None)
    place = read_mark(request.args.get("after", ""))
    found = queries.running(conn, who, target, place) if target else []
    rows, after = page_of(found, "started_at")
    left = wanted.cases[len(told) :] if wanted and not wanted.is_trial else ()
    return render_template(
        "repair/migration.html",
        versions=versions,
        target=target,
        rows=rows,
        wanted=wanted,
        told={one.subject: one for one in told},
        done=(wanted.done if wanted else 0) + (0 if not wanted or wanted.is_trial else len(told)),
        left=left,
        after=after,
    )


def _modify(case: UUID, wanted: Change | None, told: Told | None) -> str:
    office, who, conn = current.office(), current.identity(), current.read_again()
    row = case_of(conn, who, case)
    view = office.engine.case(who.tenant, case)
    diagram = office.engine.diagram(who.tenant, row.deployment_id, row.process_id)
    elements = elements_of(diagram, row.process_id)
    names = {one.id: one.words for one in elements}
    active = dict.fromkeys(element for _token, element, _state in view.tokens)
    return render_template(
        "repair/modify.html",
        case=row,
        view=view,
        active=[(one, names.get(one, one)) for one in active if not one.startswith("#")],
        elements=elements,
        names=names,
        wanted=wanted,
        told=told,
    )


def _say(refused: InputInvalid) -> None:
    for one in refused.findings:
        flash(one.sentence, "warning")


def _flash(told: list[Told], what: str) -> None:
    """How many, how many of them stand still again, and why others were refused."""
    refused = [one for one in told if one.reasons]
    still = [one for one in told if one.state == "incident"]
    done = len(told) - len(refused) - len(still)
    if done:
        flash(_("{what}：{n} 条已办。", what=what, n=done), "success")
    if still:
        flash(_("{what}：{n} 条又停在异常上，请看原因。", what=what, n=len(still)), "warning")
    for one in refused:
        flash(_("没有办成：{why}", why=one.reasons[0].words), "warning")


__all__ = ["blueprint", "words_of"]
