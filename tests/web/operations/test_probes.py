"""Pages for machines that watch: alive, ready, figures; lines of the log."""

from __future__ import annotations

import json
import logging
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from engine.commands import ClaimTask
from engine.errors import CaseUnreadable, Refused, StoreUnavailable
from tests.web import staff
from tests.web.house import House
from web.errors import explain
from web.operations import logs
from web.session import sign_on


def test_alive_says_only_that_the_process_answers(bare: House) -> None:
    answer = bare.visitor().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_ready_with_a_database_of_this_version(bare: House) -> None:
    with bare.office.engine.transaction(_system(bare)) as tx:
        tx.run("CREATE TABLE schema_version (version_num TEXT)")
    answer = bare.visitor().get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "ready": False, "checks": {"database": "tables-not-current", "clock": "ok"},
    }  # fmt: skip
    from engine.store import migrate

    with bare.office.engine.transaction(_system(bare)) as tx:
        for one in migrate.heads():
            tx.run("INSERT INTO schema_version VALUES (?)", (one,))
    answer = bare.visitor().get("/readyz")
    assert (answer.status_code, answer.json["ready"]) == (200, True)


def test_not_ready_while_the_database_is_away(bare: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise StoreUnavailable("the database does not answer: nothing was changed")

    monkeypatch.setattr(bare.office.engine, "is_migrated", away)
    answer = bare.visitor().get("/readyz")
    assert (answer.status_code, answer.json["checks"]["database"]) == (503, "database-away")


def test_a_page_without_database_is_a_sentence_and_the_session_outlives_it(
    center: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = center.signed_in("window")

    def away() -> None:
        raise StoreUnavailable("the database does not answer: nothing was changed")

    with monkeypatch.context() as gone:
        gone.setattr(center.office.engine, "reading", away)
        answer = window.get("/inbox")
        assert answer.status_code == 503
        assert "数据库现在没有应答，内容没有改变，请稍后再试。" in answer.text

    assert window.get("/inbox").status_code == 200


def test_a_database_that_goes_away_between_two_reads_is_a_sentence_too(
    center: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = center.signed_in("window")

    def lost(*_: Any) -> None:
        raise OperationalError("SELECT", {}, psycopg.OperationalError("the connection is lost"))

    with monkeypatch.context() as gone:
        gone.setattr(sign_on, "load", lost)
        answer = window.get("/inbox")
    assert answer.status_code == 503
    assert "数据库现在没有应答，内容没有改变，请稍后再试。" in answer.text


def test_figures_tell_commands_queue_and_cache(center: House) -> None:
    case = staff.submitted(center, center.signed_in("guide"))
    window = center.signed_in("window")
    staff.claimed(window, case)
    text = center.visitor().get("/metrics").text
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(lines['yuanban_commands_total{command="ClaimTask",ended="done"}']) == 1
    assert float(lines['yuanban_command_seconds_count{command="ClaimTask"}']) == 1
    assert float(lines["yuanban_database_up"]) == 1
    assert {"yuanban_due_late", "yuanban_due_lag_seconds", "yuanban_incidents_open"} <= lines.keys()
    hits = float(lines['yuanban_case_cache_total{found="hit"}'])
    assert hits + float(lines['yuanban_case_cache_total{found="miss"}']) >= 1
    assert "13800001234" not in text


def test_figures_are_not_public(bare: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = bare.visitor()
    far = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.7"}}
    assert visitor.get("/metrics").status_code == 200  # this machine
    assert visitor.get("/metrics", **far).status_code == 404
    assert visitor.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 404
    monkeypatch.setenv("YUANBAN_METRICS_TOKEN", "a-long-token")
    assert visitor.get("/metrics").status_code == 404
    wrong, right = ({"Authorization": f"Bearer {one}"} for one in ("x", "a-long-token"))
    assert visitor.get("/metrics", headers=wrong, **far).status_code == 404
    assert visitor.get("/metrics", headers=right, **far).status_code == 200


def test_a_command_is_one_line_of_the_log_with_its_id_and_its_case(
    center: House, capsys: pytest.CaptureFixture[str]
) -> None:
    case = staff.submitted(center, center.signed_in("guide"))
    handler, engine = logs.IntoJournal(), logging.getLogger("engine")
    engine.setLevel(logging.INFO)
    engine.addHandler(handler)
    try:
        staff.claimed(center.signed_in("window"), case)
        with pytest.raises(Refused):
            center.office.execute(ClaimTask(center.city), actor=_system(center))
    finally:
        engine.removeHandler(handler)
        engine.setLevel(logging.NOTSET)
    told: list[dict[str, Any]] = [
        json.loads(line)
        for line in capsys.readouterr().out.splitlines()
        if "engine.command" in line
    ]
    (claimed,) = [one for one in told if one["ended"] == "done"]
    assert claimed["command"] == "ClaimTask"
    assert claimed["case"] == case
    assert claimed["request_id"]
    assert claimed["command_id"]
    assert "not-found" in {one["ended"] for one in told}


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (StoreUnavailable("x"), 503, "数据库现在没有应答"),
        (StoreUnavailable("x", code="disk-full"), 503, "磁盘已满"),
        (StoreUnavailable("x", code="outcome-unknown"), 503, "不知道是否已保存"),
        (CaseUnreadable("x", case=None), 409, "存储内容已损坏"),
    ],
)
def test_faults_have_words_that_say_what_to_do(
    bare: House, error: Any, status: int, words: str
) -> None:
    with bare.app.test_request_context():
        told = explain(error)
    assert told.status == status
    assert words in told.words


def _system(house: House) -> Any:
    from engine.protocols import Actor

    return Actor.system(house.city)
