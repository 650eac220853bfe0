"""Work that the diagram asks for by type ``handling.…``: done inside the step's transaction.

Each sets dates and state of the application and answers with the instants that the diagram's
timers and due dates read. The law that the step must keep is checked here, whoever drew it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import update

from engine.protocols import Tx, Work
from workflows.authority import Authority
from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.handling import clocks, prospects, rules, states
from workflows.handling.models import Material
from workflows.handling.reading import CaseFacts, case_facts, supplied_on, verdicts, was_told
from workflows.handling.writing import Deed, record_deed, set_application
from workflows.notices.issuing import issue
from workflows.notices.occasion import Occasion, issuer_of

Variables = dict[str, Any]


def receipt(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """T0: the five working days of 行政许可法 32(4) begin."""
    new = prospects.received(facts, legal_day(tx.now), _calendar(tx))
    assert new.silence_due_on is not None
    set_application(
        tx, facts.id, state=states.RECEIVED, received_on=new.received_on, received_at=tx.now,
        silence_due_on=new.silence_due_on,
    )  # fmt: skip
    return _silence(new.silence_due_on)


def correction(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """The one correction notice goes out. Law: 行政许可法 32(4)."""
    today = legal_day(tx.now)
    rules.first_correction(was_told(tx.connection, tx.tenant, facts.id))
    if facts.is_permit:
        rules.correction_in_time(today, facts.silence_due_on or today)
    asked = rules.correction_list(verdicts(tx.connection, tx.tenant, facts.id))
    _mark(tx, facts, [one.code for one in asked])
    set_application(tx, facts.id, state=states.CORRECTION)
    until = prospects.correction_due(tx.connection, facts, today)
    return {"correction_due": clocks.after(until), "supplied": False}


def supply(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """Something was supplied: from now on the time-out stands still (domain §4.3)."""
    rules.something_supplied(supplied_on(tx.connection, facts))
    due = _calendar(tx).due(legal_day(tx.now), clocks.SUPPLY_ANSWER).date
    return {"supplied": True, "check_due": clocks.end_of(due)}


def explain(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """The same list is explained once more; nothing new is asked, and the wait goes on."""
    until = prospects.correction_due(tx.connection, facts, legal_day(tx.now))
    tx.record(facts.id, "CorrectionExplained", {"until": until}, element_id=work.element_id)
    return {"correction_due": clocks.after(until)}


def return_case(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """Nothing was supplied in time: the application is returned with a paper (退件)."""
    set_application(tx, facts.id, state=states.RETURNED, ended_at=tx.now)
    record_deed(tx, Deed("return", facts.id, work.element_id))
    _issue_by_law(tx, facts, "returned", "correct")
    return {}


def deem(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """Five working days of silence: accepted as of receipt. Law: 行政许可法 32(4)."""
    set_application(tx, facts.id, accepted_on=facts.received_on, deemed=True)
    record_deed(
        tx,
        Deed(
            "deem_accepted",
            facts.id,
            work.element_id,
            reason="自收到申请材料之日起五个工作日内未告知补正内容，自收件之日起即为受理",
            clause="《行政许可法》第三十二条第一款第四项",
        ),
    )
    return {}


def remind(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """No answer after five working days where silence accepts nothing: alarm, and again in five."""
    alarm(tx, facts, work)
    again = _calendar(tx).due(legal_day(tx.now), clocks.SILENCE).date
    return {"silence_acts_at": clocks.after(again)}


def alarm(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """Tell those who answer for it; the event is what their page lists."""
    body = {"reason": work.headers.get("reason", ""), "on": legal_day(tx.now)}
    tx.record(facts.id, "AlarmRaised", body, element_id=work.element_id)
    return {}


def acceptance(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """Accepted, and the limits of the decision begin. Law: 行政许可法 32(5), 42.

    By silence as of receipt; after a correction as of the day on which all was supplied.
    """
    if not facts.deemed:
        _complete(tx, facts)
    supplied, today = supplied_on(tx.connection, facts), legal_day(tx.now)
    on, deemed = prospects.accepted_as_of(facts, supplied, today)
    new = prospects.accepted(facts, on, _calendar(tx), deemed=deemed)
    assert new.promised_due_on is not None
    state = states.DECIDING if facts.handling == "instant" else states.ACCEPTED
    set_application(
        tx, facts.id, state=state, accepted_on=on, accepted_at=tx.now, deemed=deemed,
        statutory_due_on=new.statutory_due_on, promised_due_on=new.promised_due_on,
        due_provisional=prospects.provisional(new, _calendar(tx)),
    )  # fmt: skip
    if facts.deemed:
        _issue_by_law(tx, new, "acceptance", "accept")
    return {"promised_due": clocks.end_of(new.promised_due_on)}


def not_accepted(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """An answer without acceptance is on its way. Law: 行政许可法 32(1), 32(2)."""
    set_application(tx, facts.id, state=str(work.variables["outcome"]))
    return _delivery(tx)


def decision(tx: Tx, facts: CaseFacts, work: Work) -> Variables:
    """Decided: ten working days to issue and serve it. Law: 行政许可法 44."""
    approved = work.variables["decision"] == "approve"
    state = states.APPROVED if approved else states.REFUSED
    set_application(tx, facts.id, state=state, decision=state, decided_on=legal_day(tx.now))
    return _delivery(tx)


SERVICES: Mapping[str, Callable[[Tx, CaseFacts, Work], Variables]] = {
    "handling.receipt": receipt,
    "handling.correction": correction,
    "handling.supply": supply,
    "handling.explain": explain,
    "handling.return": return_case,
    "handling.deem": deem,
    "handling.remind": remind,
    "handling.alarm": alarm,
    "handling.acceptance": acceptance,
    "handling.not_accepted": not_accepted,
    "handling.decision": decision,
}


def perform(tx: Tx, work: Work) -> Variables:
    """Do the work of its type for the application whose case it is."""
    return SERVICES[work.type](tx, case_facts(tx.connection, tx.tenant, work.case_id), work)


def _complete(tx: Tx, facts: CaseFacts) -> None:
    """All is there; after a notice, all that it named, and nothing else may count (32(5))."""
    materials = verdicts(tx.connection, tx.tenant, facts.id)
    if was_told(tx.connection, tx.tenant, facts.id):
        rules.correction_answer("complete", materials)
    else:
        rules.may_accept(materials)


def _calendar(tx: Tx) -> WorkCalendar:
    return WorkCalendar.of(tx.connection, tx.tenant)


def _silence(due_on: date) -> Variables:
    return {"silence_due": clocks.end_of(due_on), "silence_acts_at": clocks.after(due_on)}


def _delivery(tx: Tx) -> Variables:
    calendar, today = _calendar(tx), legal_day(tx.now)
    until = calendar.due(today, clocks.DELIVERY).date
    archived = calendar.due(until, clocks.ARCHIVING).date
    return {"deliver_due": clocks.end_of(until), "archive_due": clocks.end_of(archived)}


def _mark(tx: Tx, facts: CaseFacts, codes: list[str]) -> None:
    tx.connection.execute(
        update(Material)
        .where(
            Material.tenant == tx.tenant,
            Material.application_id == facts.id,
            Material.code.in_(codes),
        )
        .values(in_correction=True, verdict="wrong", supplied_at=None)
    )


def _issue_by_law(tx: Tx, facts: CaseFacts, kind: str, action: str) -> None:
    """A paper that no person's act stands behind: in the name of whoever holds the authority."""
    ruling = Authority.issuer(tx, tx.tenant, facts.item, action, facts.park)
    issue(tx, Occasion(kind, facts, issuer_of(tx.connection, facts, ruling), "", tx.now, {}))
