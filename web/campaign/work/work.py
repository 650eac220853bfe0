"""All that a campaign's step adds to the page of its task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from web.campaign.work import known
from web.campaign.work.about import About, about
from web.campaign.work.areas import Area
from web.campaign.work.build_tasks import BuildTasks
from web.campaign.work.decisions import Decisions
from web.campaign.work.opinions import Opinions
from web.campaign.work.panels import Forms, Looking, Panel, panels
from web.campaign.work.part import part_of
from web.campaign.work.scores import KINDS, Scores
from web.session.identity import Identity


@dataclass(frozen=True)
class Work:
    """``part``: which of several this task is: a build task's name, a group, an evaluator."""

    about: About
    part: str
    #: Facts beside the form
    known: Mapping[str, Any] = field(default_factory=dict)
    #: What stands in the form at first
    initial: Mapping[str, Any] = field(default_factory=dict)
    area: Area | None = None
    #: What earlier steps left
    panels: list[Panel] = field(default_factory=list)


@dataclass(frozen=True)
class _Case:
    conn: Connection
    who: Identity
    about: About
    variables: Mapping[str, Any]
    today: date


def work_of(
    conn: Connection,
    who: Identity,
    form: str | None,
    variables: Mapping[str, Any],
    today: date,
    forms: Forms,
    *,
    editable: bool = True,
) -> Work | None:
    """What belongs to a task with the form ``form``; None where it is none of the campaign.

    ``forms``: gives the file of a form of the version that the case runs on.
    """
    what = about(conn, who.tenant, variables)
    if what is None:
        return None
    part = part_of(variables)
    if not editable or form is None:
        return Work(what, part)
    asking = known.Asking(conn, who.tenant, what, today)
    make = _AREAS.get(form)
    return Work(
        what,
        part,
        known.known(form, asking),
        known.initial(form, asking, who.name),
        make(_Case(conn, who, what, variables, today)) if make else None,
        panels(form, Looking(conn, who.tenant, what, variables, forms)),
    )


def _scores(case: _Case, form: str) -> Area:
    return Scores(case.conn, case.who.tenant, case.who.person, case.about, KINDS[form])


_AREAS: Mapping[str, Callable[[_Case], Area]] = {
    "score": lambda case: _scores(case, "score"),
    "self_assess": lambda case: _scores(case, "self_assess"),
    "list_tasks": lambda case: BuildTasks(case.conn, case.who.tenant, case.about),
    "consult": lambda case: Opinions(
        case.conn, case.who.tenant, case.about, str(case.variables.get("group")), case.today
    ),
    "decide_next": lambda case: Decisions(case.conn, case.who.tenant, case.about),
}
