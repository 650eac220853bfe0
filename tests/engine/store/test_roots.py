"""Signed roots: a chain that was rewritten whole, hashes and head included, is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from engine.store.hashing import COLUMNS, row_hash
from engine.store.merkle import leaf_hash, root_of
from engine.store.signing import FILE, SigningKey
from engine.testing import TENANT, Case, Sandbox
from tests.support.diagrams import two_tasks


@pytest.fixture
def box(database_url: str) -> Iterator[Sandbox]:
    sandbox = Sandbox(database_url=database_url)
    sandbox.deploy(two_tasks())
    yield sandbox
    sandbox.engine.stop()


def cases(box: Sandbox, number: int) -> list[Case]:
    return [box.start("p") for _ in range(number)]


def codes(box: Sandbox, folder: Path) -> list[str]:
    return [finding.code for finding in box.engine.verify(TENANT, folder).broken_roots]


def rewrite(box: Sandbox, stream: UUID) -> None:
    """Change the channel of every event, and make chain and head whole again."""
    with box.engine.transaction(box.actor) as tx:
        previous = None
        rows = tx.run(
            f"SELECT {COLUMNS} FROM event WHERE tenant = ? AND stream = ? ORDER BY seq",
            (TENANT, stream),
        ).fetchall()
        names = COLUMNS.replace(" ", "").split(",")
        for found in rows:
            row = dict(zip(names, found, strict=True))
            for name in ("id", "person", "appointment", "on_behalf_of"):
                if isinstance(row[name], bytes):
                    row[name] = UUID(bytes=row[name])
            row |= {"channel": "forged", "previous_hash": previous}
            previous = row_hash(TENANT, stream, tuple(row.values()))
            tx.run(
                "UPDATE event SET channel = 'forged', previous_hash = ?, hash = ?"
                " WHERE tenant = ? AND stream = ? AND seq = ?",
                (row["previous_hash"], previous, TENANT, stream, row["seq"]),
            )
        tx.run(
            "UPDATE process_case SET event_hash = ? WHERE tenant = ? AND id = ?",
            (previous, TENANT, stream),
        )


def test_a_chain_rewritten_after_it_was_signed_is_found(box: Sandbox, tmp_path: Path) -> None:
    first, second = cases(box, 2)
    root = box.engine.sign(TENANT, tmp_path)
    assert (root.number, root.chains) == (1, 3)  # and the deployment
    assert codes(box, tmp_path) == []

    rewrite(box, second.id)

    report = box.engine.verify(TENANT, tmp_path)
    assert report.broken == []  # the chains alone say nothing
    (finding,) = report.broken_roots
    assert (finding.code, finding.stream, finding.number) == ("rewritten", second.id, 1)
    assert first.id != second.id


def test_a_chain_may_grow_after_it_was_signed(box: Sandbox, tmp_path: Path) -> None:
    grows, _rests = cases(box, 2)
    box.advance(timedelta(hours=1))
    box.engine.sign(TENANT, tmp_path)

    box.advance(timedelta(days=1))
    box.complete(grows, "first")
    second = box.engine.sign(TENANT, tmp_path)

    assert second.chains == 1  # what has not moved since is covered by the first
    assert codes(box, tmp_path) == []


def test_a_root_that_is_gone_or_changed_is_found(box: Sandbox, tmp_path: Path) -> None:
    for _ in range(3):
        cases(box, 1)
        box.engine.sign(TENANT, tmp_path)
        box.advance(timedelta(days=1))

    with box.engine.transaction(box.actor) as tx:
        tx.run("DELETE FROM signed_root WHERE tenant = ? AND number = 2", (TENANT,))
    assert codes(box, tmp_path) == ["missing-root", "broken-root"]

    with box.engine.transaction(box.actor) as tx:
        tx.run("UPDATE signed_root SET number = 9 WHERE tenant = ? AND number = 1", (TENANT,))
    assert "bad-signature" in codes(box, tmp_path)


def test_a_root_of_another_key_is_found(box: Sandbox, tmp_path: Path) -> None:
    cases(box, 1)
    box.engine.sign(TENANT, tmp_path / "forger")

    assert codes(box, tmp_path / "ours") == ["unknown-key"]


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = SigningKey.of(tmp_path)

    assert SigningKey.of(tmp_path).public == first.public
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_sweep_signs_once_a_day_where_it_has_a_key(box: Sandbox, tmp_path: Path) -> None:
    box.engine.key_folder = tmp_path
    cases(box, 1)

    for _ in range(30):
        box.engine.sweep()
        box.advance(timedelta(hours=1))

    assert box.engine.verify(TENANT, tmp_path).roots == 2


def test_rfc_6962_2_1_merkle_tree_hash() -> None:
    """Vectors of the RFC's reference implementation."""
    leaves = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243")]

    assert root_of([]).hex().startswith("e3b0c44298fc1c149afbf4c8996fb924")
    assert root_of(leaves[:1]) == leaf_hash(b"")
    assert root_of(leaves[:1]).hex().startswith("6e340b9cffb37a989ca544e6bb780a2c")
    assert root_of(leaves[:2]).hex().startswith("fac54203e7cc696cf0dfcb42c92a1d9d")
    assert root_of(leaves[:3]).hex().startswith("aeb6bcfe274b70a14fb067a5e5578264")
    assert root_of(leaves[:6]).hex().startswith("76e67dadbcdf1e10e1b74ddc608abd2f")
