"""Items and parks. Public facts: anybody may read them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template, request

from engine.errors import NotFound
from web import current
from web.access import RIGHTS
from web.catalogue import queries, words
from web.catalogue.schemas import Narrowed
from web.schemas import read
from workflows.clock import legal_day
from workflows.items.kinds import HANDLING, STAGES

blueprint = Blueprint("catalogue", __name__, template_folder="templates", url_prefix="/catalogue")


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    return {"limit_words": words.limit, "mode_words": words.mode, "action_words": words.actions}


@blueprint.get("")
def index() -> str:
    """All items in force, narrowed by department, stage of life and words."""
    filters = read(Narrowed(), request.args)
    conn, tenant = current.read(), _tenant()
    return render_template(
        "catalogue/index.html",
        rows=queries.items(conn, tenant, _today(), filters),
        departments=queries.departments(conn, tenant),
        stages=STAGES,
        filters=filters,
        handling=HANDLING,
    )


@blueprint.get("/items/<code>")
def item(code: str) -> str:
    """One item: limits, materials, standards, law, and where it is done under which grant."""
    conn, tenant = current.read(), _tenant()
    row = queries.item(conn, tenant, code, _today())
    if row is None:
        raise NotFound("no such item")
    grants = queries.grants_of(conn, tenant, row.item_id, _today())
    may_apply = current.signed_in() and RIGHTS["apply.start"].allows(current.identity().roles)
    return render_template(
        "catalogue/item.html", item=row, grants=grants, handling=HANDLING, may_apply=may_apply
    )


@blueprint.get("/parks")
def parks() -> str:
    """The parks and how many items are granted in each today."""
    rows = queries.parks(current.read(), _tenant(), _today())
    return render_template("catalogue/parks.html", parks=rows)


def _tenant() -> UUID:
    """Of the person, or of the installation for those who are not signed in."""
    if current.signed_in():
        return current.identity().tenant
    tenant = current.office().tenant
    if tenant is None:
        abort(404)
    return tenant.id  # type: ignore[no-any-return]


def _today() -> date:
    return legal_day(current.office().clock.now())
