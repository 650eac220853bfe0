"""The one policy of the field: each process is asked of the area that knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.commands import ClaimTask, CompleteTask, ReleaseTask, StartCase
from engine.protocols import AccessRequest, Tx
from workflows.campaign import policy as campaign
from workflows.campaign.posts import keys_of
from workflows.handling.policy import HandlingPolicy

#: What is asked of the area; the rest (deploying, repairing, publishing) is the same for all
_OF_AREA = (StartCase, ClaimTask, CompleteTask, ReleaseTask)


class FieldPolicy(HandlingPolicy):
    """``engine.protocols.AccessPolicy`` of all areas."""

    def check(self, tx: Tx, request: AccessRequest) -> None:
        if request.process_id in campaign.PROCESSES and isinstance(request.command, _OF_AREA):
            campaign.check(tx, request)
        else:
            super().check(tx, request)

    def slot_keys(
        self, tx: Tx, candidates: Sequence[str], variables: Mapping[str, Any]
    ) -> Sequence[str]:
        if "phase" in variables:
            return keys_of(candidates, variables)
        return super().slot_keys(tx, candidates, variables)
