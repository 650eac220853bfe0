"""DMN 1.1 to 1.5: decision tables, requirement graphs, boxed expressions, decision services.

``load(xml, *imports)`` gives a ``Model``; ``model.decide("name or id", {…})`` its answer.
"""

from engine.dmn.checks import FINDINGS, check
from engine.dmn.errors import DmnError, NoSuchDecision, RulesClash
from engine.dmn.model import Model, load
from engine.dmn.texts import RuleText, TableText, tables
from engine.dmn.trace import Decided, DecisionTrace, TableTrace

__all__ = [
    "FINDINGS",
    "Decided",
    "DecisionTrace",
    "DmnError",
    "Model",
    "NoSuchDecision",
    "RuleText",
    "RulesClash",
    "TableText",
    "TableTrace",
    "check",
    "load",
    "tables",
]
