"""The application and its groups of pages, most of which load when they are first needed.

Importing all groups costs more than Flask and SQLAlchemy together, and whoever meets the sign-in
page needs none of them (docs/adr: measured by ``bench.startup``). What was not loaded cannot be
reached: the first request for any other page loads them all, with their rights.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Any

from flask import Flask
from flask.wrappers import Request
from werkzeug.routing import MapAdapter

from web import access

#: One package per group; each has a ``blueprint`` in ``views.py``
FIRST_GROUPS = ("session", "demo_bar", "operations")
OTHER_GROUPS = (
    "inbox", "tasks", "apply", "documents", "files", "catalogue", "admin", "cases", "monitor",
    "repair", "designer", "expressions", "api", "campaign",
)  # fmt: skip

_EARLY = frozenset({"/", "/sign-in", "/sign-out", "/language", "/healthz", "/readyz", "/metrics"})
_EARLY_BELOW = ("/static/", "/demo/")


class Pages(Flask):
    """Flask, which here may still be set up by ``load`` after its first request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._guard = threading.RLock()
        self._loading = self._whole = False
        super().__init__(*args, **kwargs)

    def begin(self) -> None:
        """Register the groups that everybody meets first."""
        self._register(FIRST_GROUPS)

    def load(self) -> None:
        """Register all other groups, once. Raises ``access.RightMissing`` for a page without."""
        with self._guard:
            if self._whole:
                return
            self._loading = True
            try:
                self._register(OTHER_GROUPS)
                self._whole = True
            finally:
                self._loading = False

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Where a request leads; asked for every one of them, before anything else."""
        if request is not None and not self._whole and not _is_early(request.path):
            self.load()
        return super().create_url_adapter(request)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """The address of an endpoint, also of one whose group was not loaded yet."""
        if not self._whole and endpoint not in self.view_functions:
            self.load()
        return super().url_for(endpoint, **values)

    def _register(self, groups: tuple[str, ...]) -> None:
        for group in groups:
            self.register_blueprint(import_module(f"web.{group}.views").blueprint)
        access.check(self)

    def _check_setup_finished(self, f_name: str) -> None:
        if not self._loading:
            super()._check_setup_finished(f_name)


def _is_early(path: str) -> bool:
    return path in _EARLY or path.startswith(_EARLY_BELOW)
