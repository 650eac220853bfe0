"""``If-Match``: a change is made only where what was read is still so.

The tag is that of the nearest address above which is read: for ``POST /drafts/1/submit`` that of
``GET /drafts/1``. It is asked for with the same token, so whoever may not read is told nothing.
Between this look and the change another may come first; what must not be overtaken at all says so
itself (``based_on`` of a draft's files).
"""

from __future__ import annotations

from flask import current_app, request
from werkzeug.exceptions import MethodNotAllowed, NotFound, PreconditionFailed
from werkzeug.routing import RequestRedirect

_ROOT = "/api/v1"


def must_match() -> None:
    """Raise 412 where the request names a version by ``If-Match`` and it is not that of now."""
    if not request.headers.get("If-Match"):
        return
    present = _tag(_read_address(request.path))
    if present is None or not (request.if_match.star_tag or request.if_match.contains(present)):
        raise PreconditionFailed


def _read_address(path: str) -> str | None:
    """The nearest address at or above ``path`` that names an object and may be read."""
    urls = current_app.url_map.bind("")
    while path.startswith(f"{_ROOT}/"):
        try:
            _endpoint, named = urls.match(path, method="GET")
        except (NotFound, MethodNotAllowed, RequestRedirect):
            named = {}
        if named:
            return path
        path = path.rpartition("/")[0]
    return None


def _tag(path: str | None) -> str | None:
    """The ETag that a read of ``path`` gives now, or None."""
    if path is None:
        return None
    headers = {"Authorization": request.headers.get("Authorization", "")}
    found = current_app.test_client(use_cookies=False).get(path, headers=headers)
    return found.get_etag()[0] if found.status_code == 200 else None
