"""What programs read instead of a page: a problem in the words of RFC 9457."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from flask import Response, g, jsonify, request

if TYPE_CHECKING:
    from web.errors import Refusal


def problem(refusal: Refusal) -> Response:
    """``application/problem+json`` with a stable ``code`` and a sentence for people."""
    body: dict[str, Any] = {
        "type": f"urn:yuanban:problem:{refusal.code}",
        "title": refusal.title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.words,
        "instance": request.path,
        "request": g.get("request_id"),
        "errors": [dict(one) for one in refusal.findings],
        "notes": list(refusal.lines),
    }
    response = jsonify(body)
    response.status_code = refusal.status
    response.mimetype = "application/problem+json"
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if refusal.status == 429:
        response.headers["Retry-After"] = "60"
    return response


def shape_findings(error: BaseException) -> Iterator[Mapping[str, Any]]:
    """What of a body or a query does not fit its schema: one entry per field, by its path."""
    messages = (getattr(error, "data", None) or {}).get("messages")
    if isinstance(messages, Mapping):
        for place, told in messages.items():
            yield from _flat(told, "" if place in {"json", "json_or_form"} else f"{place}: ")


def _flat(told: Any, path: str) -> Iterator[Mapping[str, Any]]:
    if isinstance(told, Mapping):
        for name, inner in told.items():
            at = path if name == "_schema" else f"{path}{name}."
            yield from _flat(inner, at)
        return
    for sentence in told if isinstance(told, list) else [told]:
        field = path.rstrip(". ").rstrip(":")
        yield {"field": field, "code": "shape", "sentence": str(sentence), "sheet": "", "row": 0}
