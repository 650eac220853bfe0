"""A clear page for browsers that are too old: Chromium 109 and later are supported."""

from __future__ import annotations

import re

from flask import Flask, Response, make_response, render_template, request

OLDEST_CHROMIUM = 109
_CHROMIUM = re.compile(r"Chrom(?:e|ium)/(\d+)")
_OLD = re.compile(r"MSIE |Trident/")


def install(app: Flask) -> None:
    """Answer too old browsers with one page before anything else is asked."""
    app.before_request(_check)


def too_old(user_agent: str) -> bool:
    """Whether the browser cannot show our pages. Unknown browsers are let through."""
    if _OLD.search(user_agent):
        return True
    found = _CHROMIUM.search(user_agent)
    return bool(found) and int(found.group(1)) < OLDEST_CHROMIUM  # type: ignore[union-attr]


def _check() -> Response | None:
    if request.endpoint == "static" or not too_old(request.headers.get("User-Agent", "")):
        return None
    return make_response(render_template("layout/old_browser.html", oldest=OLDEST_CHROMIUM), 426)
