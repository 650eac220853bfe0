"""Which rows a step wrote, as its event keeps them: from these the read models are rebuilt.

An entry is a list: what happened, the row or token it happened to, and the values. The instant is
the event's ``recorded_at``, whoever closed a task is the event's actor. Deliveries that are under
way (messages, signals, starts) are no read models but truth, and have no entry.
"""

from __future__ import annotations

#: Name of the entries in an event's body
ROWS = "rows"

#: Kinds of due rows that follow from the steps of their case
REBUILT = ("timer", "job")

TASK = "task"
TASK_CLOSED = "task-closed"
TASK_ASSIGNED = "task-assigned"
DUE = "due"
DUE_DONE = "due-done"
DUE_OF_TOKEN_DONE = "token-done"
DUE_DEAD = "due-dead"
DUE_REVIVED = "due-revived"
DUE_BURIED = "due-buried"
SUBSCRIPTION = "wait"
SUBSCRIPTION_DONE = "wait-done"
SUBSCRIPTION_MOVED = "wait-moved"
INCIDENT = "incident"
INCIDENTS_RESOLVED = "resolved"
RENAMED = "renamed"
