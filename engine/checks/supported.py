"""What the engine runs: the one white list. Whoever adds an element adds its row here.

Everything of the BPMN namespace that stands in an executable process must be named in
``CONTENT`` (which element holds which), ``ATTRIBUTES`` (with which values) and ``TRIGGERS`` (which
event definition in which position); everything of the zeebe namespace in ``extensions.py``.
"""

from __future__ import annotations

from engine.checks.vocabulary import words

_NO = words("false 0")
_ANY = words("true false 1 0")

TASKS = words(
    "task userTask manualTask serviceTask scriptTask sendTask receiveTask businessRuleTask"
)
ACTIVITIES = TASKS | words("subProcess transaction adHocSubProcess callActivity")
GATEWAYS = words(
    "exclusiveGateway parallelGateway inclusiveGateway complexGateway eventBasedGateway"
)
EVENTS = words("startEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent endEvent")

#: Drawings and notes: they may stand anywhere in a scope and never run
DRAWINGS = words(
    "laneSet textAnnotation association group dataObject dataObjectReference dataStoreReference"
)
_EVERYWHERE = words("documentation extensionElements")
_FLOW_NODE = _EVERYWHERE | words("incoming outgoing categoryValueRef auditing monitoring")
_SCOPE = ACTIVITIES | GATEWAYS | EVENTS | DRAWINGS | words("sequenceFlow")
#: Who does or answers for something: a note, except of a user task (``rules/resource_roles.py``)
ROLES = words("resourceRole performer humanPerformer potentialOwner")
_DATA = words("ioSpecification property dataInputAssociation dataOutputAssociation")
_THROWN = words("property dataInput dataInputAssociation inputSet")
_CAUGHT = words("property dataOutput dataOutputAssociation outputSet")
_LOOP = words("multiInstanceLoopCharacteristics standardLoopCharacteristics")
_ACTIVITY_PARTS = _FLOW_NODE | _LOOP | ROLES


def _event(kinds: str) -> frozenset[str]:
    definitions = " ".join(f"{kind}EventDefinition" for kind in kinds.split())
    return _FLOW_NODE | words(f"{definitions} eventDefinitionRef property")


