"""What an editor gets to know when it opens: addresses, lists to choose from, templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import url_for

from web import current
from web.i18n import _
from workflows.design import steps
from workflows.design.contents import kind_of


def desk(draft: Any, name: str, number: int, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The JSON that the scripts of an editor read."""
    at = {"draft_id": draft.id}
    return {
        "name": name,
        "number": number,
        "editable": may_edit(draft),
        "source": url_for("designer.file", name=name, number=number, **at),
        "save": url_for("designer.save", name=name, **at),
        "copy": url_for("designer.copy_open", **at),
        "check": url_for("designer.check", **at),
        "addForm": url_for("designer.add_form", **at),
        "files": {one: url_for("designer.edit", name=one, **at) for one in files},
        **(diagram_lists(files) if kind_of(name) == "diagram" else {}),
    }


def diagram_lists(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What the modeler offers."""
    return {
        "moddle": steps.moddle(),
        "templates": [_worded(one) for one in steps.step_templates()],
        "lists": {
            "roles": _choices(steps.roles()),
            "forms": [{**one, "label": _(one["label"])} for one in steps.form_choices(files)],
            "limits": _choices(steps.limits()),
            "acts": _choices(steps.acts()),
            "notices": _choices(list(steps.notices())),
        },
    }


def may_edit(draft: Any) -> bool:
    """Only a designer, and only what is not handed in."""
    return bool(draft.state == "editing" and "process_designer" in current.identity().roles)


def _choices(found: list[steps.Choice]) -> list[dict[str, Any]]:
    return [{**asdict(one), "label": _(one.label)} for one in found]


def _worded(template: Mapping[str, Any]) -> dict[str, Any]:
    texts = {key: _(str(template[key])) for key in ("name", "description")}
    return {**template, **texts}
