"""Routes of the bar. Outside a demo they do not exist."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.protocols import Actor
from web import current
from web.demo_bar import clock, queries
from web.i18n import language
from web.session import sign_on
from web.session.identity import load
from workflows.clock import SHANGHAI, legal_day
from workflows.errors import InputInvalid

_WEEKDAYS = {"zh": "周一 周二 周三 周四 周五 周六 周日", "en": "Mon Tue Wed Thu Fri Sat Sun"}

blueprint = Blueprint("demo_bar", __name__, template_folder="templates", url_prefix="/demo")


@blueprint.before_request
def only_in_a_demo() -> None:
    """A production setting refuses the demo, whatever the tenant says."""
    if not _is_demo():
        abort(404)


@blueprint.app_context_processor
def bar() -> dict[str, Any]:
    """``demo_now`` and what else the bar shows; without it there is no bar."""
    if not _is_demo():
        return {}
    now = current.office().clock.now()
    local = now.astimezone(SHANGHAI)
    return {
        "demo_now": now,
        "demo_weekday": _WEEKDAYS[language()].split()[local.weekday()],
        "demo_minute": local.strftime("%Y-%m-%dT%H:%M"),
        "demo_steps": clock.STEPS,
    }


@blueprint.get("/people")
def people() -> str:
    """Whom one can be: the list under 我是, or with ``q`` those who are meant."""
    tenant, q = current.office().tenant.id, request.args.get("q")
    today = legal_day(current.office().clock.now())
    found = queries.accounts(current.read(), tenant, today, (q or "").strip())
    page = "people" if q is None else "found"
    return render_template(f"demo_bar/{page}.html", accounts=found)


@blueprint.post("/switch")
def switch() -> ResponseReturnValue:
    """Become somebody else, and see that person's first page."""
    from web.demo_bar.schemas import Switch
    from web.schemas import read

    office, person = current.office(), read(Switch(), request.form)["person"]
    today = legal_day(office.clock.now())
    who = load(current.read(), office.tenant.id, person, today) if person else None
    if who is None:
        abort(404)
    sign_on.begin(who)
    return redirect(url_for("session.home"))


@blueprint.post("/clock")
def move() -> ResponseReturnValue:
    """Move the clock forward and do at once what has fallen due."""
    from web.demo_bar.schemas import Move
    from web.schemas import read

    office = current.office()
    now = office.clock.now()
    calendar = office.calendar(current.read(), office.tenant.id)
    try:
        command = read(Move(now, calendar), request.form)
    except InputInvalid as refused:
        flash(refused.message, "warning")
        return _back()
    office.execute(command, actor=_actor())
    office.engine.drain()
    return _back()


def _is_demo() -> bool:
    office = current.office()
    tenant = office.tenant
    return bool(tenant and tenant.is_demo and not office.settings.production)


def _actor() -> Actor:
    if current.signed_in():
        return current.actor()
    return Actor.system(current.office().tenant.id)


def _back() -> ResponseReturnValue:
    from web.session.views import _safe

    return redirect(_safe(request.form.get("back")))
