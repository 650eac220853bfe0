"""Conversations that stand beside processes: who talks, and what a reusable one holds.

Refuses a conversation link between two pools, and a global conversation with conversations inside.
Source: BPMN 2.0.2, 9.5 Conversations (Conversation Link, Global Conversation).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.vocabulary import words
from engine.errors import Problem

_NODES = words("conversation subConversation callConversation")


@rule
def conversation_link_ends(model: Model) -> Iterator[Problem]:
    """``conversation-link-ends``: one end is a conversation, the other takes part in it."""
    for link in model.every("conversationLink"):
        ends = [model.named(link.get(name)) for name in ("sourceRef", "targetRef")]
        if None in ends:
            continue  # unresolved-reference
        if sum(end is not None and end.tag in _NODES for end in ends) != 1:
            yield link.problem(
                "conversation-link-ends", "joins no conversation to a participant; correct its ends"
            )


@rule
def global_conversation_content(model: Model) -> Iterator[Problem]:
    """``global-conversation-content``: it is atomic."""
    for node in model.every("globalConversation"):
        for inner in node.kids(*_NODES, "conversationLink"):
            yield inner.problem(
                "global-conversation-content",
                f"stands in {node.label}, which holds none; draw it in a collaboration",
            )
