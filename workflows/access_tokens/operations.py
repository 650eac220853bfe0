"""Verbs of service accounts and tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert, select, update

from engine.protocols import Tx
from workflows.access_tokens.commands import AddServiceAccount, IssueToken, RevokeToken
from workflows.access_tokens.models import AccessToken, ServiceAccount
from workflows.access_tokens.scopes import SCOPES
from workflows.clock import legal_day
from workflows.errors import Finding, NotNow, Unknown, refuse_if
from workflows.operations import operation
from workflows.people.commands import AddPerson
from workflows.people.lookup import exists
from workflows.people.operations import add_person

#: A token ends at the latest after a year: one that nobody renews is one that nobody watches
_LONGEST = timedelta(days=366)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@operation(AddServiceAccount, right="sysadmin")
def add_service_account(tx: Tx, command: AddServiceAccount) -> UUID:
    """Enter the person row and mark it as a program's."""
    purpose = command.purpose.strip()
    if not purpose or len(purpose) > 200:
        refuse_if([Finding("请用200字以内写明是哪个系统、由谁负责。", "purpose", "purpose")])
    person: UUID = add_person(tx, AddPerson(command.name, command.login))
    tx.connection.execute(
        insert(ServiceAccount).values(
            tenant=tx.tenant, person_id=person, purpose=purpose, created_at=tx.now
        )
    )
    tx.record(person, "ServiceAccountAdded", {"purpose": purpose})
    return person


@operation(IssueToken, right="sysadmin")
def issue_token(tx: Tx, command: IssueToken) -> UUID:
    """Keep a token. Never for a person: nobody else may speak in a person's name."""
    refuse_if(list(_findings(tx, command)))
    id, values = tx.new_id(), _values(command)
    tx.connection.execute(
        insert(AccessToken).values(
            tenant=tx.tenant, id=id, issued_at=tx.now, digest=command.digest, **values
        )
    )
    tx.record(id, "TokenIssued", values)
    return id


@operation(RevokeToken, right="sysadmin")
def revoke_token(tx: Tx, command: RevokeToken) -> None:
    """End a token now."""
    if not command.reason.strip():
        refuse_if([Finding("请写明撤销的原因。", "required", "reason")])
    row = tx.connection.execute(
        select(AccessToken.revoked_at).where(
            AccessToken.tenant == tx.tenant, AccessToken.id == command.token_id
        )
    ).first()
    if row is None:
        raise Unknown("没有这个令牌。", id=str(command.token_id))
    if row.revoked_at is not None:
        raise NotNow("这个令牌已经撤销。")
    tx.connection.execute(
        update(AccessToken)
        .where(AccessToken.tenant == tx.tenant, AccessToken.id == command.token_id)
        .values(revoked_at=tx.now)
    )
    tx.record(command.token_id, "TokenRevoked", {"reason": command.reason.strip()})


def _values(command: IssueToken) -> dict[str, object]:
    return {
        "person_id": command.person_id,
        "label": command.label.strip(),
        "scopes": sorted(set(command.scopes)),
        "expires_on": command.expires_on,
    }


def _findings(tx: Tx, command: IssueToken) -> Iterator[Finding]:
    if not exists(tx, ServiceAccount, person_id=command.person_id):
        yield Finding("令牌只能发给服务账号，不能发给人员。", "not-a-service-account", "person_id")
    if not 0 < len(command.label.strip()) <= 200:
        yield Finding("请用200字以内写明令牌的用途。", "required", "label")
    unknown = sorted(set(command.scopes) - SCOPES.keys())
    if unknown or not command.scopes:
        yield Finding("请从列表中选择令牌可以做什么。", "unknown-scope", "scopes")
    today = legal_day(tx.now)
    if not today <= command.expires_on <= today + _LONGEST:
        yield Finding("令牌的止日须在今天以后、一年以内。", "term", "expires_on")
    if not _DIGEST.fullmatch(command.digest):
        yield Finding("令牌没有生成，请再试一次。", "digest", "digest")
