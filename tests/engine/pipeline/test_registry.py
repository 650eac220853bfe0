"""Deny by default: what has no verb is refused."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from engine.commands import Command
from engine.errors import Refused
from engine.pipeline.registry import VERBS
from engine.testing import Sandbox


def test_every_command_has_a_verb_and_every_verb_a_command() -> None:
    assert set(VERBS) == set(get_args(Command))


def test_something_else_is_no_command(sqlite_url: str) -> None:
    box = Sandbox(database_url=sqlite_url)
    wish: Any = {"complete": "everything"}

    with pytest.raises(Refused) as refusal:
        box.execute(wish)

    assert refusal.value.code == "unknown-command"
    box.engine.stop()
