"""What a draft or version changes against the version that runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for

from web import current
from web.designer import queries
from web.designer.blueprint import CHANGES, blueprint
from web.designer.checks import all_remarks
from web.headers import with_diagram
from web.i18n import _
from workflows.design import reading, steps
from workflows.design.contents import digest_of_all


@blueprint.get("/drafts/<uuid:draft_id>/compare")
@with_diagram
def compare(draft_id: UUID) -> str:
    """The draft beside the running version, file by file; for the publisher with the decision."""
    conn, who = current.read(), current.identity()
    draft = reading.draft_row(conn, who.tenant, draft_id)
    now = current.office().clock.now()
    running = reading.running_for(conn, who.tenant, draft.base_id, now)
    before = reading.deployed(conn, who.tenant, running) if running else {}
    after = reading.bodies(conn, who.tenant, draft_id)
    changes = queries.changes(before, after)
    shown = _chosen(changes, request.args.get("file"))
    cases = reading.running_cases(conn, who.tenant)
    return render_template(
        "designer/compare.html",
        draft=draft,
        changes=changes,
        change_words=CHANGES,
        shown=shown,
        diagrams=_diagrams(draft_id, running, shown, before, after),
        lines=_lines(shown, before, after),
        cases=cases.get(running, 0) if running else 0,
        remarks=all_remarks(after) if draft.state == "submitted" else [],
        decides=draft.state == "submitted" and "process_publisher" in who.roles,
        own=who.person
        in reading.workers(conn, who.tenant, draft) | {draft.created_by, draft.submitted_by},
        reviewed=digest_of_all(after),
        stale=reading.latest_for(conn, who.tenant, draft.base_id) != draft.base_id,
        today=current.office().clock.today(),
    )


def _chosen(changes: list[queries.Change], wanted: str | None) -> queries.Change | None:
    named = next((one for one in changes if one.name == wanted), None)
    return named or next(iter(changes), None)


def _diagrams(
    draft_id: UUID,
    running: UUID | None,
    shown: queries.Change | None,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
) -> dict[str, Any] | None:
    """Addresses of both drawings, where both are there."""
    if shown is None or shown.kind != "diagram":
        return None
    if running is None or shown.name not in before or shown.name not in after:
        return None
    old = url_for("designer.deployed_file", deployment_id=running, name=shown.name)
    new = url_for("designer.file", draft_id=draft_id, name=shown.name)
    return {"before": old, "after": new, "moddle": steps.moddle(), "words": _words(after)}


def _words(files: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """{attribute: {value: what is read}}, for the list of what changed."""
    limits = {one.value: _(one.label) for one in steps.limits()}
    return {
        "candidateGroups": {one.value: _(one.label) for one in steps.roles()},
        "act": {one.value: _(one.label) for one in steps.acts()},
        "notice": {one.value: _(one.label) for one in steps.notices()},
        "formId": {one["value"]: _(one["label"]) for one in steps.form_choices(files)},
        "limit": limits,
        "dueDate": limits,
    }


def _lines(
    shown: queries.Change | None, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> list[tuple[str, str]]:
    if shown is None:
        return []
    return queries.lines(before.get(shown.name, b""), after.get(shown.name, b""))
