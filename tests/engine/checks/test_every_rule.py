"""No rule without a test, no rule without its words, and the words of the standard are complete."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnValidator

from engine.checks import rules
from engine.checks.references import ATTRIBUTE_REFERENCES
from engine.checks.registry import RULES
from engine.checks.vocabulary import ATTRIBUTES, EXPRESSIONS
from tests.engine.checks.models import END, START, condition, flow, problems, process

#: {call that makes a finding: which of its arguments is the sentence}
SAYS = {"problem": 1, "wrong_triggers": 3}
XS = "{http://www.w3.org/2001/XMLSchema}"
#: QNames that name types or technologies, not elements, and the called element with its own rule
NO_REFERENCES = {
    ("callActivity", "calledElement"),
    ("correlationProperty", "type"),
    ("extension", "definition"),
    ("interface", "implementationRef"),
    ("itemDefinition", "structureRef"),
    ("operation", "implementationRef"),
    ("sequenceFlow", "sourceRef"),
    ("sequenceFlow", "targetRef"),
}


def test_every_code_of_a_rule_stands_in_a_test() -> None:
    sources = "".join(path.read_text() for path in Path(rules.__file__).parent.glob("*.py"))
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("*.py"))
    written = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', sources))
    assert len(written) > 150
    assert {code for code in written if f'"{code}"' not in tests} == set()


def test_every_rule_says_what_it_refuses() -> None:
    rules.load()
    assert len(RULES) > 100
    assert all((rule.__doc__ or "").strip() for rule in RULES)


def test_every_sentence_says_what_to_do() -> None:
    """What is wrong; what would be right. The second half stands behind a semicolon."""
    sentences = [one for path in _sources() for one in _sentences(path.read_text())]
    assert len(sentences) > 180
    assert [one for one in sentences if ";" not in one] == []


def _sources() -> list[Path]:
    # The schema speaks for itself; a message put together of others is told where those are
    return [path for path in Path(rules.__file__).parent.glob("*.py") if path.stem != "schema"]


def _sentences(source: str) -> Iterator[str]:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
        place = SAYS.get(name)
        for said in () if place is None else call.args[place : place + 1]:
            parts = said.values if isinstance(said, ast.JoinedStr) else [said]
            text = "".join(str(p.value) for p in parts if isinstance(p, ast.Constant))
            if text.strip():
                yield text


def test_an_expression_beyond_the_bounds_is_refused() -> None:
    deep = "(" * 5000 + "x" + ")" * 5000
    body = f'{START}<exclusiveGateway id="g" default="f_g_e"/>{END}<endEvent id="e2"/>'
    body += flow("s", "g") + flow("g", "e") + flow("g", "e2", condition(deep))
    (found,) = problems(process(body))
    assert (found.code, len(found.message) < 400) == ("expression-syntax", True)


def test_attributes_are_those_of_the_schema() -> None:
    schema = Schema()
    for name, type_name in schema.elements.items():
        more = {"language", "evaluatesToTypeRef"} if name in EXPRESSIONS else set()
        assert set(schema.attributes(type_name)) | more == set(ATTRIBUTES[name]), name
    assert set(schema.elements) == set(ATTRIBUTES)


def test_every_reference_of_the_schema_is_looked_up() -> None:
    schema = Schema()
    for name, type_name in schema.elements.items():
        for attribute, kind in schema.attributes(type_name).items():
            if kind in ("QName", "IDREF") and attribute != "evaluatesToTypeRef":
                known = (name, attribute) in ATTRIBUTE_REFERENCES
                assert known or (name, attribute) in NO_REFERENCES, (name, attribute)


class Schema:
    """Semantic.xsd of BPMN 2.0, from the copy that SpiffWorkflow brings."""

    def __init__(self) -> None:
        source = BpmnValidator.__module__.replace(".", "/")
        folder = Path(__import__("SpiffWorkflow").__file__).parent.parent / Path(source).parent
        roots = [
            etree.parse(folder / "schema" / name).getroot()
            for name in ("BPMN20.xsd", "Semantic.xsd")
        ]
        self.types = {
            str(t.get("name")): t for root in roots for t in root.iterchildren(f"{XS}complexType")
        }
        self.elements: dict[str, str] = {}
        for element in (e for root in roots for e in root.iterchildren(f"{XS}element")):
            kind = _local(element.get("type"))
            if not self._is_abstract(kind) and element.get("abstract") != "true":
                self.elements[str(element.get("name"))] = kind
        for held in (e for t in self.types.values() for e in t.iter(f"{XS}element")):
            if held.get("name"):
                self.elements.setdefault(str(held.get("name")), _local(held.get("type")))

    def attributes(self, type_name: str) -> dict[str, str]:
        """{attribute: its type}, inherited ones too."""
        found: dict[str, str] = {}
        while type_name in self.types:
            kind = self.types[type_name]
            for attribute in kind.iter(f"{XS}attribute"):
                found[str(attribute.get("name"))] = _local(attribute.get("type"))
            extended = kind.find(f".//{XS}extension")
            type_name = "" if extended is None else _local(extended.get("base"))
        return found

    def _is_abstract(self, type_name: str) -> bool:
        return type_name in self.types and self.types[type_name].get("abstract") == "true"


def _local(name: object) -> str:
    return str(name).rpartition(":")[2]
