"""The words of BPMN 2.0.2: which elements there are, their attributes, and which are of one kind.

This is the standard, not what the engine can run; that is ``supported.py``.
Source: BPMN 2.0.2, the XML schema Semantic.xsd; a test compares the two.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text`` as a set."""
    return frozenset(text.split())


SCOPES = words("process subProcess transaction adHocSubProcess")
SUB_PROCESSES = SCOPES - {"process"}
TASKS = words(
    "task userTask manualTask serviceTask scriptTask sendTask receiveTask businessRuleTask"
)
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS = words(
    "exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway complexGateway"
)
CHOREOGRAPHY_ACTIVITIES = words("choreographyTask subChoreography callChoreography")
IN_FLOW_EVENTS = words("intermediateCatchEvent intermediateThrowEvent")
CATCHES = words("startEvent boundaryEvent intermediateCatchEvent")
THROWS = words("endEvent intermediateThrowEvent implicitThrowEvent")
EVENTS = CATCHES | THROWS
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS | CHOREOGRAPHY_ACTIVITIES
EVENT_DEFINITIONS = words(
    "messageEventDefinition timerEventDefinition errorEventDefinition signalEventDefinition"
    " escalationEventDefinition conditionalEventDefinition linkEventDefinition"
    " cancelEventDefinition compensateEventDefinition terminateEventDefinition"
)
ITEM_AWARE = words(
    "dataObject dataObjectReference dataStoreReference property dataInput dataOutput"
)
GLOBAL_TASKS = words(
    "globalTask globalUserTask globalManualTask globalScriptTask globalBusinessRuleTask"
)
EXPRESSIONS = words(
    "activationCondition completionCondition condition conditionExpression dataPath expression"
    " formalExpression from loopCardinality loopCondition messagePath timeCycle timeDate"
    " timeDuration to transformation"
)

_ACTIVITY = "id name default isForCompensation startQuantity completionQuantity"

_ATTRIBUTES = (
    (
        "",
        "categoryValueRef choreographyRef correlationPropertyRef dataInputRefs dataOutputRefs"
        " endPointRef errorRef eventDefinitionRef extensionElements flowNodeRef inMessageRef"
        " incoming innerParticipantRef inputSetRefs interfaceRef loopDataInputRef"
        " loopDataOutputRef messageFlowRef operationRef optionalInputRefs optionalOutputRefs"
        " outMessageRef outerParticipantRef outgoing outputSetRefs participantRef resourceRef"
        " script source sourceRef supportedInterfaceRef supports target targetRef text"
        " whileExecutingInputRefs whileExecutingOutputRefs",
    ),
    (
        "id",
        "assignment auditing cancelEventDefinition complexBehaviorDefinition"
        " conditionalEventDefinition dataAssociation dataInputAssociation dataOutputAssociation"
        " endPoint ioSpecification monitoring participantAssociation partitionElement rendering"
        " resourceAssignmentExpression terminateEventDefinition timerEventDefinition",
    ),
    (
        "id name",
        "callableElement category childLaneSet conversation correlationKey dataState endEvent"
        " event globalManualTask globalTask humanPerformer implicitThrowEvent inputSet"
        " intermediateThrowEvent laneSet linkEventDefinition outputSet partnerEntity partnerRole"
        " performer potentialOwner resource resourceRole subConversation",
    ),
    (_ACTIVITY, "task manualTask"),
    (f"{_ACTIVITY} implementation", "userTask businessRuleTask"),
    (f"{_ACTIVITY} implementation operationRef", "serviceTask"),
    (f"{_ACTIVITY} implementation operationRef messageRef", "sendTask"),
    (f"{_ACTIVITY} implementation operationRef messageRef instantiate", "receiveTask"),
    (f"{_ACTIVITY} scriptFormat", "scriptTask"),
    (f"{_ACTIVITY} calledElement", "callActivity"),
    (f"{_ACTIVITY} triggeredByEvent", "subProcess"),
    (f"{_ACTIVITY} triggeredByEvent method", "transaction"),
    (f"{_ACTIVITY} triggeredByEvent ordering cancelRemainingInstances", "adHocSubProcess"),
    ("id name gatewayDirection", "parallelGateway"),
    ("id name gatewayDirection default", "exclusiveGateway inclusiveGateway complexGateway"),
    ("id name gatewayDirection instantiate eventGatewayType", "eventBasedGateway"),
    ("id name parallelMultiple", "intermediateCatchEvent"),
    ("id name parallelMultiple isInterrupting", "startEvent"),
    ("id name parallelMultiple attachedToRef cancelActivity", "boundaryEvent"),
    ("id messageRef", "messageEventDefinition correlationPropertyRetrievalExpression"),
    ("id errorRef", "errorEventDefinition"),
    ("id signalRef", "signalEventDefinition"),
    ("id escalationRef", "escalationEventDefinition"),
    ("id activityRef waitForCompletion", "compensateEventDefinition"),
    ("id name sourceRef targetRef isImmediate", "sequenceFlow"),
    (
        "id isSequential behavior oneBehaviorEventRef noneBehaviorEventRef",
        "multiInstanceLoopCharacteristics",
    ),
    ("id loopMaximum testBefore", "standardLoopCharacteristics"),
    ("id textFormat", "documentation textAnnotation"),
    ("id associationDirection sourceRef targetRef", "association"),
    ("id categoryValueRef", "group"),
    ("id value", "categoryValue"),
    (
        "id name isCollection itemSubjectRef",
        "dataInput dataOutput dataObject inputDataItem outputDataItem",
    ),
    ("id name itemSubjectRef", "property"),
    ("id name itemSubjectRef dataObjectRef", "dataObjectReference"),
    ("id name itemSubjectRef dataStoreRef", "dataStoreReference"),
    ("id name itemSubjectRef capacity isUnlimited", "dataStore"),
    ("id name partitionElementRef", "lane"),
    ("id name processType isClosed isExecutable definitionalCollaborationRef", "process"),
    ("id name processRef", "participant"),
    ("id minimum maximum", "participantMultiplicity"),
    ("id name sourceRef targetRef messageRef", "messageFlow"),
    ("id innerMessageFlowRef outerMessageFlowRef", "messageFlowAssociation"),
    ("id name isClosed", "collaboration choreography globalConversation"),
    ("id name isClosed initiatingParticipantRef", "globalChoreographyTask"),
    ("id name loopType initiatingParticipantRef", "choreographyTask subChoreography"),
    ("id name loopType initiatingParticipantRef calledChoreographyRef", "callChoreography"),
    ("id name calledCollaborationRef", "callConversation"),
    ("id name sourceRef targetRef", "conversationLink"),
    ("id innerConversationNodeRef outerConversationNodeRef", "conversationAssociation"),
    ("id name implementation", "globalUserTask globalBusinessRuleTask"),
    ("id name scriptLanguage", "globalScriptTask"),
    ("id name itemRef", "message"),
    ("id name structureRef", "signal"),
    ("id name errorCode structureRef", "error"),
    ("id name escalationCode structureRef", "escalation"),
    ("id structureRef isCollection itemKind", "itemDefinition"),
    ("id name implementationRef", "interface operation"),
    ("id operationRef inputDataRef outputDataRef", "ioBinding"),
    ("id name type", "correlationProperty"),
    ("id correlationKeyRef", "correlationSubscription"),
    ("id correlationPropertyRef", "correlationPropertyBinding"),
    ("id name type isRequired", "resourceParameter"),
    ("id parameterRef", "resourceParameterBinding"),
    ("id type direction", "relationship"),
    ("definition mustUnderstand", "extension"),
    ("importType location namespace", "import"),
    (
        "id name targetNamespace expressionLanguage typeLanguage exporter exporterVersion",
        "definitions",
    ),
)

