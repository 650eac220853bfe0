"""Extension elements of the zeebe dialect that the engine honors, where, and with which attributes.

An extension element in a place where it would have no effect is refused like an unknown one:
nothing that is written to steer execution may be silently ignored.
Source: Camunda 8 BPMN extension elements (zeebe-bpmn-moddle).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.checks.supported import ACTIVITIES, EVENTS
from engine.checks.vocabulary import words


@dataclass(frozen=True, slots=True)
class Extension:
    """One zeebe element."""

    #: BPMN elements under whose ``extensionElements`` it may stand; empty: any
    hosts: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    #: zeebe elements that it may hold
    content: frozenset[str] = frozenset()
    #: {attribute: the only values it may have}
    values: dict[str, frozenset[str]] = field(default_factory=dict)


_JOBS = words("serviceTask sendTask scriptTask businessRuleTask")
_THROWING = words("intermediateThrowEvent endEvent")
#: A case stays on its deployment, so whatever it refers to is bound to the deployment as well
_BINDING = {"bindingType": words("deployment latest")}
#: Nothing runs before these events, so there is nothing that an input could be mapped for
OUTPUT_ONLY = words("startEvent boundaryEvent")

EXTENSIONS: dict[str, Extension] = {
    "assignmentDefinition": Extension(
        # On a lane it holds for the user tasks of the lane that have none of their own
        words("userTask lane"),
        words("assignee candidateGroups candidateUsers"),
    ),
    "taskSchedule": Extension(words("userTask"), words("dueDate followUpDate")),
    "priorityDefinition": Extension(words("userTask"), words("priority"), words("priority")),
    "formDefinition": Extension(
        words("userTask startEvent"),
        words("formId formKey externalReference bindingType"),
        values=_BINDING,
    ),
    "userTask": Extension(words("userTask")),
    "taskDefinition": Extension(_JOBS | _THROWING, words("type retries"), words("type")),
    "taskHeaders": Extension(_JOBS | _THROWING, content=words("header")),
    "header": Extension(attributes=words("key value"), required=words("key")),
    "script": Extension(
        words("scriptTask"), words("expression resultVariable"), words("expression")
    ),
    "calledDecision": Extension(
        words("businessRuleTask"),
        words("decisionId resultVariable bindingType"),
        words("decisionId resultVariable"),
        values=_BINDING,
    ),
    "calledElement": Extension(
        words("callActivity"),
        words(
            "processId propagateAllChildVariables propagateAllParentVariables bindingType"
            " versionTag"
        ),
        words("processId"),
        values={
            "bindingType": words("deployment latest versionTag"),
            "propagateAllChildVariables": words("true false"),
            "propagateAllParentVariables": words("true false"),
        },
    ),
    "subscription": Extension(words("message"), words("correlationKey"), words("correlationKey")),
    "loopCharacteristics": Extension(
        words("multiInstanceLoopCharacteristics"),
        words("inputCollection inputElement outputCollection outputElement"),
    ),
    "adHoc": Extension(
        words("adHocSubProcess"),
        words("activeElementsCollection"),
        words("activeElementsCollection"),
    ),
    "ioMapping": Extension(ACTIVITIES | EVENTS, content=words("input output")),
    "input": Extension(attributes=words("source target"), required=words("source target")),
    "output": Extension(attributes=words("source target"), required=words("source target")),
    "versionTag": Extension(words("process"), words("value"), words("value")),
    "properties": Extension(content=words("property")),
    "property": Extension(attributes=words("name value")),
}
