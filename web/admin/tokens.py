"""Service accounts and the tokens of their programs. A secret is shown once, when it is made."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web import current
from web.admin.blueprint import blueprint, take, today
from web.admin.schemas import Account, Issue, Revoke
from web.admin.subjects import SUBJECTS
from web.schemas import read
from workflows.access_tokens import reading, secret
from workflows.access_tokens.scopes import SCOPES
from workflows.errors import FieldRefused, InputInvalid


@blueprint.get("/tokens")
def tokens() -> str:
    """Accounts and tokens, and the forms to add one."""
    return _page()


@blueprint.post("/tokens/accounts")
def add_account() -> ResponseReturnValue:
    """Enter a program."""
    take(Account())
    return redirect(url_for("admin.tokens"))


@blueprint.post("/tokens")
def issue_token() -> ResponseReturnValue:
    """Make a secret, keep its digest, show the secret this one time."""
    plain = secret.new(current.identity().tenant)
    try:
        command = read(Issue(secret.digest(plain)), request.form)
        current.done_reading()
        current.office().execute(command, actor=current.actor())
    except InputInvalid as refused:
        return _page(errors=[one.sentence for one in refused.findings]), 422
    except FieldRefused as refused:
        return _page(errors=[refused.message]), 422
    # not after a redirect: the secret must stand in no address and in no session
    return _page(plain=plain)


@blueprint.post("/tokens/<uuid:token>/revoke")
def revoke_token(token: UUID) -> ResponseReturnValue:
    """End a token now, with the reason."""
    take(Revoke(token))
    return redirect(url_for("admin.tokens"))


def _page(plain: str | None = None, errors: list[str] | None = None) -> str:
    conn, tenant = current.read_again(), current.identity().tenant
    return render_template(
        "admin/tokens.html", subjects=SUBJECTS, accounts=reading.accounts(conn, tenant),
        tokens=reading.tokens(conn, tenant), scopes=SCOPES, plain=plain, errors=errors or [],
        today=today(), form=request.form,
    )  # fmt: skip
