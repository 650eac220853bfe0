"""Mail: sent after the commit, under one id however often it is tried, in the end an incident."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.commands import RetryIncident
from engine.jobs import outbox
from engine.jobs.mail import MailServer
from engine.protocols import Job
from engine.testing import TENANT, Sandbox
from tests.support.diagrams import diagram, end, line, service_task, start
from tests.support.rows import count, rows_in
from tests.support.smtp import MailBox, mail_box

LETTER = {"to": ["zhang@example.cn", "li@example.cn"], "subject": "准予许可", "body": "请来领取。"}


@pytest.fixture
def mails() -> Iterator[MailBox]:
    with mail_box() as server:
        yield server


@pytest.fixture
def box(database_url: str, mails: MailBox) -> Iterator[Sandbox]:
    sandbox = Sandbox(database_url=database_url)
    sandbox.handle("mail", server_at(mails))
    sandbox.deploy(
        diagram(
            "p", start(), service_task("tell", "mail", retries=2), end(), line("s", "tell", "e")
        )
    )
    yield sandbox
    sandbox.engine.stop()


def server_at(mails: MailBox) -> MailServer:
    return MailServer("127.0.0.1", "园办 <no-reply@deyang.gov.cn>", mails.port, security="none")


def test_a_letter_of_a_case_arrives_with_the_id_of_its_job(box: Sandbox, mails: MailBox) -> None:
    case = box.start("p", LETTER)

    assert case.state == "completed"
    (letter,) = mails.messages
    assert letter["Subject"] == "准予许可"
    assert letter["To"] == "zhang@example.cn, li@example.cn"
    assert letter.get_content().strip() == "请来领取。"
    assert letter["Message-ID"].endswith("@deyang.gov.cn>")


def test_the_same_job_sent_twice_bears_one_message_id(box: Sandbox, mails: MailBox) -> None:
    """A worker dies between the server's yes and the commit: the letter goes out once more."""
    send, ids = server_at(mails), []

    def dies_once(job: Job) -> dict[str, bool]:
        send(job)
        ids.append(job.id)
        if len(ids) == 1:
            raise SystemExit
        return {"told": True}

    box.handle("mail", dies_once)
    with pytest.raises(SystemExit):
        box.start("p", LETTER)
    box.advance(timedelta(minutes=2))

    assert [one["Message-ID"] for one in mails.messages] == [mails.messages[0]["Message-ID"]] * 2
    (case,) = box.cases("p")
    assert (case.state, case.variables["told"]) == ("completed", True)
    assert case.trace.count(("tell", "completed")) == 1


def test_a_server_that_says_no_is_asked_again_and_then_it_is_an_incident(
    box: Sandbox, mails: MailBox
) -> None:
    mails.refusals = 4
    case = box.start("p", LETTER)
    assert (case.state, mails.messages) == ("active", [])

    box.advance(timedelta(hours=1))

    assert case.state == "incident"
    assert "451" in case.incidents[0].message


def test_a_job_that_does_not_say_to_whom_is_an_incident_that_says_so(box: Sandbox) -> None:
    case = box.start("p", {"subject": "x", "body": "y"})
    box.advance(timedelta(hours=1))

    assert "the job does not say 'to'" in case.incidents[0].message


def test_an_operation_without_a_case_posts_with_its_transaction(
    box: Sandbox, mails: MailBox
) -> None:
    with box.engine.transaction(box.actor) as tx:
        outbox.post(tx, "mail", LETTER)
        assert mails.messages == []
    box.engine.drain()

    assert len(mails.messages) == 1
    assert count(box.engine, "due") == 0
    assert box.engine.verify(TENANT).is_sound


def test_what_is_rolled_back_is_not_posted(box: Sandbox, mails: MailBox) -> None:
    with pytest.raises(ZeroDivisionError):
        _post_and_fail(box)
    box.engine.drain()

    assert mails.messages == []


def _post_and_fail(box: Sandbox) -> None:
    with box.engine.transaction(box.actor) as tx:
        outbox.post(tx, "mail", LETTER)
        raise ZeroDivisionError


def test_a_post_that_is_given_up_is_an_incident_without_a_case(
    box: Sandbox, mails: MailBox
) -> None:
    mails.refusals = 4
    with box.engine.transaction(box.actor) as tx:
        outbox.post(tx, "mail", LETTER, retries=2)
    box.engine.drain()
    box.advance(timedelta(hours=1))

    (incident,) = box.engine.incidents(TENANT)
    assert "451" in incident.message
    box.execute(RetryIncident(incident.id, reason="the server is repaired"))
    assert len(mails.messages) == 1
    assert box.engine.incidents(TENANT) == []
    assert rows_in(box.engine, "due")["due"] == []
    assert box.engine.rebuild(TENANT, write=False).differences == []
