"""New applications, their materials, and how they go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from engine.protocols import Actor
from web import current
from web.apply import queries
from web.apply.forms import (
    Entered,
    applicant_values,
    application_form,
    party_of,
    party_values,
    representative_of,
    without_party,
)
from web.apply.queries import Own
from web.apply.schemas import Envelope, Start
from web.documents.queries import documents_of
from web.forms import check
from web.headers import with_diagram
from web.i18n import _
from web.schemas import read, searched
from web.tasks.materials import paper, papers
from workflows.clock import legal_day
from workflows.errors import FieldRefused, Finding, InputInvalid
from workflows.files.commands import StoreFile
from workflows.handling import requests
from workflows.handling.commands import AttachMaterial, SaveApplication
from workflows.handling.parties import find_parties, party_findings
from workflows.models import Party

blueprint = Blueprint("apply", __name__, template_folder="templates")


@blueprint.get("/applications")
def mine() -> ResponseReturnValue:
    """The own applications, latest first."""
    q = searched(request.args)
    found = queries.own_applications(current.read(), current.identity(), q)
    calendar = current.calendar()
    until = {one.id: queries.correction_due(one, calendar) for one in found if one.wants_correction}
    return render_template("apply/mine.html", applications=found, q=q, until=until)


@blueprint.get("/applications/new")
@with_diagram
def start() -> ResponseReturnValue:
    """Choose item and park; then the form of the item."""
    conn, who = current.read(), current.identity()
    today = legal_day(current.office().clock.now())
    asked = read(Start(), request.args)
    item, park = asked["item"], asked["park"]
    items, parks = queries.offered_items(conn, who.tenant, today), queries.offered_parks(conn, who)
    chosen = next((one for one in items if one.code == item), None)
    if chosen is None or park not in dict(parks):
        return render_template("apply/choose.html", items=items, parks=parks, item=item, park=park)
    ruling = queries.handled_there(conn, who.tenant, item, park, current.office().clock.now())
    if ruling is not None and not ruling.allowed:
        return (
            render_template(
                "apply/choose.html", items=items, parks=parks, item=item, park=park, ruling=ruling
            ),
            422,
        )
    values = {"applied_on": today.isoformat(), **_known_party()}
    entered = Entered(None, chosen.code, park, values)
    return _form_page(entered, chosen.name, dict(parks)[park], values)


@blueprint.get("/applications/parties")
def parties() -> ResponseReturnValue:
    """Applicants found by code, name, pinyin or initials."""
    q = searched(request.args)
    found = find_parties(current.read(), current.identity().tenant, q) if len(q) > 1 else []
    return render_template("apply/parties.html", found=found, q=q)


@blueprint.get("/applications/<uuid:id>")
def show(id: UUID) -> ResponseReturnValue:
    """Where it stands, in milestones; drafts go on to their form."""
    conn, who = current.read(), current.identity()
    one = queries.own_application(conn, who, id)
    if one.is_draft:
        return redirect(url_for("apply.edit", id=id))
    return render_template(
        "apply/show.html",
        one=one,
        milestones=queries.milestones(one),
        papers=papers(conn, who.tenant, id),
        documents=documents_of(conn, who.tenant, id),
        until=queries.correction_due(one, current.calendar()) if one.wants_correction else None,
    )


@blueprint.get("/applications/<uuid:id>/edit")
@with_diagram
def edit(id: UUID) -> ResponseReturnValue:
    """The form of a draft, with its materials."""
    one = queries.own_application(current.read(), current.identity(), id)
    if not one.is_draft:
        return redirect(url_for("apply.show", id=id))
    return _edit_page(one, {**one.form, **applicant_values(one)})


@blueprint.post("/applications/save")
@with_diagram
def save() -> ResponseReturnValue:
    """Keep what there is, and say what of the applicant is missing before it can be submitted."""
    entered = _entered()
    try:
        id = _keep(entered)
    except FieldRefused as error:
        return _again(entered, _errors(error), _alert(error))
    missing = [finding.sentence for finding in party_findings(party_of(entered.values))]
    if missing:
        flash(_("已暂存。提交前还要补全：{what}", what="".join(missing)), "warning")
    else:
        flash(_("已保存。请上传材料，核对后提交。"))
    return redirect(url_for("apply.edit", id=id) + "#materials")


@blueprint.post("/applications/<uuid:id>/submit")
@with_diagram
def submit(id: UUID) -> ResponseReturnValue:
    """Keep, check the whole form, and hand it in: from here on it is a case."""
    queries.own_application(current.read(), current.identity(), id)
    entered = _entered(id)
    try:
        _keep(entered)
        wrong = _wrong(entered)
        if wrong:
            return _again(entered, wrong, None)
        command = requests.submit(
            current.read_again(), current.identity().tenant, id, current.office().clock.now()
        )
        actor = _actor()
        outcome = current.office().execute(
            command, actor=actor, idempotency_key=f"submit:{id}:{actor.person}"
        )
    except FieldRefused as error:
        return _again(entered, _errors(error), _alert(error))
    if outcome.opened and "window" in current.identity().roles:
        # whoever handed it in at the window receives it there and then
        flash(_("已提交，认领后登记收件，给出收件凭证。"), "success")
        return redirect(url_for("tasks.show", task=outcome.opened[0][0], box="queue"))
    flash(_("已提交，窗口收件后会给出办件编号和收件凭证。"), "success")
    return redirect(url_for("apply.show", id=id))


@blueprint.post("/applications/<uuid:id>/materials/<code>")
def attach(id: UUID, code: str) -> ResponseReturnValue:
    """Put a file to one material, or take it away."""
    one = queries.own_application(current.read(), current.identity(), id)
    upload, actor = request.files.get("file"), _actor()
    if upload is not None and upload.filename:
        file_id = current.office().execute(StoreFile(upload.filename, upload.read()), actor=actor)
    elif "remove" in request.form:
        file_id = None
    else:
        raise InputInvalid([Finding("请先选择文件。", "required")])
    current.office().execute(AttachMaterial(id, code, file_id), actor=actor)
    if not request.headers.get("HX-Request"):
        back = "apply.edit" if one.is_draft else "apply.show"
        return redirect(url_for(back, id=id) + "#materials")
    found = paper(current.read_again(), current.identity().tenant, id, code)
    return render_template("apply/material.html", paper=found, one=one)


@blueprint.post("/applications/<uuid:id>/supply")
def supply(id: UUID) -> ResponseReturnValue:
    """The corrected materials are handed in."""
    queries.own_application(current.read(), current.identity(), id)
    current.office().execute(requests.supply(id), actor=_actor())
    flash(_("补正材料已提交，受理岗会核对。"), "success")
    return redirect(url_for("apply.show", id=id))


@blueprint.post("/applications/<uuid:id>/withdraw")
def withdraw(id: UUID) -> ResponseReturnValue:
    """Take the application back, before the decision."""
    queries.own_application(current.read(), current.identity(), id)
    current.office().execute(requests.withdraw(id), actor=_actor())
    flash(_("申请已撤回。"))
    return redirect(url_for("apply.show", id=id))


def _actor() -> Actor:
    """Under the post that helps applicants, if one is held; an enterprise acts for itself."""
    who = current.identity()
    helping = [held for held in who.held if held.role in ("guide", "window")]
    return current.actor(helping[0].appointment if helping else None)


def _known_party() -> dict[str, Any]:
    """The applicant that is known already: the own enterprise, or the one that was picked."""
    who = current.identity()
    picked = who.party or read(Start(), request.args)["party"]
    if picked is None or not (who.party or who.roles & {"guide", "window"}):
        return {}
    found = (
        current.read()
        .execute(select(Party.__table__).where(Party.tenant == who.tenant, Party.id == picked))
        .first()
    )
    return party_values(found) if found else {}


def _entered(id: UUID | None = None) -> Entered:
    """What the browser sent, unchecked."""
    entered: Entered = read(Envelope(id), request.form)
    return entered


def _keep(entered: Entered) -> UUID:
    who = current.identity()
    channel = "online" if who.party else "guide" if "guide" in who.roles else "window"
    command = SaveApplication(
        item=entered.item,
        park=entered.park,
        party=party_of(entered.values),
        form=without_party(entered.values),
        application_id=entered.id,
        channel=channel,
        representative=representative_of(entered.values),
    )
    id: UUID = current.office().execute(command, actor=_actor())
    return id


def _wrong(entered: Entered) -> dict[str, str]:
    """All that is missing or wrong, of the form and of the applicant, at once."""
    form = application_form(current.identity().tenant, entered.item) or {}
    today = legal_day(current.office().clock.now())
    applicant = {one.field: one.sentence for one in party_findings(party_of(entered.values))}
    return {**applicant, **check(form, entered.values, today=today).errors}


def _errors(error: FieldRefused) -> dict[str, str]:
    found = error.findings if isinstance(error, InputInvalid) else ()
    return {finding.field: finding.sentence for finding in found}


def _alert(error: FieldRefused) -> str | None:
    """What is no matter of a field."""
    return None if isinstance(error, InputInvalid) else error.message


def _again(entered: Entered, errors: Mapping[str, str], alert: str | None) -> ResponseReturnValue:
    """The form once more, with what was entered and what is wrong."""
    conn, who = current.read_again(), current.identity()
    if entered.id is not None:
        one = queries.own_application(conn, who, entered.id)
        return _edit_page(one, entered.values, errors, alert), 422
    today = legal_day(current.office().clock.now())
    names = {one.code: one.name for one in queries.offered_items(conn, who.tenant, today)}
    parks = dict(queries.offered_parks(conn, who))
    name, park = names.get(entered.item, ""), parks.get(entered.park, "")
    return _form_page(entered, name, park, entered.values, errors, alert), 422


def _edit_page(
    one: Own,
    values: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    alert: str | None = None,
) -> str:
    entered = Entered(one.id, one.item_code, one.park_code, values)
    found = papers(current.read(), current.identity().tenant, one.id)
    return _form_page(entered, one.item, one.park, values, errors, alert, one=one, papers=found)


def _form_page(
    entered: Entered,
    item_name: str,
    park_name: str,
    values: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    alert: str | None = None,
    **more: Any,
) -> str:
    return render_template(
        "apply/form.html",
        entered=entered,
        item_name=item_name,
        park_name=park_name,
        schema=application_form(current.identity().tenant, entered.item),
        values=values,
        errors=errors or {},
        alert=alert,
        **more,
    )
