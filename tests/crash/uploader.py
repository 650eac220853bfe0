"""A process to be killed: stores files one after the other and acknowledges each.

``python -m tests.crash.uploader FOLDER``: the folder holds an office with a tenant.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from engine.protocols import Actor
from workflows.files.commands import StoreFile
from workflows.office import Office
from workflows.settings import Settings


def main(folder: str) -> None:
    office = Office.open(Settings(data_folder=Path(folder)))
    assert office.tenant is not None
    actor = Actor(office.tenant.id, None, channel="import")
    for number in count():
        body = b"%PDF-1.4 " + str(number).encode() * 20_000
        id = office.execute(StoreFile(f"{number}.pdf", body), actor=actor)
        sys.stdout.write(f"{id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
