"""Papers and files: printable, and only for those whose application it is."""

from __future__ import annotations

import re
from uuid import UUID

from tests.web import staff
from tests.web.house import House


def receipt(center: House) -> tuple[str, str]:
    """(application, address of its receipt slip)."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    page = window.get(f"/applications/{application}").text
    return application, re.search(r"/documents/[0-9a-f-]{36}", page)[0]  # type: ignore[index]


def test_the_receipt_slip_can_be_printed(center: House):
    _application, address = receipt(center)

    page = center.signed_in("window").get(address).text

    assert "凭证" in page
    assert "食品经营许可申请书" in page
    assert "51060001" in page
    assert "data-print" in page


def test_the_applicant_reads_it_and_a_stranger_does_not(center: House):
    application, address = receipt(center)
    staff.enterprise(center, UUID(application))

    assert center.signed_in("corp").get(address).status_code == 200
    assert center.signed_in("admin").get(address).status_code == 404


def test_a_file_is_offered_and_never_run(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    page = window.get(f"/applications/{application}").text
    address = re.search(r"/files/[0-9a-f-]{36}", page)[0]  # type: ignore[index]

    offered, shown = window.get(address), window.get(f"{address}/preview")

    assert offered.headers["Content-Disposition"].startswith("attachment")
    assert offered.mimetype == "application/octet-stream"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.mimetype == "application/pdf"
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


def test_a_file_of_others_is_as_one_that_does_not_exist(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    page = window.get(f"/applications/{application}").text
    address = re.search(r"/files/[0-9a-f-]{36}", page)[0]  # type: ignore[index]

    assert center.signed_in("admin").get(address).status_code == 404


def test_who_reads_a_file_stands_in_the_log(center: House, capsys):
    """S14: reads of personal data are logged (domain 6.2)."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    page = window.get(f"/applications/{application}").text
    address = re.search(r"/files/[0-9a-f-]{36}", page)[0]  # type: ignore[index]
    capsys.readouterr()

    window.get(address)

    logged = capsys.readouterr().out
    assert '"file read"' in logged
    assert application in logged
