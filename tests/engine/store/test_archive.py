"""The archive: what is put away comes back unchanged, keeps up, and is found for erasure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.commands import CancelCase
from engine.errors import CaseUnreadable, WrongState
from engine.jobs.keeping import Keeper, Keeping
from engine.store import archive, erasure
from engine.store.schema import case_, case_archive
from engine.testing import TENANT, Case, Sandbox
from tests.support.diagrams import two_tasks
from tests.support.rows import count, rows_in

DAY = timedelta(days=1)
SUBJECT = UUID(int=77)
#: Of a length that lies apart from the snapshot
PORTRAIT = "像" * 20_000


@pytest.fixture
def box(database_url: str) -> Iterator[Sandbox]:
    sandbox = Sandbox(database_url=database_url)
    sandbox.deploy(two_tasks())
    yield sandbox
    sandbox.engine.stop()


def finished(box: Sandbox) -> Case:
    case = box.start("p", {"name": "张三"})
    box.complete(case, "first", {"note": "长" * 500})
    box.complete(case, "second")
    return case


def put_away(box: Sandbox, case: Case, **erase_after: timedelta) -> bool:
    with box.engine.transaction(box.actor) as tx:
        return archive.put_away(tx, case.id, erase_after)


def kept(box: Sandbox) -> Any:
    """All that is put away, as it stands."""
    return rows_in(box.engine, "event", "payload"), snapshots(box)


def snapshots(box: Sandbox) -> list[bytes]:
    with box.engine.reading() as connection:
        return list(connection.scalars(select(case_.c.snapshot).order_by(case_.c.id)))


def test_a_finished_case_is_put_away_and_comes_back_unchanged(box: Sandbox) -> None:
    case, other = finished(box), finished(box)
    before, trace, variables = kept(box), case.trace, case.variables

    assert put_away(box, case)

    assert [row[1] for row in rows_in(box.engine, "event")["event"]].count(case.id) == 0
    assert count(box.engine, "payload") < len(before[0]["payload"])
    assert not put_away(box, case)
    assert (case.trace, case.variables) == (trace, variables)
    after = kept(box)
    assert after[0] == before[0]
    assert after[1] == before[1]
    assert other.state == "completed"


def test_chains_and_roots_are_whole_while_a_case_is_away(box: Sandbox, tmp_path: Path) -> None:
    case = finished(box)
    box.engine.sign(TENANT, tmp_path)
    events = box.engine.verify(TENANT).events

    put_away(box, case)

    report = box.engine.verify(TENANT, tmp_path)
    assert (report.events, report.is_sound, report.roots) == (events, True, 1)
    assert box.engine.rebuild(TENANT, write=False).differences == []


def test_what_happens_to_a_case_that_is_away_is_added_to_its_chain(box: Sandbox) -> None:
    case = finished(box)
    put_away(box, case)

    with box.engine.transaction(box.actor) as tx:
        tx.record(case.id, "FactsRead", {"by": "manager"})
    assert box.engine.verify(TENANT).is_sound
    with pytest.raises(WrongState):
        box.execute(CancelCase(case.id, "too late"))

    assert case.state == "completed"
    assert box.engine.verify(TENANT).is_sound


def test_a_running_case_is_not_put_away(box: Sandbox) -> None:
    assert not put_away(box, box.start("p"))
    assert count(box.engine, "case_archive") == 0


def test_a_changed_byte_in_the_archive_is_found_and_nothing_else_is_touched(box: Sandbox) -> None:
    case, other = finished(box), finished(box)
    put_away(box, case)
    with box.engine.transaction(box.actor) as tx:
        (body,) = tx.run("SELECT body FROM case_archive").fetchone()
        spoiled = bytearray(body)
        spoiled[len(spoiled) // 2] ^= 1
        tx.run("UPDATE case_archive SET body = ?", (bytes(spoiled),))

    with pytest.raises(CaseUnreadable, match="archive is not as it was written"):
        _ = case.state

    assert other.state == "completed"


def test_pipl_47_bodies_in_the_archive_are_found_by_their_subject_and_erased(box: Sandbox) -> None:
    case = finished(box)
    with box.engine.transaction(box.actor) as tx:
        tx.record(case.id, "NoticeSent", {"to": "李四"}, data_class="personal", subject=SUBJECT)
    put_away(box, case)

    with box.engine.transaction(box.actor) as tx:
        assert erasure.erase_of_subject(tx, SUBJECT, "asked for") == 1

    assert box.engine.verify(TENANT).is_sound
    assert box.engine.verify(TENANT).erased == 1


def pictured(box: Sandbox) -> Case:
    """A finished case with a large variable."""
    case = box.start("p", {"name": "张三", "portrait": PORTRAIT})
    box.complete(case, "first")
    box.complete(case, "second")
    return case


def test_large_variables_are_put_away_and_come_back_with_their_case(box: Sandbox) -> None:
    case, other = pictured(box), pictured(box)
    before = rows_in(box.engine, "large_value")

    put_away(box, case)

    assert count(box.engine, "large_value") == 1
    assert case.variables == other.variables == {"name": "张三", "portrait": PORTRAIT}
    assert rows_in(box.engine, "large_value") == before


@pytest.mark.parametrize("away", [False, True])
def test_pipl_47_variables_of_a_case_that_is_over_go_with_its_bodies(
    box: Sandbox, away: bool
) -> None:
    """Of that case alone: what another has of the same content stays."""
    case, other = pictured(box), pictured(box)
    if away:
        put_away(box, case)

    with box.engine.transaction(box.actor) as tx:
        erasure.erase_of_stream(tx, case.id, "asked for")

    assert (case.state, case.variables) == ("completed", {})
    assert other.variables == {"name": "张三", "portrait": PORTRAIT}
    assert count(box.engine, "large_value") == 1
    report = box.engine.verify(TENANT)
    assert report.is_sound
    assert box.engine.rebuild(TENANT, write=False).differences == []


def test_a_case_that_goes_on_keeps_the_variables_that_it_needs(box: Sandbox) -> None:
    case = box.start("p", {"name": "张三", "portrait": PORTRAIT})

    with box.engine.transaction(box.actor) as tx:
        assert erasure.erase_of_stream(tx, case.id, "asked for") == 1

    assert case.variables["portrait"] == PORTRAIT
    box.complete(case, "first")
    box.complete(case, "second")
    Keeper(box.engine, Keeping(erase_after={"personal": timedelta()})).step()
    assert case.variables["portrait"] == PORTRAIT
    box.advance(DAY)
    Keeper(box.engine, Keeping(erase_after={"personal": timedelta()})).step()
    assert (case.state, case.variables) == ("completed", {})


def test_a_case_that_nobody_can_read_is_erased_as_well(box: Sandbox) -> None:
    case = finished(box)
    with box.engine.transaction(box.actor) as tx:
        tx.run("UPDATE process_case SET snapshot = ?", ("张三".encode(),))

    with box.engine.transaction(box.actor) as tx:
        assert erasure.erase_of_stream(tx, case.id, "asked for") > 0

    assert snapshots(box) == [b""]


def test_pipl_19_bodies_are_erased_when_their_time_is_over(box: Sandbox) -> None:
    """Also those in the archive; those of a case that is going on stay."""
    hot, away, running = finished(box), finished(box), box.start("p")
    put_away(box, away, personal=30 * DAY)
    keeper = Keeper(box.engine, Keeping(erase_after={"personal": 30 * DAY}))
    box.advance(29 * DAY)
    assert keeper.step() == 0

    box.advance(2 * DAY)
    erased = keeper.step()

    assert erased == len(hot.trace and away.trace and _bodies(box, hot, away))
    report = box.engine.verify(TENANT)
    assert report.is_sound
    assert report.erased == erased
    assert keeper.step() == 0
    box.complete(running, "first")
    box.complete(running, "second")
    assert running.state == "completed"


def _bodies(box: Sandbox, *cases: Case) -> list[Any]:
    """Events of these cases that had a body, but for the record of the erasure."""
    ids = {case.id for case in cases} | {case.id.bytes for case in cases}
    rows = rows_in(box.engine, "event")["event"]
    return [row for row in rows if row[1] in ids and row[15] and row[4] != "BodiesErased"]


def test_the_archive_keeps_up_with_cases_that_end(box: Sandbox) -> None:
    """However long it goes on: nothing beyond the period stays, no case is in two places."""
    keeper = Keeper(box.engine, Keeping(archive_after=3 * DAY))
    keeper.BATCH = 7
    for day in range(10):
        for _ in range(5):
            finished(box)
        keeper.step()
        box.advance(DAY)
        late = box.now - 4 * DAY
        with box.engine.reading() as connection:
            here = select(case_.c.id).where(case_.c.ended_at < late, case_.c.snapshot != b"")
            assert connection.scalars(here).all() == [], day
    box.advance(10 * DAY)
    while keeper.step():
        pass

    with box.engine.reading() as connection:
        away = set(connection.scalars(select(case_archive.c.case_id)))
        streams = {row[1] for row in rows_in(box.engine, "event")["event"]}
    assert len(away) == 50
    assert not away & streams
    assert box.engine.verify(TENANT).is_sound
    brought = box.cases("p")[3]
    assert brought.state == "completed"
    assert keeper.step() == 1
