"""Expressions of the standard's own elements: formal, not empty, in a language that can be run.

Refuses ``<conditionExpression>paid up</conditionExpression>`` without
``xsi:type="tFormalExpression"``, an empty one, one in XPath, and a condition that says it yields a
string.
Source: BPMN 2.0.2, 8.4 Expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.iso8601 import KINDS
from engine.checks.registry import rule
from engine.checks.rules.formats import is_uri
from engine.checks.supported import FEEL_NAMES
from engine.checks.vocabulary import EXPRESSIONS, words
from engine.errors import Problem
from engine.model.document import XSI, unprefixed

#: Formal by the schema, so they need no ``xsi:type``
_FORMAL = frozenset({"dataPath", "formalExpression", "messagePath", "transformation"})
#: What an engine evaluates to decide the way, the time or the count
STEERING = {
    "conditionExpression": "boolean",
    "completionCondition": "boolean",
    "loopCondition": "boolean",
    "condition": "boolean",
    "activationCondition": "boolean",
    "loopCardinality": "integer",
    "timeDate": "",
    "timeDuration": "",
    "timeCycle": "",
}
#: What is evaluated in an executable process, to steer it or to fill its data
_EVALUATED = frozenset(STEERING) | words("from transformation dataPath")
_BARE_WORDS = re.compile(r"(?!true$|false$|[\d.]+$)[\w\s.,，。、“”]+")
_SAME_TYPE = {
    "boolean": {"boolean", "Boolean", "tBoolean", "bool"},
    "integer": {
        "integer",
        "int",
        "Integer",
        "long",
        "short",
        "nonNegativeInteger",
        "positiveInteger",
        "number",
        "decimal",
    },
}


@rule
def informal_expression(model: Model) -> Iterator[Problem]:
    """``informal-expression``: natural language steers nothing.

    By the letter every expression without ``xsi:type`` is natural language. Where it can be
    nothing but FEEL or a literal (``=…``, an operator, a number, an ISO time) it runs faithfully
    and passes; bare words ("approved by the chief") are refused.
    """
    for node in model.executed(*STEERING):
        if is_informal(node):
            yield node.problem(
                "informal-expression",
                'is not formal; write xsi:type="bpmn:tFormalExpression"',
            )


@rule
def empty_expression(model: Model) -> Iterator[Problem]:
    """``empty-expression``: a formal expression has a body."""
    for node in model.every(*EXPRESSIONS):
        steers = node.executable and node.tag in STEERING
        if not node.text and not len(node.xml) and (steers or _is_formal(node)):
            yield node.problem("empty-expression", "is empty; fill or remove it")


@rule
def expression_language(model: Model) -> Iterator[Problem]:
    """``expression-language-unknown``: its own language, else that of the file."""
    paths = model.every("messagePath") if model.runs else ()
    for node in (*model.executed(*_EVALUATED), *paths):
        language = _language(model, node)
        if language not in FEEL_NAMES and is_uri(language):
            yield node.problem(
                "expression-language-unknown",
                f'is in "{language}"; write it in FEEL',
            )


@rule
def expression_type(model: Model) -> Iterator[Problem]:
    """``expression-type-mismatch``: conditions say boolean, a cardinality says integer."""
    for tag, wanted in STEERING.items():
        for node in model.executed(tag) if wanted else ():
            said = unprefixed(node.get("evaluatesToTypeRef"))
            if said and said not in _SAME_TYPE[wanted]:
                yield node.problem(
                    "expression-type-mismatch",
                    f"says that it yields {said}; it must yield {wanted}",
                )


@rule
def condition_missing(model: Model) -> Iterator[Problem]:
    """``condition-missing``: a conditional event has one."""
    for node in model.executed("conditionalEventDefinition"):
        if node.kid("condition") is None:
            yield node.problem("condition-missing", "has no condition; add one")


def is_informal(node: Node) -> bool:
    """Natural language in the place of an expression that steers."""
    words = node.tag in STEERING and _BARE_WORDS.fullmatch(node.text)
    return bool(words) and not _is_formal(node) and not _is_literal(node)


def is_foreign(model: Model, node: Node) -> bool:
    """In a language of its own, so that it is no use to read it as FEEL."""
    if node.tag == "script" and node.parent is not None:
        written = node.parent.get("scriptFormat") or node.parent.get("scriptLanguage") or "feel"
        return written.strip() not in FEEL_NAMES
    evaluated = node.tag in _EVALUATED or node.tag == "messagePath"
    return evaluated and _language(model, node) not in FEEL_NAMES


def _language(model: Model, node: Node) -> str:
    return (node.get("language") or model.root.get("expressionLanguage") or "feel").strip()


def _is_literal(node: Node) -> bool:
    return node.tag in KINDS and KINDS[node.tag](node.text)


def _is_formal(node: Node) -> bool:
    written = str(node.xml.get(f"{{{XSI}}}type") or "")
    return node.tag in _FORMAL or unprefixed(written) == "tFormalExpression"
