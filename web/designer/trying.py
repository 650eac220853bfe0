"""The page on which a draft is tried out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for

from web import current
from web.designer import queries
from web.designer.answers import as_json
from web.designer.blueprint import blueprint
from web.designer.schemas import Story, sent
from web.headers import with_diagram
from web.i18n import _
from web.schemas import read
from workflows.clock import at_shanghai
from workflows.design import reading, room, steps
from workflows.design.samples import samples
from workflows.errors import NotNow


@blueprint.get("/drafts/<uuid:draft_id>/try")
@with_diagram
def trial(draft_id: UUID) -> str:
    """The draft with sample data and a clock of its own. Nothing here reaches anybody."""
    conn, tenant = current.read(), current.identity().tenant
    draft = reading.draft_row(conn, tenant, draft_id)
    found = list(queries.process_of(reading.bodies(conn, tenant, draft_id)))
    chosen = _chosen(found)
    facts = samples(chosen[0], _morning()) if chosen else {}
    return render_template(
        "designer/trial.html",
        draft=draft,
        processes=found,
        chosen=chosen,
        samples=json.dumps(facts, ensure_ascii=False, indent=2),
        desk=_desk(draft_id, chosen),
    )


@blueprint.post("/drafts/<uuid:draft_id>/try/<process_id>")
@as_json
def trial_run(draft_id: UUID, process_id: str) -> dict[str, Any]:
    """Where the story leads, told from its beginning."""
    story = read(Story(), sent(request.get_json(silent=True)))
    conn, tenant = current.read(), current.identity().tenant
    files = reading.bodies(conn, tenant, draft_id)
    return story_of(files, process_id, story["variables"], story["steps"])


def story_of(
    files: Mapping[str, bytes], process_id: str, variables: Mapping[str, Any], steps_: list[Any]
) -> dict[str, Any]:
    """Where the story leads. Raises ``NotNow`` for a process that is not in the draft."""
    if process_id not in {one for one, _name, _file in queries.process_of(files)}:
        raise NotNow("草稿里没有这个流程。", code="unknown-process")
    current.done_reading()
    request_ = {
        "files": {name: body.decode("utf-8", "replace") for name, body in files.items()},
        "process": process_id,
        "at": _morning().isoformat(),
        "variables": variables,
        "steps": steps_,
    }
    return room.rehearse(request_)


def _chosen(found: list[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    wanted = request.args.get("process")
    return next((one for one in found if one[0] == wanted), next(iter(found), None))


def _desk(draft_id: UUID, chosen: tuple[str, str, str] | None) -> dict[str, Any] | None:
    if chosen is None:
        return None
    process_id, _name, file = chosen
    return {
        "source": url_for("designer.file", draft_id=draft_id, name=file),
        "run": url_for("designer.trial_run", draft_id=draft_id, process_id=process_id),
        "roles": {one.value: _(one.label) for one in steps.roles()},
    }


def _morning() -> Any:
    return at_shanghai(current.office().clock.today(), 9)
