"""The campaign's decision tables, as deployed: what designers changed holds here as well.

In a diagram a business rule task asks them; a verb outside a diagram asks here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from engine import dmn
from engine.protocols import Tx
from engine.store import deployments
from engine.store.transaction import Transaction
from workflows.errors import NotNow

#: The process whose deployment holds the tables
_BESIDE = "park-campaign"


def decide(tx: Tx, decision: str, facts: Mapping[str, Any]) -> Any:
    """The answer of a table (id) of the deployment in effect. Raises ``NotNow`` without one."""
    within = cast(Transaction, tx)
    deployment = deployments.newest_effective(within, _BESIDE)
    files = {} if deployment is None else deployments.files(within, deployment)
    for name, body in files.items():
        if name.endswith(".dmn") and f'id="{decision}"'.encode() in body:
            return _model(body).decide(decision, dict(facts), tx.now)
    raise NotNow(f"没有部署决策表“{decision}”。", code="decision-missing")


@lru_cache(maxsize=32)
def _model(body: bytes) -> dmn.Model:
    return dmn.load(body)
