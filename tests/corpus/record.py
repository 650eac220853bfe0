"""``python -m tests.corpus.record FOLDER``: cases in the middle of random lives, as files."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from pathlib import Path

from engine.store.codec import encode
from engine.testing import Sandbox
from tests.properties.histories import History

SEEDS = (1, 4, 7, 12, 19, 23, 31, 42)


def main(folder: str) -> None:
    target = Path(__file__).parent / folder
    target.mkdir()
    for seed in SEEDS:
        box = Sandbox(seed=seed)
        history = History(box, seed)
        history.live(7)
        case = next(iter(history.running()), None)
        if case is not None:
            entry = json.dumps(recorded(box, history, case.id), ensure_ascii=False, indent=1)
            (target / f"{seed:03}.json").write_text(entry + "\n")
        box.engine.stop()


def recorded(box: Sandbox, history: History, case_id: object) -> dict[str, object]:
    """The snapshot of a case as stored, and what can be seen of it."""
    with box.engine.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, snapshot FROM process_case").all()
    case = next(one for one in history.cases if one.id == case_id)
    (snapshot,) = (row[1] for row in rows if row[0] in (case.id, case.id.bytes))
    return {
        "diagram": history.xml.decode(),
        "snapshot": b64encode(bytes(snapshot)).decode(),
        "state": case.state,
        "tokens": [list(token) for token in case.tokens],
        "variables": encode(case.variables).decode(),
    }


if __name__ == "__main__":
    main(sys.argv[1])
