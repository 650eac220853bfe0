"""Pages of the administration: what there is. Other modules enter, end, grant and import."""

from __future__ import annotations

import re

from flask import abort, current_app, render_template, request

from web import current
from web.access import RIGHTS
from web.access import listing as rights_listing
from web.admin import ending, entering, granting, importing, lists, tokens
from web.admin.blueprint import blueprint, today
from web.admin.schemas import Asked
from web.admin.subjects import SUBJECTS
from web.schemas import read

_BLANKS = re.compile(r"\s+")


@blueprint.get("")
def index() -> str:
    """All subjects with their numbers; on an empty house, where to begin."""
    numbers = lists.counts(current.read(), current.identity().tenant)
    return render_template("admin/index.html", subjects=SUBJECTS, numbers=numbers)


@blueprint.get("/<subject>")
def show(subject: str) -> str:
    """A list, searched by ``q``, continued after ``after``."""
    about = SUBJECTS.get(subject) or abort(404)
    asked = read(Asked(), request.args)
    search = _BLANKS.sub(" ", asked["q"])
    page = lists.page(current.read(), current.identity().tenant, subject, search, asked["after"])
    return render_template(
        "admin/list.html",
        subject=about,
        subjects=SUBJECTS,
        page=page,
        search=search,
        today=today(),
    )


@blueprint.get("/rights")
def rights() -> str:
    """Every page of the product and who may open it."""
    words = {endpoint: right.words for endpoint, right in RIGHTS.items()}
    return render_template(
        "admin/rights.html", subjects=SUBJECTS, routes=rights_listing(current_app), words=words
    )


#: Modules whose routes belong to this group
PARTS = (entering, ending, granting, importing, tokens)

__all__ = ["PARTS", "blueprint"]
