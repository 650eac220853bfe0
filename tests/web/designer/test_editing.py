"""The editors: bytes kept as they are, conflicts told, checks answered."""

from __future__ import annotations

from tests.web.designer.drawing import FILE, changed, content, draft, save, send
from tests.web.house import House
from workflows.starter import starter_files


def test_a_draft_is_opened_and_every_file_is_there_byte_for_byte(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    assert "书面审查" in cheng.get(at).text
    for name, body in starter_files().items():
        assert cheng.get(f"{at}/file/{name}").data == body, name


def test_a_save_without_a_change_leaves_the_file_alone(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    body = cheng.get(f"{at}/file/{FILE}").data
    assert save(cheng, at, body.decode(), 1).json == {"number": 1}
    assert cheng.get(f"{at}/file/{FILE}").data == body


def test_the_second_designer_is_told_by_whom_and_nothing_is_lost(house: House) -> None:
    cheng, meng = house.signed_in("cheng"), house.signed_in("meng")
    at = draft(cheng)
    mine = content(meng, at).replace("书面审查", "书面审核")
    changed(cheng, at)
    answer = save(meng, at, mine, 1)
    assert answer.status_code == 409
    assert answer.json["code"] == "draft-conflict"
    assert "程一鸣" in answer.json["words"]
    assert answer.json["number"] == 2
    copied = send(meng, f"{at}/copy.json", {"name": FILE, "body": mine})
    own = copied.json["address"].split("/edit/")[0]
    assert content(meng, own) == mine
    assert "会审意见" in content(cheng, at)


def test_a_file_never_comes_as_a_page(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    html = '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'
    assert save(cheng, at, html, 1).status_code == 200
    answer = cheng.get(f"{at}/file/{FILE}")
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_no_diagram_is_kept_told_and_not_handed_in(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    save(cheng, at, bomb, 1)
    found = send(cheng, f"{at}/check", {"name": FILE, "body": bomb}).json["remarks"]
    assert "xml-doctype" in [one["code"] for one in found]
    answer = cheng.post(f"{at}/submit", {"note": "改"})
    assert answer.status_code == 422
    assert "DTD" in answer.text


def test_a_file_that_is_too_large_is_refused(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    answer = save(cheng, at, "x" * (8 * 1024 * 1024 + 1), 1)
    assert answer.status_code == 422
    assert "8 MB" in answer.json["words"]


def test_what_stands_in_the_browser_is_checked_without_being_kept(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    body = content(cheng, at)
    broken = body.replace('<zeebe:formDefinition formId="opinion"/>', "")
    (one,) = send(cheng, f"{at}/check", {"name": FILE, "body": broken}).json["remarks"]
    lines = broken.splitlines()
    assert (one["code"], one["element"], one["level"]) == ("step-without-form", "opinion", "error")
    assert 'id="opinion"' in lines[one["line"] - 1]
    assert content(cheng, at) == body


def test_a_form_with_a_part_that_no_page_shows_is_neither_handed_in_nor_published(
    house: House,
) -> None:
    cheng = house.signed_in("cheng")
    at, name = draft(cheng), "forms/archive.form"
    wrong = '{"id": "archive", "type": "default", "components": [{"type": "hologram", "key": "x"}]}'
    save(cheng, at, wrong, 1, name)
    found = send(cheng, f"{at}/check", {"name": name, "body": wrong}).json["remarks"]
    assert [one["code"] for one in found] == ["form-not-supported"]
    assert cheng.post(f"{at}/submit", {"note": "改"}).status_code == 422


def test_a_ready_form_comes_into_the_draft_once(house: House) -> None:
    cheng = house.signed_in("cheng")
    at, name = draft(cheng), "forms/opinion_files.form"
    assert send(cheng, f"{at}/add-form", {"name": name}).status_code == 200
    own = content(cheng, at, name).replace("意见+附件", "会商意见")
    save(cheng, at, own, 1, name)
    assert send(cheng, f"{at}/add-form", {"name": name}).status_code == 200
    assert content(cheng, at, name) == own
    assert send(cheng, f"{at}/add-form", {"name": "../x.form"}).status_code == 404


def test_tables_and_forms_are_added_and_open_in_their_editors(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    for kind, mark in (("table", "data-table"), ("form", "data-form-file")):
        answer = cheng.post(f"{at}/files", {"kind": kind, "name": "score_one"})
        assert mark in cheng.follow(answer).text
    assert cheng.post(f"{at}/files", {"kind": "form", "name": "../x"}).status_code == 422


def test_an_older_version_is_restored_by_page(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    was = content(cheng, at)
    changed(cheng, at)
    assert "恢复此版" in cheng.get(f"{at}/history/{FILE}").text
    sent = {"name": FILE, "number": "1", "based_on": "2"}
    assert cheng.post(f"{at}/restore", sent).status_code == 302
    assert content(cheng, at) == was


def test_what_a_script_sends_askew_is_refused_and_breaks_nothing(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    for body in ([], "x", {"body": 5}, {"based_on": "x"}, {}):
        for part in (f"file/{FILE}", "check", "copy.json", "add-form", "try/item-handling"):
            assert send(cheng, f"{at}/{part}", body).status_code < 500  # type: ignore[arg-type]


def test_the_trial_answers_with_tasks_and_their_forms(house: House) -> None:
    cheng = house.signed_in("cheng")
    at = draft(cheng)
    page = cheng.get(f"{at}/try")
    assert "只在这里试" in page.text
    facts = {"application": "a1", "handling": "promised", "needs_inspection": False}
    story = {"variables": facts, "steps": [{"complete": "register", "variables": {}}]}
    answer = send(cheng, f"{at}/try/item-handling", story).json
    assert [task["element"] for task in answer["tasks"]] == ["examine"]
    assert send(cheng, f"{at}/try/other", story).status_code == 409
