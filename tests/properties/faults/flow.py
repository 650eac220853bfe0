"""Faults of flow: joins, forks, choices, races, tokens by number, no order at all."""

from __future__ import annotations

from typing import Any

import pytest

from engine.behavior import (
    node,
)
from engine.behavior.joins import Arrivals
from engine.behavior.node import Node
from engine.behavior.quantities import Gathering
from engine.behavior.token import Token
from engine.elements.ad_hoc_sub_process import AdHocSubProcess, Turn
from engine.elements.complex_gateway import ComplexGateway
from engine.elements.event_based_gateway import EventBasedGateway
from engine.elements.exclusive_gateway import ExclusiveGateway
from engine.elements.inclusive_gateway import InclusiveGateway
from engine.elements.intermediate_throw_event import IntermediateThrowEvent
from engine.elements.parallel_gateway import ParallelGateway
from engine.elements.user_task import UserTask
from tests.properties.faults.fault import Fault


def join_fires_at_the_first_token(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ParallelGateway, "enter", Node.enter)


def join_forgets_a_token(plant: pytest.MonkeyPatch) -> None:
    def take(self: Arrivals, gateway: str) -> list[Token]:
        return [queue[0] for queue in self.pop(gateway).values()][:1]

    plant.setattr(Arrivals, "take_one_per_flow", take)


def join_counts_tokens_instead_of_flows(plant: pytest.MonkeyPatch) -> None:
    add = Arrivals.add

    def wrong(self: Arrivals, gateway: str, token: Token) -> int:
        return add(self, gateway, token) + 1

    plant.setattr(Arrivals, "add", wrong)


def fork_takes_one_flow(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ParallelGateway, "leave", lambda self, token: self.flows[:1])


def exclusive_takes_all(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ExclusiveGateway, "leave", lambda self, token: self.flows)


def exclusive_takes_the_default(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ExclusiveGateway, "leave", lambda self, token: self.flows[-1:])


def conditions_of_activities_are_ignored(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(node, "choose", lambda node, token: node.flows)


def a_failed_condition_means_no(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(node, "truth_of", lambda expression, place, what: False)


def losers_of_a_race_stay(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(EventBasedGateway, "won", lambda self, token, arm: token.complete())


def inclusive_join_waits_for_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(InclusiveGateway, "due", lambda self, scope: True)


def inclusive_join_waits_for_all(plant: pytest.MonkeyPatch) -> None:
    def due(self: InclusiveGateway, scope: Any) -> bool:
        return self.filled(scope) == (1 << len(self.incoming)) - 1

    plant.setattr(InclusiveGateway, "due", due)


def complex_gateway_never_resets(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ComplexGateway, "_late", lambda self, scope: [])


def one_token_is_enough(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Gathering, "enter", lambda self, token: True)


def ad_hoc_enables_only_the_first(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(AdHocSubProcess, "_enabled", lambda self, token, scope: self.enabled[:1])


def ad_hoc_never_gives_the_turn(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Turn, "due", lambda self, scope: False)


def links_lead_nowhere(plant: pytest.MonkeyPatch) -> None:
    leave = IntermediateThrowEvent.leave

    def wrong(self: IntermediateThrowEvent, token: Token) -> Any:
        return () if self.link is not None else leave(self, token)

    plant.setattr(IntermediateThrowEvent, "leave", wrong)


def a_task_leads_nowhere(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(UserTask, "leave", lambda self, token: ())


FAULTS: list[Fault] = [
    (join_fires_at_the_first_token, ("and", "user")),
    (join_forgets_a_token, ("and", "user")),
    (join_counts_tokens_instead_of_flows, ("and", "user")),
    (fork_takes_one_flow, ("and", "user")),
    (exclusive_takes_all, ("xor", "user")),
    (exclusive_takes_the_default, ("xor", "loop", "user")),
    (conditions_of_activities_are_ignored, ("flows", "user")),
    (a_failed_condition_means_no, ("flows", "user")),
    (losers_of_a_race_stay, ("race", "user")),
    (inclusive_join_waits_for_nobody, ("inclusive", "user")),
    (inclusive_join_waits_for_all, ("inclusive", "user")),
    (complex_gateway_never_resets, ("complex", "user")),
    (one_token_is_enough, ("tokens", "user")),
    (ad_hoc_enables_only_the_first, ("ad_hoc", "user")),
    (ad_hoc_never_gives_the_turn, ("ad_hoc", "user")),
    (links_lead_nowhere, ("linked", "user")),
    (a_task_leads_nowhere, ("seq", "user")),
]
