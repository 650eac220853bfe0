"""Handler of jobs of type ``webhook``: POST of JSON to an address that is allowed beforehand.

A job says ``url`` and ``payload``, as variables or as headers of the task. The request carries
``Idempotency-Key`` (the job's id: the same again means the same once more) and, where there is a
secret, ``X-Yuanban-Signature: sha256=…`` over the body. Redirects are not followed.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import orjson

from engine.protocols import Job
from engine.store.codec import encode

TYPE = "webhook"
#: Of an answer no more is read
ANSWER_BYTES = 1024 * 1024


class AddressNotAllowed(Exception):
    """The address is not below one of those that the administrator allows."""


class WebhookRefused(Exception):
    """The other side did not answer with a status of the 200s."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Allowed addresses, as a handler of jobs. None allowed: nothing is sent."""

    #: e.g. ``https://oa.example.gov.cn/hooks/``: scheme, host and port, and how the path begins
    allowed: tuple[str, ...]
    secret: str = ""
    timeout_s: float = 30.0

    def __call__(self, job: Job) -> Mapping[str, Any]:
        """Send it; gives ``{"answer": …}`` where the other side answers with JSON."""
        address = self._allowed(str(job.variables.get("url") or job.headers.get("url") or ""))
        body = encode(job.variables.get("payload") or {})
        connection = self._connected(address)
        try:
            path = address.path or "/"
            target = f"{path}?{address.query}" if address.query else path
            connection.request("POST", target, body, self._headers(job, body))
            answer = connection.getresponse()
            content = answer.read(ANSWER_BYTES)
            if not 200 <= answer.status < 300:
                raise WebhookRefused(f"{address.netloc} answered {answer.status}")
            return _read(answer.getheader("Content-Type") or "", content)
        finally:
            connection.close()

    def _connected(self, address: SplitResult) -> HTTPConnection:
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        return kind(address.hostname or "", address.port, timeout=self.timeout_s)

    def _headers(self, job: Job, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(job.id)}
        if self.secret:
            signed = hmac.new(self.secret.encode(), body, "sha256").hexdigest()
            headers["X-Yuanban-Signature"] = f"sha256={signed}"
        return headers

    def _allowed(self, url: str) -> SplitResult:
        address = urlsplit(url)
        for one in map(urlsplit, self.allowed):
            same = (address.scheme, address.netloc) == (one.scheme, one.netloc)
            if same and _is_below(address.path, one.path):
                return address
        raise AddressNotAllowed(f"{address.scheme}://{address.netloc} is not allowed")


def _is_below(path: str, allowed: str) -> bool:
    """``/hooks`` allows ``/hooks`` and ``/hooks/a``, not ``/hooksy``; no way leads back up."""
    if ".." in unquote(path).replace("\\", "/").split("/"):
        return False
    stem = allowed.rstrip("/")
    return path == stem or path.startswith(f"{stem}/")


def _read(content_type: str, content: bytes) -> Mapping[str, Any]:
    if not content_type.startswith("application/json"):
        return {}
    try:
        return {"answer": orjson.loads(content)}
    except json.JSONDecodeError as error:
        raise WebhookRefused(f"the answer is no JSON: {error}") from error
