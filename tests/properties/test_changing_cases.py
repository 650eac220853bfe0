"""Running cases under random changes: nothing is lost, nothing doubled, all of it can be told."""

from __future__ import annotations

import random

import pytest

from engine.commands import CancelCase, MigrateCase, ModifyCase
from engine.migration.refusals import ChangeRefused
from engine.testing import TENANT, Case, Sandbox
from tests.properties.counts import FULL
from tests.properties.histories import History
from tests.support.rows import rows_in

SEEDS = range(240 if FULL else 12)
ROUNDS = 8


def lived(seed: int, *, migrating: bool) -> list[object]:
    """What became of the cases; with ``migrating`` they change to a twin of their version often."""
    box = Sandbox(seed=seed)
    history = History(box, seed)
    for number in range(ROUNDS):
        history.live(6)
        if migrating:
            _to_twin(box, history, number)
    told = [
        (case.state, case.trace, case.variables, sorted(task.element_id for task in case.tasks))
        for case in history.cases
    ]
    sound(box)
    box.engine.stop()
    return told


def _to_twin(box: Sandbox, history: History, number: int) -> None:
    twin = box.deploy(history.xml.replace(b"</", b"<!-- %d --></" % number, 1))
    for case in history.running():
        box.execute(MigrateCase(case.id, "the same, written anew", twin))
        assert case.view.deployment_id == twin
        box.reload()


def sound(box: Sandbox) -> None:
    assert box.engine.rebuild(TENANT, write=False).differences == []
    assert box.engine.verify(TENANT).broken == []
    for case in box.cases():
        waiting = {token for token, _, state in case.tokens if state == "open"}
        rows = rows_in(box.engine, "task")["task"]
        listed = {row[3] for row in rows if row[2] == case.id.bytes or row[2] == case.id
                  if row[6] == "open"}  # fmt: skip
        assert listed <= waiting
        # an incident stops its scope: what was activated within has not begun yet
        assert listed == waiting or case.state == "incident"


@pytest.mark.parametrize("part", range(3))
def test_a_migration_to_a_twin_changes_nothing(part: int) -> None:
    for seed in SEEDS[part::3]:
        assert lived(seed, migrating=True) == lived(seed, migrating=False), seed


@pytest.mark.parametrize("part", range(3))
def test_modified_cases_stay_sound_and_can_be_ended(part: int) -> None:
    done = sum(_changed(Sandbox(seed=seed), seed) for seed in SEEDS[part::3])
    assert done > len(SEEDS) / 3


def test_modified_and_migrated_cases_stay_sound_on_each_database(database_url: str) -> None:
    assert _changed(Sandbox(seed=1, database_url=database_url), 1, migrating=True) > 1


def _changed(box: Sandbox, seed: int, *, migrating: bool = False) -> int:
    """Live, move tokens about, end all; how many changes were carried out."""
    choose, history, done = random.Random(seed), History(box, seed), 0
    for number in range(ROUNDS):
        history.live(4)
        for case in history.running():
            done += _modified(box, case, choose)
        if migrating:
            _to_twin(box, history, number)
        sound(box)
    for case in history.running():
        box.execute(CancelCase(case.id, "enough"))
        assert (case.state, case.tasks, case.incidents) == ("terminated", [], [])
    assert [row for row in rows_in(box.engine, "due")["due"] if row[4] is not None] == []
    sound(box)
    box.engine.stop()
    return done


def _modified(box: Sandbox, case: Case, choose: random.Random) -> int:
    """Move a random token to a random element; how many changes were carried out."""
    elements = sorted({element for _, element, _ in case.tokens})
    known = sorted({element for element, _ in case.trace})
    if not elements:
        return 0
    before = rows_in(box.engine)
    command = ModifyCase(case.id, "moved", (choose.choice(elements),), (choose.choice(known),))
    try:
        box.execute(command)
    except ChangeRefused:
        assert rows_in(box.engine) == before
        return 0
    return 1
