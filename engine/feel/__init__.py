"""FEEL of DMN 1.5: exact, three-valued, bounded, compiled to closures.

``compile(text)`` gives an ``Expression`` to keep; ``evaluate(text, variables)`` does both at once.
"""

from engine.feel.errors import FeelLimit, FeelSyntaxError
from engine.feel.evaluation import Evaluation, Reason
from engine.feel.expression import (
    Expression,
    UnaryTest,
    compile,
    compile_unary_tests,
    evaluate,
    explain,
    expression_or_literal,
    format,
    hint,
    names_in,
    unary_test,
)
from engine.feel.parser import parse_type

__all__ = [
    "Evaluation",
    "Expression",
    "FeelLimit",
    "FeelSyntaxError",
    "Reason",
    "UnaryTest",
    "compile",
    "compile_unary_tests",
    "evaluate",
    "explain",
    "expression_or_literal",
    "format",
    "hint",
    "names_in",
    "parse_type",
    "unary_test",
]
