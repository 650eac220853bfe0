"""CPU from a bare interpreter to the first answered page, beside merely importing the platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from bench.figures import Figure

#: The most that issue 3 allows
MOST_RATIO = 1.5
ROUNDS = 5

_PLATFORM = (
    "import flask, sqlalchemy, sqlalchemy.orm\n"
    "import SpiffWorkflow.bpmn, SpiffWorkflow.bpmn.parser, SpiffWorkflow.bpmn.serializer\n"
)
_PRODUCT = (
    "from pathlib import Path\n"
    "import sys\n"
    "from workflows.office import Office\n"
    "from workflows.settings import Settings\n"
    "from web import create_app\n"
    "office = Office.open(Settings(data_folder=Path(sys.argv[1])))\n"
    "app = create_app(office, {'SECRET_KEY': 'bench'})\n"
    "answer = app.test_client().get('/', follow_redirects=True)\n"
    "assert answer.status_code == 200, answer.status\n"
)


def report(folder: Path) -> list[Figure]:
    """Both in turns, in fresh processes; the turn that makes the database is not counted."""
    data = folder / "data"
    _cpu(_PRODUCT, data)
    pairs = [(_cpu(_PLATFORM, data), _cpu(_PRODUCT, data)) for _ in range(ROUNDS)]
    ratio = median(ours / bare for bare, ours in pairs)
    note = (
        f"imports {median(bare for bare, _ in pairs):.2f} s,"
        f" first answer {median(ours for _, ours in pairs):.2f} s CPU"
    )
    return [
        Figure("start to first answer, product / imports", ratio, at_most=MOST_RATIO, note=note)
    ]


def _cpu(program: str, data: Path) -> float:
    """CPU seconds of a fresh interpreter that runs ``program``."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(data)], stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the program ended with {process.returncode}")
    return used.ru_utime + used.ru_stime
