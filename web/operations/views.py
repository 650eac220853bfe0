"""/healthz, /readyz and /metrics. No session, no names, no contents."""

from __future__ import annotations

import hmac
import os
from ipaddress import ip_address

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from web import current
from web.operations.readiness import checks

blueprint = Blueprint("operations", __name__)

#: Who reads figures from elsewhere than this machine sends it as ``Authorization: Bearer …``
TOKEN = "YUANBAN_METRICS_TOKEN"


@blueprint.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers. Says nothing about the database: a restart would not mend that."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """Whether requests can be served now: 200, or 503 with what is missing."""
    found = checks(current.office())
    ready = all(one in ("ok", "held") for one in found.values())
    return jsonify(ready=ready, checks=found), 200 if ready else 503


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Figures of this process and of the queue, for Prometheus. Not public."""
    if not _may_read():
        abort(404)
    from web.operations.metrics import CONTENT_TYPE, exposition

    return Response(exposition(current.office()), content_type=CONTENT_TYPE)


def _may_read() -> bool:
    """With a token whoever sends it; without one only this machine, and not through a proxy."""
    token = os.environ.get(TOKEN, "")
    if token:
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(sent.encode(), token.encode())
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    return not forwarded and _is_local(request.remote_addr)


def _is_local(address: str | None) -> bool:
    try:
        return address is not None and ip_address(address).is_loopback
    except ValueError:
        return False
