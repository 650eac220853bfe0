"""States of an application (办件), as people speak of them.

The diagram holds where the case stands; this is the milestone that lists and pages show.
Source: domain §4.3.
"""

from __future__ import annotations

from workflows.items.regimes import REGIMES

DRAFT = "draft"
SUBMITTED = "submitted"
RECEIVED = "received"
CORRECTION = "correction"
ACCEPTED = "accepted"
REVIEW = "review"
DECIDING = "deciding"
APPROVED = "approved"
REFUSED = "refused"
NOT_REQUIRED = "not_required"
NOT_ACCEPTED = "not_accepted"
RETURNED = "returned"
WITHDRAWN = "withdrawn"
DELIVERED = "delivered"
ARCHIVED = "archived"

LABELS: dict[str, str] = {
    DRAFT: "暂存",
    SUBMITTED: "待收件",
    RECEIVED: "已收件",
    CORRECTION: "待补正",
    ACCEPTED: "已受理",
    REVIEW: "审查中",
    DECIDING: "待决定",
    APPROVED: "准予",
    REFUSED: "不予",
    NOT_REQUIRED: "不受理",
    NOT_ACCEPTED: "不予受理",
    RETURNED: "退件",
    WITHDRAWN: "已撤回",
    DELIVERED: "已送达",
    ARCHIVED: "已归档",
}

#: The applicant may still withdraw
BEFORE_DECISION = frozenset({SUBMITTED, RECEIVED, CORRECTION, ACCEPTED, REVIEW, DECIDING})
#: A decision or an answer has been given, and is on its way to the applicant
ANSWERED = frozenset({APPROVED, REFUSED, NOT_REQUIRED, NOT_ACCEPTED})
#: Nothing more is asked of anybody
ENDED = frozenset({RETURNED, WITHDRAWN, ARCHIVED})
#: The limits of acceptance and decision run
RUNNING = frozenset({RECEIVED, ACCEPTED, REVIEW, DECIDING})


def label(state: str) -> str:
    """The Chinese word for a state."""
    return LABELS[state]


def label_under(state: str, regime: str | None) -> str:
    """The same for an item of ``regime``: 准予 and 不予 are the words of licences only."""
    law = REGIMES.get(regime or "")
    if law is None or law.deemed_acceptance:
        return LABELS.get(state, state)
    return law.words.get(state) or LABELS.get(state, state)
