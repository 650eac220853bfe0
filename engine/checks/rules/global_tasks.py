"""Global tasks that a call activity runs: what they may say.

Refuses a zeebe word that has no effect there, and a global script in another language than FEEL.
Source: BPMN 2.0.2, 10.3 Global Task.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.supported import FEEL_NAMES
from engine.checks.vocabulary import GLOBAL_TASKS, words
from engine.errors import Problem
from engine.model.document import ZEEBE

_EXTENSIONS = words(
    "assignmentDefinition taskSchedule priorityDefinition formDefinition userTask ioMapping script"
    " taskDefinition taskHeaders calledDecision properties"
)


@rule
def global_task_extensions(model: Model) -> Iterator[Problem]:
    """``not-supported``: zeebe words without effect in a global task."""
    for node in model.every(*GLOBAL_TASKS):
        for xml in node.extensions if model.runs else ():
            namespace, _, name = str(xml.tag).rpartition("}")
            if namespace == f"{{{ZEEBE}" and name not in _EXTENSIONS:
                yield node.problem(
                    "not-supported", f"has zeebe:{name}, which has no effect there; remove it"
                )


@rule
def global_script_is_feel(model: Model) -> Iterator[Problem]:
    """``expression-language-unknown``: scripts are FEEL, other work is a job."""
    for node in model.every("globalScriptTask"):
        language = (node.get("scriptLanguage") or "").strip()
        if model.runs and node.kid("script") and language and language not in FEEL_NAMES:
            yield node.problem(
                "expression-language-unknown",
                f'has scriptLanguage="{language}"; only "feel" can be run',
            )
