"""Tokens are issued on a page: the secret is seen once and then nowhere."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.web.house import House


def test_a_token_is_issued_used_and_revoked_on_the_page(bare: House) -> None:
    admin = bare.signed_in("admin")
    assert "还没有令牌" in admin.get("/admin/tokens").text
    admin.post("/admin/tokens/accounts", {"name": "平台", "login": "platform", "purpose": "信息科"})
    account = re.findall(r'<option value="([0-9a-f-]{36})"', admin.get("/admin/tokens").text)[0]
    form = {
        "person_id": account, "label": "收件接口", "scopes": ["tasks:read"],
        "expires_on": (bare.today + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    page = admin.post("/admin/tokens", form)
    plain = re.findall(r'value="(yuanban_[^"]+)"', page.text)[0]
    assert plain not in admin.get("/admin/tokens").text

    headers = {"Authorization": f"Bearer {plain}"}
    program = bare.app.test_client()
    assert program.get("/api/v1/me", headers=headers).json["scopes"] == ["tasks:read"]  # type: ignore[index]

    token = re.findall(r"/admin/tokens/([0-9a-f-]{36})/revoke", admin.get("/admin/tokens").text)[0]
    admin.post(f"/admin/tokens/{token}/revoke", {"reason": "停用"})
    assert program.get("/api/v1/me", headers=headers).status_code == 401
    assert "已撤销" in admin.get("/admin/tokens").text


def test_what_is_wrong_with_a_token_is_said_and_what_was_entered_stays(bare: House) -> None:
    page = bare.signed_in("admin").post("/admin/tokens", {"label": "收件接口"})
    assert page.status_code == 422
    assert "请选择服务账号" in page.text.replace("“", "")
    assert 'value="收件接口"' in page.text
    assert "yuanban_" not in page.text.replace("Bearer", "")
