"""The starter data of a new tenant: calendar, bodies, parks and the catalogue of items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import workflows
from engine.protocols import Actor
from workflows.calendar.commands import SeedCalendar
from workflows.items.commands import ImportCatalogue
from workflows.people.commands import ImportBodies, ImportParks

#: Data files of the product, beside the package in a checkout and in the wheel
CATALOGUE = Path(workflows.__file__).resolve().parent.parent / "bpmn" / "catalogue"


class Executes(Protocol):
    def execute(self, command: Any, *, actor: Actor) -> Any: ...


def load_starter(office: Executes, actor: Actor) -> None:
    """Bring in all starter data. Asking twice changes nothing."""
    for command in starter_commands():
        office.execute(command, actor=actor)


def starter_commands() -> Iterator[Any]:
    """In the order in which they rest on each other."""
    yield SeedCalendar()
    yield ImportBodies((CATALOGUE / "departments.yaml").read_bytes())
    yield ImportParks((CATALOGUE / "parks.yaml").read_bytes())
    for file in sorted((CATALOGUE / "items").glob("*.yaml")):
        yield ImportCatalogue(file.read_bytes(), file.name)
