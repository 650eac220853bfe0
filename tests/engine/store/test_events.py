"""One hash chain per stream; bodies apart and erasable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from engine.errors import Refused
from engine.ids import UuidV7
from engine.protocols import Actor
from engine.store import erasure, events
from engine.store.audit import verify_all
from engine.store.database import Database
from engine.store.transaction import Transaction
from engine.store.verification import Finding

TENANT = uuid4()
NOW = datetime(2025, 9, 26, 1, tzinfo=UTC)


class Notebook:
    """Writes and checks events on a database."""

    def __init__(self, url: str) -> None:
        self.database, self.stream = Database(url), uuid4()

    def write(self, *words: str, subject: UUID | None = None) -> None:
        with self.database.writing() as connection:
            tx = self.tx(connection)
            for word in words:
                body = {"word": word}
                tx.record(self.stream, "Said", body, data_class="personal", subject=subject)
            tx.flush()

    def tx(self, connection: object) -> Transaction:
        actor = Actor(TENANT, uuid4())
        ids = UuidV7(lambda: NOW)
        return Transaction(self.database, connection, actor, NOW, ids)  # type: ignore[arg-type]

    def erase(self, subject: UUID) -> int:
        with self.database.writing() as connection:
            tx = self.tx(connection)
            erased = erasure.erase_of_subject(tx, subject, "request")
            tx.flush()
        return erased

    def change(self, sql: str) -> None:
        with self.database.writing() as connection:
            connection.exec_driver_sql(sql)

    def findings(self) -> list[Finding]:
        with self.database.reading() as connection:
            return events.verify(connection, TENANT, self.stream)

    def codes(self) -> list[tuple[int, str]]:
        return [(one.seq, one.code) for one in self.findings()]


@pytest.fixture
def notebook(database_url: str) -> Iterator[Notebook]:
    notebook = Notebook(database_url)
    yield notebook
    notebook.database.close()


def test_an_untouched_chain_has_no_findings(notebook: Notebook) -> None:
    notebook.write("one", "two")
    notebook.write("three")

    assert notebook.findings() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE event SET type = 'Unsaid' WHERE seq = 2", (2, "changed-event")),
        ("UPDATE event SET happened_at = 1 WHERE seq = 1", (1, "changed-event")),
        ("UPDATE event SET person = NULL WHERE seq = 3", (3, "changed-event")),
        ("UPDATE payload SET salt = body", (1, "changed-body")),
        ("UPDATE event SET previous_hash = hash WHERE seq = 2", (2, "broken-link")),
        ("UPDATE stream_head SET seq = 2", (3, "wrong-head")),
        ("UPDATE event SET recorded_at = 1 WHERE seq = 2", (2, "recorded-earlier")),
        ("UPDATE event SET recorded_at = 1 WHERE seq = 2", (2, "changed-event")),
        ("DELETE FROM payload", (1, "missing-body")),
        ("UPDATE event SET payload_hash = NULL WHERE seq = 2", (2, "changed-body")),
    ],
)
def test_a_changed_row_is_found(notebook: Notebook, change: str, found: tuple[int, str]) -> None:
    notebook.write("one", "two", "three")

    notebook.change(change)

    assert found in notebook.codes()


def test_a_missing_event_is_found(notebook: Notebook) -> None:
    notebook.write("one", "two", "three")

    notebook.change("DELETE FROM event WHERE seq = 2")

    assert (2, "missing-event") in notebook.codes()


def test_two_events_in_each_others_place_are_found(notebook: Notebook) -> None:
    notebook.write("one", "two", "three")

    for old, new in ((1, 9), (2, 1), (9, 2)):
        notebook.change(f"UPDATE event SET seq = {new} WHERE seq = {old}")

    assert {(1, "changed-event"), (2, "changed-event")} <= set(notebook.codes())


def test_cutting_off_the_newest_event_is_found(notebook: Notebook) -> None:
    notebook.write("one", "two", "three")

    notebook.change("DELETE FROM event WHERE seq = 3")

    assert notebook.codes() == [(2, "wrong-head")]


def test_pipl_47_erasing_a_body_keeps_the_chain_and_marks_the_gap(notebook: Notebook) -> None:
    zhang = uuid4()
    notebook.write("public word")
    notebook.write("address of Zhang", subject=zhang)
    notebook.write("another word")

    assert notebook.erase(zhang) == 1

    assert notebook.codes() == [(2, "erased-body")]
    assert not any(finding.is_violation for finding in notebook.findings())


def test_an_event_cannot_have_happened_in_the_future(notebook: Notebook) -> None:
    with notebook.database.writing() as connection:
        tx = notebook.tx(connection)
        with pytest.raises(Refused) as refusal:
            tx.record(notebook.stream, "Said", {}, happened_at=NOW + timedelta(seconds=1))
    assert refusal.value.code == "in-the-future"


def test_an_erasure_that_nobody_recorded_is_found(notebook: Notebook) -> None:
    zhang = uuid4()
    notebook.write("address of Zhang", subject=zhang)
    notebook.write("another word")
    notebook.erase(zhang)

    notebook.change("DELETE FROM payload WHERE data_class = 'personal'")

    assert notebook.codes() == [(1, "erased-body"), (2, "missing-body")]


def test_a_chain_of_which_only_the_head_is_left_is_found(notebook: Notebook) -> None:
    notebook.write("one", "two")

    notebook.change("DELETE FROM event")

    with notebook.database.reading() as connection:
        report = verify_all(connection, TENANT)
    assert [(stream, one.code) for stream, one in report.broken] == [
        (notebook.stream, "wrong-head")
    ]
