"""What the parts of a task's page send beside its form."""

from __future__ import annotations

from web.schemas import Input, Text
from workflows.handling.commands import CheckMaterial


class Check(Input):
    """A verdict on one material; what a wrong one needs is asked by the command."""

    makes = CheckMaterial

    verdict = Text(load_default="")
    problem = Text()
    demand = Text()
