"""The frame around every page: base template, macros, filters, rail, assets."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, request
from flask_login import current_user

from web.layout import counting, dates, masks
from web.layout.assets import asset
from web.layout.lights import light
from web.session.csrf import generate_csrf


def install(app: Flask) -> None:
    """Register templates, filters and what every template may ask."""
    app.register_blueprint(Blueprint("layout", __name__, template_folder="templates"))
    for name in ("day", "day_words", "moment", "hour"):
        app.jinja_env.filters[name] = getattr(dates, name)
    app.jinja_env.filters.update(limit_words=counting.limit_words, day_note=counting.day_note)
    app.jinja_env.filters["day_sign"] = counting.day_sign
    app.jinja_env.filters.update(mask_id=masks.mask_id, mask_phone=masks.mask_phone, capped=capped)
    app.jinja_env.globals.update(asset=asset, light=light)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_frame)


def capped(number: int) -> str:
    """A count as it is shown: nobody reads beyond 99."""
    return "99+" if number > 99 else str(number)


def _frame() -> dict[str, Any]:
    from web.layout.rail import rail_for

    who = current_user if current_user.is_authenticated else None
    return {
        "who": who,
        "demo": bool(who and who.is_demo),
        "rail": rail_for(who) if who else [],
        "csrf_token_value": generate_csrf,
        "is_part": bool(request.headers.get("HX-Request")),
    }
