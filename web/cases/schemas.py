"""What the page of a case sends."""

from __future__ import annotations

from engine.commands import RetryIncident
from web.schemas import Input, Text


class Retry(Input):
    """Try again what failed, and why."""

    makes = RetryIncident

    reason = Text(required=True, most=500, metadata={"sentence": "请写明重试的原因。"})
