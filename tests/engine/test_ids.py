"""Ids are ordered by time, whatever the clock does (RFC 9562, 5.7 and 6.2)."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from engine.ids import UuidV7

NOW = datetime(2025, 9, 26, 1, tzinfo=UTC)


def millisecond(id: UUID) -> int:
    return id.int >> 80


def test_an_id_carries_version_variant_and_the_instant_of_the_clock() -> None:
    id = UuidV7(lambda: NOW).new()

    assert (id.version, id.variant) == (7, "specified in RFC 4122")
    assert millisecond(id) == NOW.timestamp() * 1000


def test_within_a_millisecond_the_order_of_creation_is_kept() -> None:
    source = UuidV7(lambda: NOW, random=lambda size: b"\xff" * size)
    # More than the counter of a millisecond holds: the next one is borrowed
    made = [source.new() for _ in range(10_000)]

    assert all(one < other for one, other in pairwise(made))
    assert millisecond(made[-1]) == NOW.timestamp() * 1000 + 2


def test_a_clock_that_is_set_back_makes_no_older_id() -> None:
    clock = [NOW, NOW + timedelta(seconds=1), NOW - timedelta(hours=1), NOW - timedelta(days=1)]
    source = UuidV7(lambda: clock.pop(0))
    made = [source.new() for _ in range(4)]

    assert made == sorted(made)
    assert millisecond(made[-1]) == (NOW + timedelta(seconds=1)).timestamp() * 1000


def test_threads_get_different_ids_in_their_own_order() -> None:
    source = UuidV7(lambda: NOW)
    made: list[list[UUID]] = [[] for _ in range(4)]

    def fill(own: list[UUID]) -> None:
        own.extend(source.new() for _ in range(2_000))

    threads = [threading.Thread(target=fill, args=(own,)) for own in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({id for own in made for id in own}) == 8_000
    assert all(own == sorted(own) for own in made)
