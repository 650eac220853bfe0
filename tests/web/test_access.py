"""Every route has its right; a route without one stops the start."""

from __future__ import annotations

import pytest
from flask import Blueprint
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

import web
from tests.web.house import House
from web import access
from web.access import RIGHTS, RightMissing


def test_a_route_without_a_right_stops_the_start(bare: House, monkeypatch: pytest.MonkeyPatch):
    """Deny by default: nobody can forget the right of a new page."""
    extra = Blueprint("extra", __name__)
    extra.add_url_rule("/extra", "show", lambda: "open to all?")
    monkeypatch.setattr(web.pages, "FIRST_GROUPS", ())
    monkeypatch.setattr(web.layout, "install", lambda app: app.register_blueprint(extra))

    with pytest.raises(RightMissing, match=r"extra\.show"):
        web.create_app(bare.office, {"SECRET_KEY": "k"})


def test_every_route_is_listed_with_who_may_ask(bare: House):
    listed = {endpoint: who for _rule, endpoint, who in access.listing(bare.app)}

    assert set(listed) == {rule.endpoint for rule in bare.app.url_map.iter_rules()}
    assert all(listed.values())


def test_no_right_outlives_its_route(bare: House):
    assert set(RIGHTS) - set(bare.app.view_functions) == set()


def test_only_these_routes_are_open_to_all(bare: House):
    """Whoever opens another page to everybody says so here."""
    public = {name for name, right in RIGHTS.items() if right.public}

    assert public == {
        "static",
        "session.sign_in",
        "session.language",
        "demo_bar.people",
        "demo_bar.switch",
        "demo_bar.move",
        "catalogue.index",
        "catalogue.item",
        "catalogue.parks",
        # what the API looks like, for those who write programs
        "api-docs.openapi_json",
        "api_docs.show_documentation",
        # probes; figures ask for their own token
        "operations.alive",
        "operations.ready",
        "operations.metrics",
    }


def test_each_signed_in_route_sends_a_stranger_to_sign_in(bare: House):
    for rule in bare.app.url_map.iter_rules():
        if RIGHTS[rule.endpoint].public:
            continue
        values = {name: _example(rule, name) for name in rule.arguments}
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        address = bare.app.url_map.bind("localhost").build(rule.endpoint, values, method)
        visitor = bare.visitor()
        answer = visitor.get(address) if method == "GET" else visitor.post(address)

        if rule.rule.startswith("/api/"):  # programs are told, not sent to a page
            assert answer.status_code == 401, rule.rule
            continue
        assert answer.status_code == 302, (rule.rule, answer.status_code)
        assert answer.location.startswith("/sign-in"), rule.rule


def test_a_page_of_another_role_says_who_may(bare: House):
    """The administrator is no applicant (domain 6.1)."""
    answer = bare.signed_in("admin").get("/applications/new")

    assert answer.status_code == 403
    assert "申请企业" in answer.text


def _example(rule: Rule, name: str) -> str:
    converter = rule._converters[name]
    if isinstance(converter, UUIDConverter):
        return "00000000-0000-7000-8000-000000000001"
    return "1" if isinstance(converter, IntegerConverter) else "x"
