"""When the step under way happened, where it is recorded late: both times, and why.

The policy is asked first, and knows the command; what the diagram then asks for does not. One
thread carries out one transaction, so what was noted for it is read back in it and nowhere else.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from engine.protocols import Tx


@dataclass(frozen=True, slots=True)
class Moment:
    """A step's two times."""

    happened_at: datetime
    recorded_at: datetime
    #: Why it was recorded late; None: it was not
    late_reason: str | None = None


class _Noted(threading.local):
    tx: Tx | None = None
    moment: Moment | None = None


_noted = _Noted()


def note(tx: Tx, happened_at: datetime | None, late_reason: str | None) -> None:
    """This transaction's command says when it happened."""
    _noted.tx = tx
    _noted.moment = Moment(happened_at or tx.now, tx.now, late_reason if happened_at else None)


def of(tx: Tx) -> Moment:
    """Both times of the step under way."""
    if _noted.tx is tx and _noted.moment is not None:
        return _noted.moment
    return Moment(tx.now, tx.now)
