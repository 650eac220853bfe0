"""Sign in, sign out, language, and the first page of each kind of person."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from web import current
from web.access import RIGHTS
from web.i18n import LANGUAGES, _
from web.journal import Journal
from web.session import sign_on
from web.session.identity import load
from web.session.limits import by_address_and_login, limited
from workflows.clock import legal_day
from workflows.people.accounts import authenticate
from workflows.people.models import Tenant

blueprint = Blueprint("session", __name__, template_folder="templates")
log = Journal("sign-in")


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """The first page: the inbox for staff, the own applications for applicants."""
    from web.inbox.queries import counts
    from workflows.people.roles import HANDLERS

    who = current.identity()
    # The head of the authority watches: the diagrams give that post no queue of its own
    if who.roles & (HANDLERS - {"agency_head"}):
        number = counts(current.read(), who)
        return redirect(url_for("inbox.show", box="mine" if number["mine"] else "queue"))
    return redirect(url_for(next(page for page in _FIRST if RIGHTS[page].allows(who.roles))))


#: First pages of those who handle no cases: the first that their posts open
_FIRST = ("admin.index", "apply.mine", "monitor.index", "catalogue.index")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limited(lambda: current_app.config["SIGN_IN_LIMIT"], by_address_and_login, frozenset({"POST"}))
def sign_in() -> ResponseReturnValue:
    """Ask for name and password. One sentence for every kind of failure."""
    back = _safe(request.values.get("next"))
    if request.method == "GET":
        return redirect(back) if current.signed_in() else _page(back)
    tenant = _tenant(request.form.get("tenant"))
    login = request.form.get("login", "").strip()
    person = tenant and authenticate(
        current.read(), tenant, login, request.form.get("password", "")[:200]
    )
    today = legal_day(current.office().clock.now())
    who = load(current.read(), tenant, person, today) if tenant and person else None
    if who is None:
        log.warning("sign-in failed")
        return _page(back, login, _("用户名或密码不对。")), 401
    sign_on.begin(who)
    log.info("signed in", person=str(who.person))
    return redirect(back)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session in this browser."""
    sign_on.end()
    return redirect(url_for("session.sign_in"))


@blueprint.post("/language")
def language() -> ResponseReturnValue:
    """Change the language and stay on the page."""
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return redirect(_safe(request.form.get("back")))


def _page(back: str, login: str = "", error: str | None = None) -> str:
    tenants = current.read().execute(select(Tenant.id, Tenant.name).order_by(Tenant.id)).all()
    return render_template(
        "session/sign_in.html", back=back, login=login, error=error, tenants=tenants
    )


def _tenant(given: str | None) -> UUID | None:
    """The tenant chosen, or the only one there is."""
    ids = list(current.read().scalars(select(Tenant.id)))
    if len(ids) == 1:
        return ids[0]
    return next((id for id in ids if str(id) == given), None)


def _safe(target: str | None) -> str:
    """Where to go next: an address of this site, never of another."""
    return target if target and _is_inside(target) else url_for("session.home")


def _is_inside(target: str) -> bool:
    # Browsers skip what cannot be printed, so that "/\t/evil" leads to another site
    if not target.isprintable() or target.startswith(("//", "/\\")):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and parts.path.startswith("/")
