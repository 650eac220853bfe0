"""The score table of an evaluator: points, reasons, vetoes; kept half done; Excel down and up."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from tests.web.campaign.city import City
from tests.web.house import Visitor
from tests.web.staff import tasks_in
from workflows.campaign.commands import SaveScores
from workflows.campaign.sheets import Sheet
from workflows.models import Appointment, Base, Score
from workflows.people.commands import EndAppointment

Task = Base.metadata.tables["task"]


def task_of(visitor: Visitor) -> str:
    """The first task in hand."""
    return sorted(tasks_in(visitor.get("/inbox").text))[0]


def sheet(city: City) -> Sheet:
    return city.walk.sheet(city.walk.open(("score",))[0].enrollment)


def filled(city: City, **changed: str) -> dict[str, str]:
    """Full points in every field, but for ``changed`` (``A1_1_score=…``)."""
    form = {f"{one.code}.score": str(one.max) for one in sheet(city).indicators}
    for name, value in changed.items():
        dimension, number, field = name.split("_")
        form[f"{dimension}-{number}.{field}"] = value
    return {**form, "opinion": "总体较好", "form_data": "{}"}


def sheets(city: City) -> list[Any]:
    return city.house.rows(select(Score.__table__).where(Score.kind == "evaluator"))


def test_a_full_sheet_is_handed_in_with_the_task(scoring: City):
    visitor = scoring.visit("evaluator:1")
    task = task_of(visitor)

    answer = visitor.post(f"/tasks/{task}/complete", filled(scoring, A1_1_score="4.5",
                                                            A1_1_reason="少一个区"))  # fmt: skip

    assert answer.status_code == 302, answer.text
    [one] = sheets(scoring)
    assert (one.total, one.submitted_at is not None) == ("99.5", True)


def test_everything_that_is_wrong_is_said_at_its_indicator(scoring: City):
    visitor = scoring.visit("evaluator:1")
    form = filled(scoring, A1_1_score="5.01", A1_2_score="2", B3_1_score="八")

    answer = visitor.post(f"/tasks/{task_of(visitor)}/complete", form)

    assert answer.status_code == 422
    for words in (
        "面积与功能分区：得分应在0到5之间，现在是5.01。",
        "标识、无障碍和公示：扣了1分，请写扣分理由。",
        "已生效的下放、委托、授权事项和手续：得分请填数字。",
    ):
        assert words in answer.text
    assert 'value="5.01"' in answer.text  # nothing that was typed is lost
    assert answer.text.count("aria-invalid") == 3
    assert sheets(scoring) == []


def test_half_a_sheet_is_kept_and_shown_again(scoring: City):
    visitor = scoring.visit("evaluator:1")
    task = task_of(visitor)
    half = {"A1-1.score": "4.5", "A1-1.reason": "少一个区", "veto": "V2", "form_data": "{}"}

    visitor.post(f"/tasks/{task}/draft", half)

    page = visitor.get(f"/tasks/{task}").text
    assert 'value="4.5"' in page
    assert "少一个区" in page
    assert 'value="V2" checked' in page
    assert "data-score-total>4.5<" in page


def test_half_a_sheet_is_not_handed_in(scoring: City):
    visitor = scoring.visit("evaluator:1")

    answer = visitor.post(
        f"/tasks/{task_of(visitor)}/complete", {"A1-1.score": "5", "form_data": "{}"}
    )

    assert answer.status_code == 422
    assert answer.text.count("请填得分。") >= 17


def test_the_sheet_goes_to_excel_and_comes_back(scoring: City):
    visitor = scoring.visit("evaluator:1")
    task = task_of(visitor)
    book = openpyxl.load_workbook(
        io.BytesIO(visitor.get(f"/campaign/tasks/{task}/scores.xlsx").data)
    )
    for row, one in enumerate(sheet(scoring).indicators, start=2):
        book["评分"].cell(row, 6).value = float(one.max)
    book["评分"]["F2"], book["评分"]["G2"] = 4.25, "少一个区"

    answer = visitor.post(f"/campaign/tasks/{task}/scores", {"workbook": (saved(book), "表.xlsx")})

    assert answer.location == f"/tasks/{task}", answer.text
    page = visitor.get(f"/tasks/{task}").text
    assert 'value="4.25"' in page
    assert "data-score-total>99.25<" in page


def test_every_wrong_row_of_a_workbook_is_listed_and_nothing_is_taken(scoring: City):
    visitor = scoring.visit("evaluator:1")
    task = task_of(visitor)
    book = openpyxl.load_workbook(
        io.BytesIO(visitor.get(f"/campaign/tasks/{task}/scores.xlsx").data)
    )
    book["评分"]["F2"], book["评分"]["F3"] = 9, 1

    answer = visitor.post(f"/campaign/tasks/{task}/scores", {"workbook": (saved(book), "表.xlsx")})

    assert answer.status_code == 422
    assert "有 2 处要改，一行也没有导入" in answer.text
    assert "data-score-total>0<" in visitor.get(f"/tasks/{task}").text


@pytest.mark.parametrize(
    "body",
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, b"PK\x03\x04" + b"\0" * 100_000, b""],
    ids=["renamed-xls", "broken", "empty"],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(scoring: City, body: bytes):
    visitor = scoring.visit("evaluator:1")
    task = task_of(visitor)

    answer = visitor.post(
        f"/campaign/tasks/{task}/scores", {"workbook": (io.BytesIO(body), "评分表.xlsx")}
    )

    assert answer.status_code == 422
    assert "不是有效的Excel工作簿（.xlsx）。" in answer.text
    assert "data-score-total>0<" in visitor.get(f"/tasks/{task}").text


def test_what_was_saved_stands_in_the_table_again(scoring: City):
    """E.g. where the task itself was refused after the sheet was taken."""
    task = next(one for one in scoring.walk.open(("score",))
                if one.assignee == scoring.walk.actors["evaluator:1"].person)  # fmt: skip
    entries = scoring.walk.entries(task.enrollment, "97.25")
    scoring.walk.do("evaluator:1", SaveScores(task.enrollment, entries, opinion="尚可"))

    page = scoring.visit("evaluator:1").get(f"/tasks/{task.id}").text

    assert "data-score-total>97.25<" in page
    assert "尚可" in page


def test_the_table_of_another_evaluator_is_not_there(scoring: City):
    task = task_of(scoring.visit("evaluator:1"))
    other = scoring.visit("evaluator:2")

    assert other.get(f"/tasks/{task}").status_code == 404
    assert other.get(f"/campaign/tasks/{task}/scores.xlsx").status_code == 404
    assert other.get(f"/campaign/tasks/{task}/scores").status_code == 404


def test_a_task_that_is_no_scoring_has_no_score_table(building: City):
    visitor = building.visit("park_admin:dyjkq")
    task = sorted(tasks_in(visitor.get("/inbox?box=queue").text))[0]

    assert visitor.get(f"/campaign/tasks/{task}/scores").status_code == 404


def test_a_file_of_somebody_else_is_no_evidence(scoring: City):
    """An id that is known gives no right: it would be read through the park's page."""
    from tests.web import staff

    other = scoring.visit("park_admin:dyjkq")
    file = other.post("/files", {"file": (io.BytesIO(staff.PDF), "a.pdf")}).json["id"]
    visitor = scoring.visit("evaluator:1")
    form = {**filled(scoring), "A1-1.file_id": file}

    answer = visitor.post(f"/tasks/{task_of(visitor)}/complete", form)

    assert answer.status_code == 422, answer.text
    assert sheets(scoring) == []


def saved(book: Any) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def test_d10_an_evaluator_whose_post_has_ended_scores_no_more(scoring: City):
    visitor = scoring.visit("evaluator:1")
    task, form = task_of(visitor), filled(scoring)
    person = scoring.walk.actors["evaluator:1"].person
    held = select(Appointment.id).where(Appointment.person_id == person)
    for row in scoring.house.rows(held):
        scoring.house.do(EndAppointment(row[0], scoring.house.today, "调离"))
    scoring.house.later(days=1)

    answer = visitor.post(f"/tasks/{task}/complete", form)

    assert answer.status_code != 302
    assert "评委岗位" in answer.text
    assert sheets(scoring) == []
