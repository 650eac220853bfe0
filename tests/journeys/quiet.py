"""Listening to what a page does unseen: its console, its policy, where it sends requests."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

#: The browser itself reports refused answers (403, 404, 409, 422, 429): those are asked for here
_REFUSED = "Failed to load resource: the server responded with a status of 4"


class Watch:
    """Collects what must not happen on any page."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.hosts: set[str] = set()

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", self._request)

    def must_be_quiet(self) -> None:
        assert not self.heard, "\n".join(self.heard)
        assert self.hosts <= {"127.0.0.1", ""}, f"requests left the house: {self.hosts}"

    def _console(self, message: ConsoleMessage) -> None:
        # violations of the content policy are reported as errors, too
        if message.type in {"error", "warning"} and not message.text.startswith(_REFUSED):
            self.heard.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        # data: and blob: have no host
        self.hosts.add(urlsplit(request.url).hostname or "")
