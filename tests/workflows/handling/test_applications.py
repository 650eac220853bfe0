"""Applications before they are cases: party, materials, drafts, and the erasure of persons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from engine.errors import Refused
from engine.store.verification import verify
from tests.workflows.handling.counter import FOOD, FORM, NOODLES, PARK, Counter
from workflows.errors import InputInvalid
from workflows.files.commands import StoreFile
from workflows.handling.commands import (
    AttachMaterial,
    CheckMaterial,
    EraseParty,
    PartyData,
    SaveApplication,
    SaveTaskDraft,
)
from workflows.handling.models import Party, TaskDraft
from workflows.handling.parties import find_parties, is_identity_number


def refused(code: str):
    return pytest.raises(Refused, check=lambda no: no.code == code)


@pytest.mark.parametrize("text", ["dyjhmg", "deyangjinghu", "旌湖面馆", NOODLES.identifier.lower()])
def test_a_known_enterprise_is_found_by_pinyin_name_and_code(counter: Counter, text: str) -> None:
    counter.apply()
    with counter.office.reading() as conn:
        found = find_parties(conn, counter.city, text)
    assert [party.name for party in found] == [NOODLES.name]


def test_all_that_is_wrong_with_an_applicant_is_named_at_once(counter: Counter) -> None:
    bad = PartyData("enterprise", "德", "91510600MA6XY00010", mobile="12345")
    id = counter.do(SaveApplication(FOOD, PARK, bad), counter.actors["zhang"])
    with pytest.raises(InputInvalid) as no:
        counter.submit(id, counter.actors["zhang"])
    fields = {finding.field for finding in no.value.findings}
    assert fields == {"name", "identifier", "legal_representative", "contact", "mobile"}


@pytest.mark.parametrize(
    ("number", "valid"),
    [("11010519491231002X", True), ("110105194912310021", False), ("1101051949123100", False)],
)
def test_gb_11643_identity_number_has_a_check_character(number: str, valid: bool) -> None:
    assert is_identity_number(number) is valid


def test_l3_materials_come_from_the_item_s_list_only(counter: Counter) -> None:
    id = counter.do(SaveApplication(FOOD, PARK, NOODLES), counter.actors["zhang"])
    assert counter.listed(id) == ["m01", "m02", "m03", "m04", "m05"]
    with refused("material-not-listed"):
        counter.do(AttachMaterial(id, "m99", None), counter.actors["zhang"])


def test_a_missing_material_is_not_called_right(counter: Counter) -> None:
    id = counter.do(SaveApplication(FOOD, PARK, NOODLES), counter.actors["zhang"])
    counter.submit(id, counter.actors["zhang"])
    with refused("input-invalid"):
        counter.do(CheckMaterial(id, "m01", "ok"), counter.actors["zhang"])


def test_a_wrong_material_needs_problem_and_demand(counter: Counter) -> None:
    id = counter.apply()
    with refused("input-invalid"):
        counter.do(CheckMaterial(id, "m01", "wrong"), counter.actors["zhang"])


def test_a_reviewer_does_not_check_materials(counter: Counter) -> None:
    id = counter.apply()
    with refused("right-missing"):
        counter.do(CheckMaterial(id, "m01", "ok"), counter.actors["wang"])


def test_a_submitted_application_is_changed_no_more(counter: Counter) -> None:
    id = counter.apply()
    save = SaveApplication(FOOD, PARK, NOODLES, {}, id)
    with refused("wrong-state"):
        counter.do(save, counter.actors["zhang"])


def test_a_draft_is_saved_again_under_the_same_id(counter: Counter) -> None:
    zhang = counter.actors["zhang"]
    id = counter.do(SaveApplication(FOOD, PARK, NOODLES, FORM), zhang)
    save = SaveApplication(FOOD, PARK, NOODLES, {**FORM, "area_m2": 90}, id)
    assert counter.do(save, zhang) == id
    assert counter.application(id).form["area_m2"] == 90


def test_an_acceptor_does_not_enter_applications(counter: Counter) -> None:
    with refused("right-missing"):
        counter.do(SaveApplication(FOOD, PARK, NOODLES), counter.actors["li"])


def test_a_task_draft_lives_until_the_task_is_done(counter: Counter) -> None:
    id = counter.apply()
    draft = SaveTaskDraft(counter.task(id, "register"), {"paper_copies": 3})
    counter.do(draft, counter.actors["zhang"])
    counter.do(draft, counter.actors["zhang"])
    assert [row.data for row in counter.rows(select(TaskDraft.data))] == [{"paper_copies": 3}]
    counter.finish(id, "register", "zhang")
    assert counter.rows(select(TaskDraft.data)) == []


def test_a_draft_for_somebody_elses_task_is_refused(counter: Counter) -> None:
    id = counter.apply()
    with refused("not-found"):
        draft = SaveTaskDraft(counter.task(id, "register"), {"paper_copies": 3})
        counter.do(draft, counter.actors["li"])


def test_somebody_elses_file_cannot_be_attached(counter: Counter) -> None:
    id = counter.do(SaveApplication(FOOD, PARK, NOODLES), counter.actors["zhang"])
    file = counter.do(StoreFile("秘密.pdf", b"%PDF-1.4 secret"), counter.actors["li"])
    with refused("not-found"):
        counter.do(AttachMaterial(id, "m01", file), counter.actors["zhang"])


def test_pipl_47_erasing_a_party_leaves_a_chain_that_holds(counter: Counter) -> None:
    id = counter.apply()
    counter.to("archived", id)
    party = counter.application(id).party_id
    counter.do(EraseParty(party, "申请人要求"), counter.admin)
    row = counter.rows(select(Party.__table__).where(Party.id == party))[0]
    assert (row.contact, row.mobile, row.legal_representative) == (None, None, None)
    everything = str([deed.facts for deed in counter.deeds(id)])
    everything += str([paper.content for paper in counter.papers(id).values()])
    for word in (NOODLES.name, "陈小燕", "13800000001", "黄河路9号"):
        assert word not in everything
    assert counter.application(id).form == {}
    with counter.office.reading() as conn:
        findings = verify(conn, counter.city, id)
    assert {finding.code for finding in findings} == {"erased-body"}


def test_a_party_with_an_open_case_is_not_erased(counter: Counter) -> None:
    id = counter.apply()
    with refused("cases-open"):
        counter.do(EraseParty(counter.application(id).party_id, "申请人要求"), counter.admin)


def test_an_erased_enterprise_may_apply_anew(counter: Counter) -> None:
    id = counter.apply()
    counter.to("archived", id)
    first = counter.application(id).party_id
    counter.do(EraseParty(first, "申请人要求"), counter.admin)
    again = counter.apply(party=replace(NOODLES, contact="陈新"))
    assert counter.application(again).party_id != first
