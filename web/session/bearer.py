"""Programs sign in with every request: a service account's token in the ``Authorization`` header.

Only addresses below ``/api/`` take tokens, and they take nothing else: a browser's cookie opens
none of them, so that no other site can make a browser ask (and they need no CSRF token).
"""

from __future__ import annotations

from typing import Any

from flask import Request, current_app, g, request

from web import current
from web.session.identity import Identity, load
from workflows.clock import legal_day

_BELOW = "/api/"
#: Failed tries per address before it has to wait: nobody guesses 256 bits, but nobody should try
_FAILURES = "30 per minute"


def for_programs() -> bool:
    """Whether the present request is one of a program."""
    return request.path.startswith(_BELOW)


def load_token(sent: Request) -> Identity | None:
    """The service account behind the token that was sent, or None."""
    kind, _, secret = sent.headers.get("Authorization", "").partition(" ")
    if not for_programs() or kind.lower() != "bearer":
        return None
    from workflows.access_tokens.reading import token_of

    today = legal_day(current.office().clock.now())
    token = token_of(current.read(), secret.strip(), today)
    if token is None:
        current_app.extensions["limiter"].count(f"token|{sent.remote_addr}", _FAILURES)
        return None
    current_app.extensions["limiter"].count(f"token|{token.id}", current_app.config["API_LIMIT"])
    g.token = token
    return load(current.read(), token.tenant, token.person_id, today)


def scopes() -> frozenset[str]:
    """What the token of this request opens."""
    token: Any = g.get("token")
    return frozenset(token.scopes) if token is not None else frozenset()