#: {element: what it may hold}. An element that is held nowhere does not run.
CONTENT: dict[str, frozenset[str]] = {
    "process": _SCOPE
    | _EVERYWHERE
    | ROLES
    | words("auditing monitoring ioSpecification property correlationSubscription")
    # What it offers to others is not called through the engine, and where it is drawn
    | words("supportedInterfaceRef ioBinding supports"),
    "correlationSubscription": _EVERYWHERE | words("correlationPropertyBinding"),
    "correlationPropertyBinding": _EVERYWHERE | words("dataPath"),
    **dict.fromkeys(("subProcess", "transaction"), _SCOPE | _ACTIVITY_PARTS | words("property")),
    "adHocSubProcess": _SCOPE | _ACTIVITY_PARTS | words("completionCondition property"),
    "callActivity": _ACTIVITY_PARTS | _DATA,
    **dict.fromkeys(TASKS, _ACTIVITY_PARTS | _DATA),
    "scriptTask": _ACTIVITY_PARTS | _DATA | words("script"),
    "userTask": _ACTIVITY_PARTS | _DATA | words("rendering"),
    **dict.fromkeys(
        ROLES,
        _EVERYWHERE | words("resourceRef resourceParameterBinding resourceAssignmentExpression"),
    ),
    **dict.fromkeys(
        ("resourceParameterBinding", "resourceAssignmentExpression"),
        _EVERYWHERE | words("expression formalExpression"),
    ),
    **dict.fromkeys(GATEWAYS, _FLOW_NODE),
    "complexGateway": _FLOW_NODE | words("activationCondition"),
    "startEvent": _CAUGHT | _event("message timer conditional signal error escalation compensate"),
    "intermediateCatchEvent": _CAUGHT | _event("message timer conditional signal link"),
    "boundaryEvent": _CAUGHT
    | _event("message timer conditional signal error escalation compensate cancel"),
    "intermediateThrowEvent": _THROWN | _event("message signal escalation link compensate"),
    "endEvent": _THROWN | _event("message signal error escalation terminate compensate cancel"),
    "conditionalEventDefinition": _EVERYWHERE | words("condition"),
    "messageEventDefinition": _EVERYWHERE | words("operationRef"),
    "linkEventDefinition": _EVERYWHERE | words("source target"),
    "timerEventDefinition": _EVERYWHERE | words("timeDate timeDuration timeCycle"),
    "sequenceFlow": _EVERYWHERE | words("conditionExpression categoryValueRef auditing monitoring"),
    "multiInstanceLoopCharacteristics": _EVERYWHERE
    | words(
        "loopCardinality completionCondition loopDataInputRef loopDataOutputRef inputDataItem"
        " outputDataItem complexBehaviorDefinition"
    ),
    "complexBehaviorDefinition": _EVERYWHERE | words("condition event"),
    "event": _THROWN
    | _EVERYWHERE
    | words(
        "signalEventDefinition messageEventDefinition escalationEventDefinition eventDefinitionRef"
    ),
    "ioSpecification": _EVERYWHERE | words("dataInput dataOutput inputSet outputSet"),
    **dict.fromkeys(
        ("dataInput", "dataOutput", "inputDataItem", "outputDataItem", "property"),
        _EVERYWHERE | words("dataState"),
    ),
    "inputSet": _EVERYWHERE
    | words("dataInputRefs optionalInputRefs whileExecutingInputRefs outputSetRefs"),
    "outputSet": _EVERYWHERE
    | words("dataOutputRefs optionalOutputRefs whileExecutingOutputRefs inputSetRefs"),
    **dict.fromkeys(
        ("dataInputAssociation", "dataOutputAssociation"),
        _EVERYWHERE | words("sourceRef targetRef transformation assignment"),
    ),
    "assignment": _EVERYWHERE | words("from to"),
    "standardLoopCharacteristics": _EVERYWHERE | words("loopCondition"),
    "laneSet": _EVERYWHERE | words("lane"),
    "childLaneSet": _EVERYWHERE | words("lane"),
    "lane": _EVERYWHERE | words("flowNodeRef childLaneSet partitionElement"),
    "textAnnotation": _EVERYWHERE | words("text"),
    "dataObject": _EVERYWHERE | words("dataState categoryValueRef"),
    "dataObjectReference": _EVERYWHERE | words("dataState categoryValueRef"),
    "dataStoreReference": _EVERYWHERE | words("dataState categoryValueRef"),
}

_ACTIVITY = {
    "isForCompensation": _ANY,
    "triggeredByEvent": _NO,
    "implementation": words("##unspecified ##WebService"),
}

#: {element: {attribute: the only values it may have}}; attributes not named here may have any value
ATTRIBUTES: dict[str, dict[str, frozenset[str]]] = {
    **dict.fromkeys(ACTIVITIES, _ACTIVITY),
    "subProcess": _ACTIVITY | {"triggeredByEvent": _ANY},
    "transaction": _ACTIVITY | {"method": words("##Compensate")},
}

#: Event definitions that stand alone on an event that catches: a link is a flow, and what a
#: compensation boundary leads to is no flow. Of several that are thrown, all happen.
ALONE = {
    "intermediateCatchEvent": words("linkEventDefinition"),
    "boundaryEvent": words("compensateEventDefinition"),
}
#: Event definitions that an event can need all of (``parallelMultiple``). An error, a cancel and
#: a compensation end what they happen in: it cannot go on and wait for the others.
TOGETHER = words(
    "messageEventDefinition timerEventDefinition signalEventDefinition conditionalEventDefinition"
    " escalationEventDefinition"
)

#: Expression languages, by the names that tools write for them; no language at all means FEEL
FEEL_NAMES = words(
    "feel FEEL application/feel text/feel"
    " http://www.omg.org/spec/FEEL/20140401"
    " http://www.omg.org/spec/DMN/20151101/FEEL"
    " http://www.omg.org/spec/DMN/20180521/FEEL/ http://www.omg.org/spec/DMN/20180521/FEEL"
    " https://www.omg.org/spec/DMN/20191111/FEEL/ https://www.omg.org/spec/DMN/20191111/FEEL"
    " https://www.omg.org/spec/DMN/20211108/FEEL/ https://www.omg.org/spec/DMN/20211108/FEEL"
    " https://www.omg.org/spec/DMN/20230324/FEEL/ https://www.omg.org/spec/DMN/20230324/FEEL"
)
