"""Sign-in, sessions, CSRF and headers."""

from __future__ import annotations

import time

import pytest

from tests.web.house import PASSWORD, House
from web.browser import too_old
from web.session import sign_on
from workflows.people.commands import AddBody, AddPost, SetPassword


def test_one_sentence_for_every_kind_of_failure(bare: House):
    """Whether a name exists is not told."""
    visitor = bare.visitor()

    wrong = visitor.post("/sign-in", {"login": "admin", "password": "wrong"})
    unknown = visitor.post("/sign-in", {"login": "nobody", "password": "wrong"})

    assert wrong.status_code == unknown.status_code == 401
    assert "用户名或密码不对" in wrong.text
    assert "用户名或密码不对" in unknown.text


def test_what_was_typed_stays_after_a_failure_but_for_the_password(bare: House):
    answer = bare.visitor().post("/sign-in", {"login": "admin", "password": "secret-word"})

    assert 'value="admin"' in answer.text
    assert "secret-word" not in answer.text


def test_a_post_without_the_token_is_refused(bare: House):
    answer = bare.app.test_client().post("/sign-in", data={"login": "admin"})

    assert answer.status_code == 400
    assert "页面过期" in answer.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(bare: House):
    answer = bare.visitor().post("/sign-in", {"login": "admin", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_sign_in_starts_a_fresh_session(bare: House):
    """A session fixed beforehand gains nothing (session fixation)."""
    visitor = bare.visitor()
    with visitor.client.session_transaction() as before:
        before["planted"] = "by somebody else"

    visitor.post("/sign-in", {"login": "admin", "password": PASSWORD})

    with visitor.client.session_transaction() as after:
        assert "planted" not in after


def test_sign_out_ends_the_session(bare: House):
    visitor = bare.signed_in("admin")

    visitor.post("/sign-out")

    assert visitor.get("/inbox").location.startswith("/sign-in")


def test_a_new_password_ends_the_older_sessions(bare: House):
    visitor = bare.signed_in("admin")
    bare.do(SetPassword(bare.admin, "another-horse-7"))

    assert visitor.get("/inbox").location.startswith("/sign-in")


def test_an_idle_session_ends(bare: House, monkeypatch: pytest.MonkeyPatch):
    visitor = bare.signed_in("admin")
    later = time.time() + sign_on.IDLE_S + 1
    monkeypatch.setattr(sign_on.time, "time", lambda: later)

    assert visitor.get("/inbox").location.startswith("/sign-in")


def test_guessing_is_slowed_down(bare: House):
    visitor = bare.visitor()
    answers = [
        visitor.post("/sign-in", {"login": "guess", "password": "x"}).status_code for _ in range(12)
    ]

    assert answers[:10] == [401] * 10
    assert answers[-1] == 429
    assert visitor.post("/sign-in", {"login": "other", "password": "x"}).status_code == 401


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_sign_in_never_leads_to_another_site(bare: House, target: str):
    form = {"login": "admin", "password": PASSWORD, "next": target}
    answer = bare.visitor().post("/sign-in", form)

    assert answer.location == "/"


def test_scripts_come_from_here_only(bare: House):
    policy = bare.visitor().get("/sign-in").headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "'unsafe-inline'" not in policy
    assert "'unsafe-eval'" not in policy
    assert "object-src 'none'" in policy


def test_pages_are_not_kept_and_not_framed_elsewhere(bare: House):
    headers = bare.visitor().get("/sign-in").headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert len(headers["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("agent", "old"),
    [
        ("Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/108.0.0.0 Safari/537.36", True),
        ("Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36", False),
        ("Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko", True),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", False),
        ("", False),
    ],
)
def test_chromium_109_and_later(agent: str, old: bool):
    assert too_old(agent) is old


def test_an_old_browser_gets_one_clear_page(bare: House):
    answer = bare.visitor().get("/inbox", headers={"User-Agent": "Chrome/90.0"})

    assert answer.status_code == 426
    assert "请更新浏览器" in answer.text


def test_an_unknown_page_says_so_in_words(bare: House):
    answer = bare.signed_in("admin").get("/no-such-page")

    assert answer.status_code == 404
    assert "没有这一页，或您的岗位不能查看" in answer.text


def test_english_is_one_switch_away(bare: House):
    visitor = bare.signed_in("admin")

    visitor.post("/language", {"language": "en", "back": "/inbox"})

    page = visitor.get("/inbox").text
    assert 'lang="en"' in page
    assert "Claimable" in page


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(center: House):
    """The page gives back there what was typed (behaviors/typed.js)."""
    window = center.signed_in("window")
    page = "http://localhost/applications/new?item=scjg-04&park=dyjkq"
    window.get(page)
    with window.client.session_transaction() as session:
        session.clear()

    answer = window.post("/applications/save", headers={"Referer": page})

    assert answer.status_code == 302
    assert "next=/applications/new?item%3Dscjg-04%26park%3Ddyjkq" in answer.location


def test_a_page_of_another_site_is_not_where_sign_in_leads_back(center: House):
    window = center.signed_in("window")
    with window.client.session_transaction() as session:
        session.clear()

    answer = window.post("/applications/save", headers={"Referer": "http://evil.example/x"})

    assert answer.status_code == 400


def test_the_head_of_an_authority_opens_on_what_runs_not_on_an_empty_queue(bare: House):
    body = bare.do(AddBody("mmj", "德阳市某某局", "department", "行政机关", "city"))
    bare.person("head", "高局长", AddPost(body, "agency_head", "负责人"))

    assert bare.signed_in("head").get("/").location == "/cases"


@pytest.mark.parametrize("cleared", [True, False])
def test_a_script_is_told_that_the_session_ended_and_not_led_to_a_page(
    center: House, monkeypatch: pytest.MonkeyPatch, cleared: bool
):
    """Led to the sign-in page it would read 200 and say 已保存 of what nobody has kept."""
    window = center.signed_in("window")
    window.get("/inbox")
    if cleared:
        with window.client.session_transaction() as session:
            session.clear()
    else:
        monkeypatch.setattr(sign_on, "IDLE_S", -1)
    address = "/designer/drafts/01998388-ba80-7000-ba76-022e8a3c39ba/file/x.bpmn"
    headers = {"X-CSRFToken": window.token or "", "Accept": "application/json",
               "Referer": "http://localhost/designer"}  # fmt: skip

    answer = window.client.post(address, json={"body": "x"}, headers=headers, follow_redirects=True)

    assert (answer.status_code, answer.mimetype) == (401, "application/json")
    assert "没有保存" in answer.json["words"]


def test_a_copy_of_the_cookie_opens_nothing_after_sign_out(bare: House):
    """Whoever had copied it went on for as long as pages were asked for with it."""
    visitor, thief = bare.signed_in("admin"), bare.visitor()
    cookie = visitor.client.get_cookie("yuanban")
    assert cookie is not None
    thief.client.set_cookie("yuanban", cookie.value)
    assert thief.get("/admin").status_code == 200

    visitor.post("/sign-out")

    assert thief.get("/admin").status_code == 302
    assert bare.signed_in("admin").get("/admin").status_code == 200


def test_signing_out_here_leaves_the_other_computer_signed_in(bare: House):
    here, there = bare.signed_in("admin"), bare.signed_in("admin")
    here.post("/sign-out")
    assert there.get("/admin").status_code == 200
