"""How often somebody may try to sign in."""

from __future__ import annotations

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def by_address_and_login() -> str:
    """One counter per address and login: a guesser must not lock out a whole office."""
    return f"{get_remote_address()}|{request.form.get('login', '').strip().lower()[:60]}"


limiter = Limiter(get_remote_address, default_limits=[])
