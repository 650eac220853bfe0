"""The application form of an item: its own fields between the applicant and the promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select

from engine.errors import NotFound
from web import current
from web.forms import plain, worded
from workflows.handling.commands import PartyData
from workflows.handling.requests import PROCESS
from workflows.models import Base, Party

_Definition = Base.metadata.tables["definition"]

#: {field of the form: field of the party}
PARTY_FIELDS: dict[str, str] = {
    "applicant_kind": "kind",
    "name": "name",
    "identifier": "identifier",
    "legal_representative": "legal_representative",
    "contact": "contact",
    "mobile": "mobile",
    "address": "address",
}


@dataclass(frozen=True)
class Entered:
    """An application as it was entered, not checked yet. ``id`` None: not kept yet."""

    id: UUID | None
    #: Code of the item, and of the park
    item: str
    park: str
    values: Mapping[str, Any]


def application_form(tenant: UUID, item_code: str) -> dict[str, Any] | None:
    """The form-js schema for an application of ``item_code``; None while nothing is deployed."""
    deployment = _deployment(tenant)
    if deployment is None:
        return None
    common = _form(tenant, deployment, "application")
    own = _form(tenant, deployment, f"application-{item_code}")
    if common is None:
        return own
    parts = list(common["components"])
    between = list((own or {}).get("components", ()))
    return worded({**common, "components": parts[:1] + between + parts[1:]})


def party_of(values: Mapping[str, Any]) -> PartyData:
    """The applicant in what was filled in."""
    given: dict[str, Any] = dict(_EMPTY)
    for key, column in PARTY_FIELDS.items():
        text = plain(str(values.get(key) or ""))
        given[column] = ("".join(text.split()) if key in _CODES else text) or given.get(column)
    return PartyData(**given)


def without_party(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the application itself keeps: personal facts of the party stay with the party."""
    return {key: value for key, value in values.items() if key not in PARTY_FIELDS}


def representative_of(values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The representative (代理人), if one acts."""
    if not values.get("has_representative"):
        return None
    return {
        "name": values.get("representative_name"),
        "identifier": values.get("representative_identifier"),
        "power_of_attorney": bool(values.get("power_of_attorney")),
    }


def party_values(party: Party | Any) -> dict[str, Any]:
    """The applicant's fields as the form names them."""
    return {key: getattr(party, column) for key, column in PARTY_FIELDS.items()}


def applicant_values(one: Any) -> dict[str, Any]:
    """The same of a draft: as entered so far, while the applicant is not complete."""
    if one.applicant is None:
        return party_values(one)
    return {key: one.applicant[column] for key, column in PARTY_FIELDS.items()}


#: Numbers, copied with spaces now and then
_CODES = frozenset({"identifier", "mobile"})
#: Fields of a party that are text even when nothing was filled in
_EMPTY = {"kind": "", "name": "", "identifier": ""}


def _deployment(tenant: UUID) -> UUID | None:
    """The newest definition in effect: what a new case would take."""
    newest = (
        select(_Definition.c.deployment_id)
        .where(
            _Definition.c.tenant == tenant,
            _Definition.c.process_id == PROCESS,
            _Definition.c.effective_at <= current.office().clock.now(),
        )
        .order_by(_Definition.c.version.desc())
        .limit(1)
    )
    found: UUID | None = current.read().scalar(newest)
    return found


def _form(tenant: UUID, deployment: UUID, key: str) -> dict[str, Any] | None:
    try:
        body = current.office().engine.form(tenant, deployment, key)
    except NotFound:
        return None
    return dict(orjson.loads(body))
