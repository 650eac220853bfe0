"""Bodies, parks, posts, persons, appointments, grants and code lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from engine.errors import NotFound
from web import current
from web.admin.lists import LISTINGS, PAGE
from web.api.bodies import Part
from web.api.doing import act
from web.api.shapes import Strict, Text
from workflows.access_tokens.commands import RevokeToken
from workflows.authority import commands as grants
from workflows.people import commands as c

part = Part(
    "api_people",
    __name__,
    url_prefix="/api/v1",
    description="机构、园区、岗位、人员、任期、授权、代码表",
)


class _Paged(Strict):
    q = Text(load_default="", metadata={"description": "part of a name, code or pinyin"})
    after = fields.UUID(load_default=None, metadata={"description": "id that ended the last page"})


def _rows(subject: str, /, **columns: Any) -> type[Schema]:
    row = type(f"{subject.title()}Row", (Schema,), {"id": fields.UUID(required=True), **columns})
    return type(
        f"{subject.title()}Page",
        (Schema,),
        {
            "items": fields.List(fields.Nested(row), required=True),
            "after": fields.UUID(
                allow_none=True, metadata={"description": "ask for the next page with it"}
            ),
        },
    )


def _text() -> fields.String:
    return fields.String(allow_none=True)


PAGES: dict[str, type[Schema]] = {
    "bodies": _rows("bodies", name=_text(), code=_text(), kind=_text(), legal_status=_text(),
                    level=_text(), document_prefix=_text(), parent=_text(),
                    active=fields.Boolean()),
    "parks": _rows("parks", name=_text(), short_name=_text(), code=_text(), category=_text(),
                   county=_text(), serial=_text(), active=fields.Boolean()),
    "posts": _rows("posts", name=_text(), role=_text(), body=_text(), park=_text(),
                   department=_text(), active=fields.Boolean()),
    "people": _rows("people", name=_text(), login=_text(), mobile=_text(),
                    active=fields.Boolean(), has_password=fields.Boolean()),
    "appointments": _rows("appointments", person=_text(), post=_text(), body=_text(),
                          starts_on=fields.Date(), ends_on=fields.Date(allow_none=True),
                          deputy_for_id=fields.UUID(allow_none=True)),
    "grants": _rows("grants", number=_text(), mode=_text(), item=_text(), park=_text(),
                    delegator=_text(), delegatee=_text(), person=_text(),
                    valid_from=fields.Date(), valid_to=fields.Date(allow_none=True),
                    status=_text()),
    "codes": _rows("codes", list=_text(), code=_text(), name=_text(), note=_text(),
                   active=fields.Boolean()),
}  # fmt: skip


def _listing(subject: str) -> None:
    def view(asked: dict[str, Any]) -> dict[str, Any]:
        return _page(subject, asked["q"], asked["after"])

    view.__name__ = f"list_{subject}"
    view.__doc__ = f"{subject.title()}, the newest first."
    wrapped = part.etag(part.response(200, PAGES[subject])(view))
    part.route(f"/{subject}", methods=["GET"])(part.arguments(_Paged, location="query")(wrapped))


def _page(subject: str, search: str, after: UUID | None) -> dict[str, Any]:
    """One page as the database has it: codes and ids, where the page of the admin has words."""
    from sqlalchemy import or_

    listing = LISTINGS[subject]
    query = listing.query(current.identity().tenant)
    if search:
        query = query.where(
            or_(*(column.icontains(search[:60], autoescape=True) for column in listing.searched))
        )
    if after is not None:
        query = query.where(listing.id < after)
    rows = current.read().execute(query.order_by(listing.id.desc()).limit(PAGE + 1)).all()
    items = [dict(row._mapping) for row in rows[:PAGE]]
    return {"items": items, "after": items[-1]["id"] if len(rows) > PAGE else None}


def _one(subject: str) -> None:
    row = PAGES[subject]().fields["items"].inner.schema  # type: ignore[attr-defined]

    def view(id: UUID) -> Any:
        listing = LISTINGS[subject]
        query = listing.query(current.identity().tenant).where(listing.id == id)
        found = current.read().execute(query).first()
        if found is None:
            raise NotFound(f"none such among {subject}")
        return found

    view.__name__, view.__doc__ = f"show_{_ONE[subject]}", f"One of {subject}."
    part.route(f"/{subject}/<uuid:id>", methods=["GET"])(
        part.etag(part.response(200, type(row))(view))
    )


#: What one of a list is called; a grant has an address of its own, with what was done under it
_ONE = {
    "bodies": "body", "parks": "park", "posts": "post", "people": "person",
    "appointments": "appointment", "codes": "code",
}  # fmt: skip

for _subject in PAGES:
    _listing(_subject)
for _subject in _ONE:
    _one(_subject)

act(part, "POST", "/bodies", c.AddBody, "Enter a body.")
act(part, "POST", "/bodies/<uuid:body_id>", c.ChangeBody, "Bring a body up to date.")
act(part, "POST", "/parks", c.AddPark, "Enter a park.")
act(part, "POST", "/posts", c.AddPost, "Make a post.")
act(part, "POST", "/people", c.AddPerson, "Enter a person.")
act(part, "POST", "/people/<uuid:person_id>", c.ChangePerson, "Correct a person.")
act(part, "POST", "/active/<subject>/<uuid:id>", c.SetActive, "Close or open something again.")
act(part, "POST", "/appointments", c.Appoint, "Put a person in a post.")
act(part, "POST", "/appointments/<uuid:appointment_id>/end", c.EndAppointment, "End a term.")
act(part, "POST", "/codes", c.AddCode, "Add to a code list.")
act(part, "POST", "/codes/retire", c.RetireCode, "Offer an entry no more.")
act(
    part, "POST", "/organization/import", c.ImportOrganization, "Take a whole workbook, or nothing."
)
act(part, "POST", "/grants", grants.AddGrant, "Enter a signed grant.")
act(
    part, "POST", "/grants/<uuid:grant_id>/publish", grants.PublishGrant, "Record its announcement."
)
act(part, "POST", "/grants/<uuid:grant_id>/suspend", grants.SuspendGrant, "Let a grant rest.")
act(part, "POST", "/grants/<uuid:grant_id>/resume", grants.ResumeGrant, "Put it in force again.")
act(part, "POST", "/grants/<uuid:grant_id>/recall", grants.RecallGrant, "Take it back for good.")
act(part, "POST", "/tokens/<uuid:token_id>/revoke", RevokeToken, "End a token now.")
