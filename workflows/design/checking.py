"""Everything that is wrong with the files of a draft, in words, each with element and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine import dmn
from engine.bundle import compile_bundle
from engine.checks.context import Model
from engine.dmn.checks import FINDINGS
from engine.errors import DeploymentRefused, Problem
from engine.model.document import Document, read
from workflows.design import publishing, words
from workflows.design.checked import Remark
from workflows.design.contents import kind_of
from workflows.errors import Finding


def remarks(files: Mapping[str, bytes]) -> list[Remark]:
    """All findings, those that block first; then by file and line."""
    documents = list(_documents(files))
    models = [Model(document) for document in documents]
    named: dict[str, str] = {}
    for model in models:
        named.update(publishing.names_of(model))
    found = [*_engine(files), *_tables(files), *_publishing(models)]
    told = [_remark(problem, named) for problem in dict.fromkeys(found)]
    return sorted(told, key=lambda one: (not one.blocks, one.file, one.line, one.code))


def findings(files: Mapping[str, bytes]) -> list[Finding]:
    """What blocks publishing, as findings of a refused command."""
    return [
        Finding(f"{one.file} 第{one.line}行：{one.sentence}", one.code, one.element)
        for one in remarks(files)
        if one.blocks
    ]


def _engine(files: Mapping[str, bytes]) -> list[Problem]:
    try:
        compile_bundle(files)
    except DeploymentRefused as refused:
        return list(refused.problems)
    return []


def _documents(files: Mapping[str, bytes]) -> Iterator[Document]:
    """Diagrams that can be read; what is wrong with others the engine says."""
    for name, body in files.items():
        if kind_of(name) == "diagram":
            try:
                yield read(name, body)
            except DeploymentRefused:
                continue


def _tables(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Gaps, overlaps and the like; what keeps a table from loading the engine has said."""
    bodies = {name: body for name, body in files.items() if kind_of(name) == "table"}
    for name, body in bodies.items():
        others = [other for key, other in bodies.items() if key != name]
        for problem in dmn.check(body, *others, file=name):
            if problem.code in FINDINGS and problem.file == name:
                yield problem


def _publishing(models: list[Model]) -> Iterator[Problem]:
    for model in models:
        yield from publishing.check(model)


def _remark(problem: Problem, named: Mapping[str, str]) -> Remark:
    advice = problem.code in publishing.ADVICE or problem.code in FINDINGS
    name = named.get(problem.element) or problem.element
    sentence = f"“{name}”{words.sentence(problem.code)}"
    return Remark(
        problem.code, problem.element, problem.line, problem.file,
        "advice" if advice else "error", sentence, problem.message,
    )  # fmt: skip
