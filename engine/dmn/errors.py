"""What a decision refuses while it runs.

EngineError
└── DmnError               a decision cannot be made; .code says why
    ├── NoSuchDecision     the model has no decision, service or knowledge model of this name
    └── RulesClash         several rules match where the hit policy allows one answer; .rules

Problems of the file itself are ``DeploymentRefused`` with all ``Problem``s. A value that the
standard makes null is null, with the reason kept in ``Decided.warnings``.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import EngineError


class DmnError(EngineError):
    """A decision cannot be made."""

    code = "decision-failed"


class NoSuchDecision(DmnError):
    """The model has nothing of this name or id that can be decided."""

    code = "no-such-decision"


class RulesClash(DmnError):
    """Several rules match, and the hit policy (UNIQUE, ANY) allows only one answer."""

    code = "rules-clash"

    def __init__(self, table: str, policy: str, rules: Sequence[int]) -> None:
        #: Numbers of the matching rules, from 1
        self.rules = tuple(rules)
        numbers = ", ".join(map(str, self.rules))
        super().__init__(
            f"{table}: the rules {numbers} match together, which {policy} does not allow",
            table=table,
            rules=self.rules,
        )
