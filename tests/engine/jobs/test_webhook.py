"""Webhooks: only where they are allowed, told apart by a key, signed, never redirected."""

from __future__ import annotations

import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest

from engine.jobs.webhook import AddressNotAllowed, Webhook, WebhookRefused
from engine.protocols import Job
from engine.testing import Sandbox
from tests.support.diagrams import diagram, end, line, service_task, start


class Other(ThreadingHTTPServer):
    """The other side: keeps what it got, answers with ``status`` and ``answer``."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ears)
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.answer = 200, b'{"number": 7}'

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Ears(BaseHTTPRequestHandler):
    server: Other

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_words: Any) -> None:
        return None


@pytest.fixture
def other() -> Iterator[Other]:
    with Other() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def job(url: str) -> Job:
    variables = {"url": url, "payload": {"号": 1}}
    return Job(uuid4(), "webhook", {}, variables, "tell", uuid4(), 3)


def test_the_payload_arrives_signed_with_the_id_of_its_job(other: Other) -> None:
    asked = job(f"{other.address}/hooks/oa?a=1")

    given = Webhook((f"{other.address}/hooks/",), "secret")(asked)

    assert given == {"answer": {"number": 7}}
    ((path, headers, body),) = other.heard
    assert path == "/hooks/oa?a=1"
    assert json.loads(body) == {"号": 1}
    assert headers["Idempotency-Key"] == str(asked.id)
    signed = hmac.new(b"secret", body, "sha256").hexdigest()
    assert headers["X-Yuanban-Signature"] == f"sha256={signed}"


@pytest.mark.parametrize(
    "path",
    ["/hooksy", "/", "/hooks/../admin", "/other", "/hooks/%2e%2E/admin", "/hooks/..%5Cadmin"],
    ids=["stem", "root", "up", "other", "up-encoded", "up-backslash"],
)
def test_what_is_not_below_an_allowed_address_is_not_asked(other: Other, path: str) -> None:
    with pytest.raises(AddressNotAllowed):
        Webhook((f"{other.address}/hooks/",))(job(f"{other.address}{path}"))
    assert other.heard == []


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "http://127.0.0.1:1@evil.cn/hooks/"])
def test_other_hosts_and_schemes_are_not_asked(other: Other, url: str) -> None:
    with pytest.raises(AddressNotAllowed):
        Webhook((f"{other.address}/hooks/",))(job(url))


@pytest.mark.parametrize("status", [302, 404, 500])
def test_another_answer_than_yes_is_a_failure_and_redirects_are_not_followed(
    other: Other, status: int
) -> None:
    other.status = status
    with pytest.raises(WebhookRefused, match=str(status)):
        Webhook((other.address,))(job(f"{other.address}/x"))
    assert len(other.heard) == 1


def test_an_answer_that_is_no_json_fails_the_job_and_not_the_case(
    other: Other, sqlite_url: str
) -> None:
    box = Sandbox(database_url=sqlite_url)
    task = service_task("tell", "webhook", retries=1)
    box.deploy(diagram("p", start(), task, end(), line("s", "tell", "e")))
    box.handle("webhook", Webhook((other.address,)))
    other.answer = b"<html>"

    case = box.start("p", {"url": f"{other.address}/x"})
    box.advance(timedelta(hours=1))

    assert "the answer is no JSON" in case.incidents[0].message
    assert len({headers["Idempotency-Key"] for _, headers, _ in other.heard}) == 1
    box.engine.stop()
