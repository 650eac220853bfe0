"""What the engine and the libraries below it log, as lines of the journal.

Commands are logged with their id and their case; a page's request id stands beside them, since
the journal knows in which request this thread is.
"""

from __future__ import annotations

import logging

from web.journal import Journal


class IntoJournal(logging.Handler):
    """Each record becomes one JSON line."""

    def emit(self, record: logging.LogRecord) -> None:
        journal, facts = Journal(record.name), dict(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[1] is not None:
            journal.exception(record.getMessage(), record.exc_info[1], **facts)
        elif record.levelno >= logging.WARNING:
            journal.warning(record.getMessage(), **facts)
        else:
            journal.info(record.getMessage(), **facts)


def install() -> None:
    """For the life of this process: commands at INFO, everything else from WARNING on."""
    root = logging.getLogger()
    if not any(isinstance(one, IntoJournal) for one in root.handlers):
        root.addHandler(IntoJournal())
    root.setLevel(logging.WARNING)
    logging.getLogger("engine").setLevel(logging.INFO)
