"""SIGTERM: what is under way is finished and answered, and nothing is done without an answer."""

from __future__ import annotations

import random
import signal
import threading
from collections import Counter
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.store.schema import event, task
from tests.crash.served import PATIENCE_S, Clerk, Served, _port, sign_in
from workflows.office import Office
from workflows.settings import Settings

pytestmark = pytest.mark.crash
ROUNDS = 2


def test_a_server_that_is_told_to_stop_answers_what_it_has_begun(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    url = f"sqlite:///{folder / 'yuanban.db'}"
    folder.mkdir()
    with redirect_stdout(StringIO()):
        served = Served(url, folder)
    source = random.Random(7)

    for _ in range(ROUNDS):
        process = served.begin("run", "--no-demo")
        assert process.stdout is not None
        port = _port(process.stdout)
        if not served.cookie:
            sign_in(served, port)
        clerks = [Clerk(served, port, served.tasks[n::3], source.randrange(99)) for n in range(3)]
        threads = [threading.Thread(target=clerk.work) for clerk in clerks]
        for thread in threads:
            thread.start()
        assert clerks[0].answered.wait(PATIENCE_S)
        threading.Event().wait(0.3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
        for thread in threads:
            thread.join()
        process.stdout.close()

    office = Office.open(Settings(data_folder=folder, database_url=url))
    with office.reading() as connection:
        rows = connection.execute(select(event.c.stream, event.c.type)).all()
        of_task = dict(iter(connection.execute(select(task.c.case_id, task.c.id))))
    assert office.engine.verify(served.city).is_sound
    office.engine.stop()
    verbs = {"TaskClaimed": "claim", "TaskReleased": "release"}
    done = Counter((of_task[stream], verbs[kind]) for stream, kind in rows if kind in verbs)
    assert done == +served.acknowledged
    assert sum(done.values()) > 10
