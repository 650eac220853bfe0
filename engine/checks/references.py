"""Which attributes and elements of BPMN refer to others, and to what kind.

Source: BPMN 2.0.2, 8.2 Infrastructure, and the schema's QName and IDREF types.
"""

from __future__ import annotations

from engine.checks.vocabulary import (
    ACTIVITIES,
    EVENT_DEFINITIONS,
    FLOW_NODES,
    GLOBAL_TASKS,
    ITEM_AWARE,
    words,
)

_ANY: frozenset[str] = frozenset()
_CONVERSATIONS = words("conversation subConversation callConversation")

#: {(element, attribute): kinds that the target may have}; no kinds: any element.
#: ``callActivity/calledElement`` has a rule of its own (8.4 Call Activity).
ATTRIBUTE_REFERENCES: dict[tuple[str, str], frozenset[str]] = (
    {
        ("association", "sourceRef"): _ANY,
        ("association", "targetRef"): _ANY,
        ("boundaryEvent", "attachedToRef"): ACTIVITIES,
        ("compensateEventDefinition", "activityRef"): ACTIVITIES,
        ("callChoreography", "calledChoreographyRef"): words("choreography globalChoreographyTask"),
        ("callConversation", "calledCollaborationRef"): words("collaboration globalConversation"),
        ("conversationAssociation", "innerConversationNodeRef"): _CONVERSATIONS,
        ("conversationAssociation", "outerConversationNodeRef"): _CONVERSATIONS,
        ("conversationLink", "sourceRef"): _ANY,
        ("conversationLink", "targetRef"): _ANY,
        ("correlationPropertyBinding", "correlationPropertyRef"): words("correlationProperty"),
        ("correlationPropertyRetrievalExpression", "messageRef"): words("message"),
        ("correlationSubscription", "correlationKeyRef"): words("correlationKey"),
        ("dataObjectReference", "dataObjectRef"): words("dataObject"),
        ("dataStoreReference", "dataStoreRef"): words("dataStore"),
        ("errorEventDefinition", "errorRef"): words("error"),
        ("escalationEventDefinition", "escalationRef"): words("escalation"),
        ("group", "categoryValueRef"): words("categoryValue"),
        ("ioBinding", "operationRef"): words("operation"),
        ("ioBinding", "inputDataRef"): words("inputSet dataInput"),
        ("ioBinding", "outputDataRef"): words("outputSet dataOutput"),
        ("lane", "partitionElementRef"): _ANY,
        ("message", "itemRef"): words("itemDefinition"),
        ("messageEventDefinition", "messageRef"): words("message"),
        # Kinds of its ends: 9.4 Message Flow has rules of its own
        ("messageFlow", "sourceRef"): _ANY,
        ("messageFlow", "targetRef"): _ANY,
        ("messageFlow", "messageRef"): words("message"),
        ("messageFlowAssociation", "innerMessageFlowRef"): words("messageFlow"),
        ("messageFlowAssociation", "outerMessageFlowRef"): words("messageFlow"),
        ("multiInstanceLoopCharacteristics", "oneBehaviorEventRef"): EVENT_DEFINITIONS,
        ("multiInstanceLoopCharacteristics", "noneBehaviorEventRef"): EVENT_DEFINITIONS,
        ("participant", "processRef"): words("process"),
        ("process", "definitionalCollaborationRef"): words(
            "collaboration choreography globalConversation globalChoreographyTask"
        ),
        ("resourceParameter", "type"): words("itemDefinition"),
        ("resourceParameterBinding", "parameterRef"): words("resourceParameter"),
        ("signalEventDefinition", "signalRef"): words("signal"),
    }
    | {
        (tag, "itemSubjectRef"): words("itemDefinition")
        for tag in words(
            "dataInput dataOutput dataObject inputDataItem outputDataItem property"
            " dataObjectReference dataStoreReference dataStore"
        )
    }
    | {
        (tag, "initiatingParticipantRef"): words("participant")
        for tag in words("choreographyTask subChoreography callChoreography globalChoreographyTask")
    }
    | {(tag, "structureRef"): words("itemDefinition") for tag in words("error escalation signal")}
    | {
        (tag, name): words(kind)
        for tag in words("sendTask receiveTask")
        for name, kind in (("messageRef", "message"), ("operationRef", "operation"))
    }
    | {
        ("serviceTask", "operationRef"): words("operation"),
    }
    | {
        (tag, "default"): words("sequenceFlow")
        for tag in ACTIVITIES | words("exclusiveGateway inclusiveGateway complexGateway")
    }
)

#: {element whose text names another: kinds}
TEXT_REFERENCES: dict[str, frozenset[str]] = {
    "categoryValueRef": words("categoryValue"),
    "choreographyRef": words("choreography"),
    "correlationPropertyRef": words("correlationProperty"),
    "dataInputRefs": words("dataInput"),
    "dataOutputRefs": words("dataOutput"),
    "endPointRef": words("endPoint"),
    "errorRef": words("error"),
    "eventDefinitionRef": EVENT_DEFINITIONS,
    "flowNodeRef": FLOW_NODES,
    "inMessageRef": words("message"),
    "incoming": words("sequenceFlow"),
    "innerParticipantRef": words("participant"),
    "inputSetRefs": words("inputSet"),
    "interfaceRef": words("interface"),
    "loopDataInputRef": ITEM_AWARE,
    "loopDataOutputRef": ITEM_AWARE,
    "messageFlowRef": words("messageFlow"),
    "operationRef": words("operation"),
    "optionalInputRefs": words("dataInput"),
    "optionalOutputRefs": words("dataOutput"),
    "outMessageRef": words("message"),
    "outerParticipantRef": words("participant"),
    "outgoing": words("sequenceFlow"),
    "outputSetRefs": words("outputSet"),
    "participantRef": words("participant"),
    "resourceRef": words("resource"),
    "supports": words("process"),
    # Kinds of both ends of a data association: 10.4 has a rule of its own
    "sourceRef": _ANY,
    "supportedInterfaceRef": words("interface"),
    "targetRef": _ANY,
    "whileExecutingInputRefs": words("dataInput"),
    "whileExecutingOutputRefs": words("dataOutput"),
}

#: {(element, its child whose text names another): kinds}, where the child means that only there
CHILD_REFERENCES: dict[tuple[str, str], frozenset[str]] = {
    ("linkEventDefinition", "source"): words("linkEventDefinition"),
    ("linkEventDefinition", "target"): words("linkEventDefinition"),
}

#: What a call activity may call, by the standard
CALLABLE = GLOBAL_TASKS | words("process")
