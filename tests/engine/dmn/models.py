"""Small DMN models in a few lines: tables, literals, whole files."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

DMN_1_5 = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def definitions(
    *elements: str, namespace: str = DMN_1_5, name: str = "m", own: str = "urn:m"
) -> bytes:
    """A file that holds ``elements``."""
    head = f'<definitions xmlns="{namespace}" id="defs" name={quoteattr(name)} namespace="{own}">'
    return (head + "".join(elements) + "</definitions>").encode()


def input_data(name: str, type_ref: str = "") -> str:
    variable = f"<variable name={quoteattr(name)} {_type(type_ref)}/>"
    return (
        f"<inputData id={quoteattr(identifier(name))} name={quoteattr(name)}>{variable}</inputData>"
    )


def decision(name: str, logic: str, *needs: str, type_ref: str = "") -> str:
    """``needs`` are references: ``input:a``, ``decision:b``, ``knowledge:c``."""
    head = f"<decision id={quoteattr(identifier(name))} name={quoteattr(name)}>"
    variable = f"<variable name={quoteattr(name)} {_type(type_ref)}/>"
    return head + variable + "".join(map(requirement, needs)) + logic + "</decision>"


def requirement(need: str) -> str:
    kind, _, name = need.partition(":")
    outer = "knowledgeRequirement" if kind == "knowledge" else "informationRequirement"
    href = name if "#" in name else f"#{identifier(name)}"
    inner = {"input": "requiredInput", "decision": "requiredDecision"}.get(
        kind, "requiredKnowledge"
    )
    return f"<{outer}><{inner} href={quoteattr(href)}/></{outer}>"


def identifier(name: str) -> str:
    return "_" + name.replace(" ", "_")


def literal(text: str, type_ref: str = "") -> str:
    return f"<literalExpression {_type(type_ref)}><text>{escape(text)}</text></literalExpression>"


def table(
    inputs: Sequence[str],
    outputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    policy: str = "UNIQUE",
    aggregation: str = "",
    *,
    values: Sequence[str] = (),
    allowed: Sequence[str] = (),
    defaults: Sequence[str] = (),
    types: Sequence[str] = (),
    input_types: Sequence[str] = (),
) -> str:
    """``values``: allowed outputs in order; ``allowed``: allowed inputs; a rule is one row."""
    columns = [_input(text, _at(allowed, i), _at(input_types, i)) for i, text in enumerate(inputs)]
    columns += [
        _output(name, _at(values, i), _at(defaults, i), _at(types, i))
        for i, name in enumerate(outputs)
    ]
    rows = [_rule(row, len(inputs)) for row in rules]
    aggregated = f"aggregation={quoteattr(aggregation)}" if aggregation else ""
    head = f"<decisionTable hitPolicy={quoteattr(policy)} {aggregated}>"
    return head + "".join(columns) + "".join(rows) + "</decisionTable>"


def _at(items: Sequence[str], index: int) -> str:
    return items[index] if index < len(items) else ""


def _input(text: str, allowed: str, type_ref: str) -> str:
    values = f"<inputValues>{_text(allowed)}</inputValues>" if allowed else ""
    expression = f"<inputExpression {_type(type_ref)}>{_text(text)}</inputExpression>"
    return f"<input>{expression}{values}</input>"


def _output(name: str, values: str, default: str, type_ref: str) -> str:
    allowed = f"<outputValues>{_text(values)}</outputValues>" if values else ""
    entry = f"<defaultOutputEntry>{_text(default)}</defaultOutputEntry>" if default else ""
    return f"<output name={quoteattr(name)} {_type(type_ref)}>{allowed}{entry}</output>"


def _rule(row: Sequence[str], inputs: int) -> str:
    cells = [f"<inputEntry>{_text(c)}</inputEntry>" for c in row[:inputs]]
    cells += [f"<outputEntry>{_text(c)}</outputEntry>" for c in row[inputs:]]
    return f"<rule>{''.join(cells)}</rule>"


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"


def _type(type_ref: str) -> str:
    return f"typeRef={quoteattr(type_ref)}" if type_ref else ""


def knowledge(
    name: str, parameters: str, logic: str, *needs: str, type_ref: str = "", result: str = ""
) -> str:
    """A knowledge model. ``parameters``: ``"a:number, b"``."""
    head = f"<businessKnowledgeModel id={quoteattr(identifier(name))} name={quoteattr(name)}>"
    variable = f"<variable name={quoteattr(name)} {_type(type_ref)}/>"
    inner = f"<encapsulatedLogic {_type(result)}>{formal(parameters)}{logic}</encapsulatedLogic>"
    return head + variable + inner + "".join(map(requirement, needs)) + "</businessKnowledgeModel>"


def formal(parameters: str) -> str:
    found = (p.strip().partition(":") for p in parameters.split(",") if p.strip())
    return "".join(f"<formalParameter name={quoteattr(n)} {_type(t)}/>" for n, _, t in found)


def function(parameters: str, logic: str, kind: str = "") -> str:
    attribute = f'kind="{kind}"' if kind else ""
    return f"<functionDefinition {attribute}>{formal(parameters)}{logic}</functionDefinition>"


def service(
    name: str,
    outputs: Sequence[str],
    *,
    inner: Sequence[str] = (),
    decisions: Sequence[str] = (),
    data: Sequence[str] = (),
    type_ref: str = "",
) -> str:
    """A decision service; ``decisions`` and ``data`` are its inputs."""
    references = [
        *(("outputDecision", n) for n in outputs),
        *(("encapsulatedDecision", n) for n in inner),
        *(("inputDecision", n) for n in decisions),
        *(("inputData", n) for n in data),
    ]
    body = "".join(f"<{tag} href={quoteattr('#' + identifier(n))}/>" for tag, n in references)
    head = f"<decisionService id={quoteattr(identifier(name))} name={quoteattr(name)}>"
    return f"{head}<variable name={quoteattr(name)} {_type(type_ref)}/>{body}</decisionService>"


def context(**entries: str) -> str:
    """A boxed context; the entry ``result`` has no name. ``a_b`` stands for ``a b``."""
    return (
        "<context>" + "".join(_entry(name, logic) for name, logic in entries.items()) + "</context>"
    )


def _entry(name: str, logic: str) -> str:
    spelled = name.replace("_", " ")
    variable = "" if name == "result" else f"<variable name={quoteattr(spelled)}/>"
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def invocation(function_text: str, **bindings: str) -> str:
    bound = "".join(
        f"<binding><parameter name={quoteattr(n.replace('_', ' '))}/>{logic}</binding>"
        for n, logic in bindings.items()
    )
    return f"<invocation>{literal(function_text)}{bound}</invocation>"


def boxed(tag: str, variable: str = "", **parts: str) -> str:
    """conditional, filter, for, some, every; a part named ``else_`` is ``else``."""
    attribute = f"iteratorVariable={quoteattr(variable)}" if variable else ""
    inner = "".join(
        f"<{name.rstrip('_')}>{logic}</{name.rstrip('_')}>" for name, logic in parts.items()
    )
    return f"<{tag} {attribute}>{inner}</{tag}>"


def relation(columns: Sequence[str], *rows: Sequence[str]) -> str:
    heads = "".join(f"<column name={quoteattr(c)}/>" for c in columns)
    body = "".join(f"<row>{''.join(map(literal, row))}</row>" for row in rows)
    return f"<relation>{heads}{body}</relation>"


def listed(*items: str) -> str:
    return f"<list>{''.join(map(literal, items))}</list>"


def item(
    name: str,
    type_ref: str = "",
    *components: str,
    allowed: str = "",
    constraint: str = "",
    collection: bool = False,
    tag: str = "itemDefinition",
) -> str:
    """An item definition, or with another ``tag`` a component of one."""
    base = f"<typeRef>{type_ref}</typeRef>" if type_ref else ""
    tests = f"<allowedValues>{_text(allowed)}</allowedValues>" if allowed else ""
    tests += f"<typeConstraint>{_text(constraint)}</typeConstraint>" if constraint else ""
    many = 'isCollection="true"' if collection else ""
    return f"<{tag} name={quoteattr(name)} {many}>{base}{tests}{''.join(components)}</{tag}>"


def component(name: str, type_ref: str, *components: str, **options: bool) -> str:
    return item(name, type_ref, *components, tag="itemComponent", **options)


def imported(name: str, namespace: str, kind: str = DMN_1_5) -> str:
    return f'<import name="{name}" namespace="{namespace}" importType="{kind}"/>'
