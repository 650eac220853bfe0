"""Cost does not grow with history: rounds, branches and instances. performance.md T4 and T6."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.engine.models import (
    diagram,
    end,
    flows,
    formal,
    multi,
    par,
    path,
    script,
    start,
    user,
    xor,
)
from tests.engine.runner import Runner

USER_LOOP = diagram(
    start(), user("a"), xor("g", default="g_e"), end(), flows("s>a", "a>g", "g>a: again", "g>e")
)


def _cpu(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def test_a_user_task_loop_of_two_thousand_rounds_stays_flat() -> None:
    """Load, complete and dump of the last rounds cost what the first ones did."""
    run = Runner(USER_LOOP, mode="reload")
    size = len(run.live.dump())

    def rounds(count: int) -> None:
        for _ in range(count):
            run.complete("a", {"again": True})
            run.effects.clear()

    rounds(100)
    first = min(_cpu(lambda: rounds(100)) for _ in range(3))
    rounds(1400)
    last = min(_cpu(lambda: rounds(100)) for _ in range(3))

    assert len(run.live.case.by_id) == 2
    assert len(run.live.dump()) <= size + 40
    assert last < first * 1.8
    run.complete("a", {"again": False})
    assert run.state == "completed"


def test_an_automatic_loop_of_two_thousand_rounds_leaves_nothing() -> None:
    run = Runner(
        diagram(
            start(), script("a", "i + 1", "i"), xor("g", default="g_e"), end(),
            flows("s>a", "a>g", "g>a: i < 2000", "g>e"),
        ),
        {"i": 0},
    )  # fmt: skip
    assert (run.state, run.variables["i"]) == ("completed", 2000)


def test_split_and_join_two_thousand_times() -> None:
    run = Runner(
        diagram(
            start(), xor("m"), par("f"), script("a", "i + 1", "i"), script("b", "j + 1", "j"),
            par("q"), xor("g", default="g_e"), end(),
            flows("s>m", "m>f", "f>a", "f>b", "a>q", "b>q", "q>g", "g>m: i < 2000", "g>e"),
        ),
        {"i": 0, "j": 0},
    )  # fmt: skip
    assert (run.state, run.variables["i"], run.variables["j"]) == ("completed", 2000, 2000)


def _wide(branches: int) -> Runner:
    names = [f"u{n}" for n in range(branches)]
    return Runner(
        diagram(
            start(), par("f"), *map(user, names), par("j"), end(), path("s", "f"), path("j", "e"),
            *(path("f", name, "j") for name in names),
        )
    )  # fmt: skip


def _per_completion(run: Runner) -> float:
    tokens = sorted(run.tasks)

    def all_of_them() -> None:
        for token in tokens:
            run.live.complete_task(token, {})

    cost = _cpu(all_of_them) / len(tokens)
    assert run.state == "completed"
    return cost


def test_a_join_of_a_thousand_branches_does_not_search() -> None:
    narrow = min(_per_completion(_wide(50)) for _ in range(3))
    wide = min(_per_completion(_wide(1000)) for _ in range(2))
    assert wide < narrow * 4


def test_five_hundred_instances() -> None:
    inner = formal("loopCardinality", "=n")
    xml = diagram(start(), user("a", multi(inner=inner)), end(), path("s", "a", "e"))
    few = min(_per_completion(Runner(xml, {"n": 25})) for _ in range(3))
    many = min(_per_completion(Runner(xml, {"n": 500})) for _ in range(2))
    assert many < few * 4
