"""The bar moves the clock and changes the person, in a demo and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.house import House


def test_somebody_is_somebody_else_with_one_click(bare: House) -> None:
    visitor = bare.visitor()
    visitor.get("/sign-in")
    assert "管理员" in visitor.get("/demo/people").text
    answer = visitor.post("/demo/switch", {"person": str(bare.admin)})
    assert answer.status_code == 302
    visitor.token = None
    assert "管理员" in visitor.get("/admin").text


@pytest.mark.parametrize("step", ["hour", "workday", "week"])
def test_the_clock_goes_forward(bare: House, step: str) -> None:
    before = bare.office.clock.now()
    visitor = bare.signed_in("admin")
    visitor.get("/admin")
    assert visitor.post("/demo/clock", {"step": step, "back": "/admin"}).location == "/admin"
    assert bare.office.clock.now() >= before + timedelta(hours=1)


def test_the_clock_never_goes_back(bare: House) -> None:
    visitor = bare.signed_in("admin")
    visitor.get("/admin")
    before = bare.office.clock.now()
    answer = visitor.post("/demo/clock", {"to": "2025-01-01T09:00"})
    assert answer.status_code == 409
    assert bare.office.clock.now() >= before
    assert bare.office.clock.now() - before < timedelta(minutes=5)


def test_the_bar_leads_to_no_other_site(bare: House) -> None:
    visitor = bare.signed_in("admin")
    visitor.get("/admin")
    answer = visitor.post("/demo/clock", {"step": "hour", "back": "https://evil.example/"})
    assert answer.location == "/"


def test_a_production_setting_refuses_the_demo(bare: House) -> None:
    bare.office.settings = replace(bare.office.settings, production=True)
    visitor = bare.signed_in("admin")
    assert "yb-demo" not in visitor.get("/admin").text
    assert visitor.get("/demo/people").status_code == 404
    assert visitor.post("/demo/clock", {"step": "week"}).status_code == 404
    assert visitor.post("/demo/switch", {"person": str(bare.admin)}).status_code == 404


def test_the_language_stays_when_the_person_changes(bare: House) -> None:
    visitor = bare.visitor()
    visitor.get("/sign-in")
    visitor.post("/language", {"language": "en"})

    assert visitor.post("/demo/switch", {"person": str(bare.admin)}).status_code == 302

    assert 'lang="en"' in visitor.get("/admin").text
