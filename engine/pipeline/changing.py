"""MigrateCase and ModifyCase: another version under a running case, or another place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.commands import MigrateCase, ModifyCase, Outcome
from engine.errors import NotFound, Refused, WrongState
from engine.live import LiveCase
from engine.migration.execute import migrated
from engine.migration.modify import Modification
from engine.migration.plan import Plan
from engine.migration.refusals import ChangeRefused
from engine.migration.rules import refusals
from engine.pipeline.opened import Opened, open_case
from engine.store import cases, deployments, events, tasks
from engine.values import normalize_all

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


def migrate_case(host: Host, tx: Transaction, command: MigrateCase) -> Outcome:
    """Plan, validate, execute. A case that is on that version already stays as it is."""
    case = _running(host, tx, command)
    target = command.deployment_id or deployments.newest_effective(tx, case.row.process_id)
    if target is None:
        raise NotFound("no definition is in effect", process_id=case.row.process_id)
    effect = deployments.effect_of(tx, target) if command.deployment_id else None
    if effect is not None and effect[1]:
        raise WrongState("this version was withdrawn", code="withdrawn")
    before = case.row.deployment_id
    if target == before and not command.mapping:
        return Outcome(case.row.id, case.row.state, target)
    plan = _plan(case, target, command)
    found = refusals(plan)
    if found:
        raise ChangeRefused(found)
    moved = {token.id: _shown(node) for token, node in plan.pairs()}
    case.live = LiveCase.load(migrated(plan, target), case.surroundings)
    case.live.ask_conditions()
    case.row.deployment_id = target
    case.tasks.clear()  # their elements have other names now
    cases.move(tx, case.row, {token: moved[token] for token in _renamed(plan, moved)})
    body = {
        "from": before.hex,
        "to": target.hex,
        "mapping": dict(command.mapping),
        "reason": command.reason,
    }
    outcome = case.finish(command, events.Facts("CaseMigrated"), body)
    return Outcome(outcome.case_id, outcome.state, target)


def modify_case(host: Host, tx: Transaction, command: ModifyCase) -> Outcome:
    """Validate all, then carry it out as one step."""
    case = _running(host, tx, command)
    if not (command.cancel or command.activate):
        raise Refused("nothing is asked for", code="nothing-to-do")
    inner = case.live.case
    modification = Modification(inner, command.cancel, command.activate)
    inner.frame.fill(normalize_all(command.variables))
    modification.carry_out()
    body = {
        "canceled": list(command.cancel),
        "activated": list(command.activate),
        "variables": command.variables,
        "reason": command.reason,
    }
    return case.finish(command, events.Facts("CaseModified"), body)


def _running(host: Host, tx: Transaction, command: MigrateCase | ModifyCase) -> Opened:
    """The case, locked, after the policy has agreed. Raises if it is over."""
    row = cases.load(tx, command.case_id)
    if row is None:
        raise NotFound("there is no such case", case=command.case_id)
    case = open_case(host, tx, row)
    case.ask(command)
    if row.state in cases.ENDED:
        raise WrongState("this case is over", code="case-over", state=row.state)
    if not command.reason.strip():
        raise Refused("a reason is needed", code="reason-missing")
    return case


def _plan(case: Opened, target: UUID, command: MigrateCase) -> Plan:
    forms = {
        task.token: task.form_key
        for task in tasks.open_of_case(case.tx, case.row.id)
        if task.form_key is not None
    }
    bundle = case.host.bundle(case.tx, target)
    return Plan(case.live.case, bundle, case.row.process_id, command.mapping, forms)


def _renamed(plan: Plan, moved: dict[int, str]) -> list[int]:
    """Tokens whose rows name another element from now on."""
    by_id = plan.case.by_id
    return [token for token, name in moved.items() if _shown(by_id[token].task_spec) != name]


def _shown(node: Any) -> str:
    """The element that the outside sees at this node: of an event sub-process its start event."""
    return getattr(node, "waits_as", None) or str(node.element_id)