#: {element: its attributes}
ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: words(names) for names, tags in _ATTRIBUTES for tag in tags.split()
} | dict.fromkeys(EXPRESSIONS, words("id language evaluatesToTypeRef"))

#: {element: attributes that the schema requires}
REQUIRED: dict[str, frozenset[str]] = {
    "import": words("namespace location importType"),
    "association": words("sourceRef targetRef"),
    "boundaryEvent": words("attachedToRef"),
    "conversationLink": words("sourceRef targetRef"),
    "correlationPropertyBinding": words("correlationPropertyRef"),
    "correlationPropertyRetrievalExpression": words("messageRef"),
    "correlationSubscription": words("correlationKeyRef"),
    "interface": words("name"),
    "ioBinding": words("operationRef inputDataRef outputDataRef"),
    "messageFlow": words("sourceRef targetRef"),
    "operation": words("name"),
    "relationship": words("type"),
    "resource": words("name"),
    "resourceParameterBinding": words("parameterRef"),
    "sequenceFlow": words("sourceRef targetRef"),
}

_BOOLEAN = words("true false 1 0")

#: {attribute: the values it may have}, the same wherever the attribute stands
VALUES: dict[str, frozenset[str]] = dict.fromkeys(
    words(
        "isExecutable isClosed isForCompensation isInterrupting parallelMultiple cancelActivity"
        " instantiate isImmediate isSequential testBefore triggeredByEvent isCollection"
        " cancelRemainingInstances waitForCompletion mustUnderstand isUnlimited isRequired"
    ),
    _BOOLEAN,
) | {
    "ordering": words("Parallel Sequential"),
    "associationDirection": words("None One Both"),
    "loopType": words("None Standard MultiInstanceSequential MultiInstanceParallel"),
    "eventGatewayType": words("Exclusive Parallel"),
    "gatewayDirection": words("Unspecified Converging Diverging Mixed"),
    "itemKind": words("Information Physical"),
    "behavior": words("None One All Complex"),
    "processType": words("None Public Private"),
    "direction": words("None Forward Backward Both"),
}
INTEGERS = words("startQuantity completionQuantity loopMaximum minimum maximum capacity")
