"""The loan example of chapter 11, shortened: tables, contexts, knowledge models and a service."""

from decimal import Decimal

import pytest

from engine.dmn import TableTrace, check, load
from tests.engine.dmn.models import (
    component,
    context,
    decision,
    definitions,
    input_data,
    invocation,
    item,
    knowledge,
    literal,
    service,
    table,
)

L = literal
RISK = table(
    ["Existing Customer", "Application Risk Score"],
    ["Pre-Bureau Risk Category"],
    [
        ["false", "< 100", '"HIGH"'],
        ["false", "[100..120)", '"MEDIUM"'],
        ["false", "[120..130]", '"LOW"'],
        ["false", "> 130", '"VERY LOW"'],
        ["true", "< 80", '"DECLINE"'],
        ["true", "[80..90)", '"HIGH"'],
        ["true", "[90..110]", '"MEDIUM"'],
        ["true", "> 110", '"LOW"'],
    ],
)
FACTOR = table(
    ["Risk Category"],
    ["Credit Contingency Factor"],
    [
        ['"HIGH", "DECLINE"', "0.6"],
        ['"MEDIUM"', "0.7"],
        ['"LOW", "VERY LOW"', "0.8"],
    ],
)
ELIGIBILITY = table(
    ["Pre-Bureau Risk Category", "Installment Affordable", "Age"],
    ["Eligibility"],
    [
        ['"DECLINE"', "-", "-", '"INELIGIBLE"'],
        ["-", "false", "-", '"INELIGIBLE"'],
        ["-", "-", "< 18", '"INELIGIBLE"'],
        ["-", "-", "-", '"ELIGIBLE"'],
    ],
    "PRIORITY",
    values=['"INELIGIBLE", "ELIGIBLE"'],
)
SCORE = table(
    ["Age", "Marital Status", "Employment Status"],
    ["Partial score"],
    [
        ["[18..21]", "-", "-", "32"],
        ["[22..25]", "-", "-", "35"],
        ["[26..35]", "-", "-", "40"],
        ["[36..49]", "-", "-", "43"],
        [">= 50", "-", "-", "48"],
        ["-", '"S"', "-", "25"],
        ["-", '"M"', "-", "45"],
        ["-", "-", '"UNEMPLOYED"', "15"],
        ["-", "-", '"STUDENT"', "18"],
        ["-", "-", '"EMPLOYED"', "45"],
        ["-", "-", '"SELF-EMPLOYED"', "36"],
    ],
    "COLLECT",
    "SUM",
)
MODEL = definitions(
    item("tMonthly", "", *(component(n, "number") for n in ("Income", "Repayments", "Expenses"))),
    item(
        "tApplicant",
        "",
        component("Age", "number"),
        component("Marital Status", "string"),
        component("Employment Status", "string"),
        component("Existing Customer", "boolean"),
        component("Monthly", "tMonthly"),
    ),
    item("tProduct", "", *(component(n, "number") for n in ("Rate", "Term", "Amount"))),
    input_data("Applicant data", "tApplicant"),
    input_data("Requested product", "tProduct"),
    knowledge("Installment calculation", "Rate:number, Term:number, Amount:number", context(
        Monthly_Fee=L("20.00"),
        Monthly_Repayment=L("(Amount * Rate / 12) / (1 - (1 + Rate / 12) ** -Term)"),
        result=L("Monthly Repayment + Monthly Fee"),
    )),
    knowledge("Application risk score model", "Age, Marital Status, Employment Status", SCORE),
    knowledge("Risk category table", "Existing Customer, Application Risk Score", RISK),
    knowledge("Credit contingency factor table", "Risk Category", FACTOR),
    knowledge(
        "Affordability calculation",
        "Income, Repayments, Expenses, Risk Category, Required Installment",
        context(
            Disposable_Income=L("Income - (Repayments + Expenses)"),
            Factor=invocation("Credit contingency factor table", Risk_Category=L("Risk Category")),
            result=L("if Disposable Income * Factor > Required Installment then true else false"),
        ),
        "knowledge:Credit contingency factor table",
    ),
    decision("Required monthly installment", invocation(
        "Installment calculation",
        Rate=L("Requested product.Rate"),
        Term=L("Requested product.Term"),
        Amount=L("Requested product.Amount"),
    ), "input:Requested product", "knowledge:Installment calculation", type_ref="number"),
    decision("Application risk score", invocation(
        "Application risk score model",
        Age=L("Applicant data.Age"),
        Marital_Status=L("Applicant data.Marital Status"),
        Employment_Status=L("Applicant data.Employment Status"),
    ), "input:Applicant data", "knowledge:Application risk score model"),
    decision("Pre-bureau risk category", L(
        "Risk category table(Applicant data.Existing Customer, Application risk score)"
    ), "input:Applicant data", "decision:Application risk score", "knowledge:Risk category table"),
    decision("Pre-bureau affordability", invocation(
        "Affordability calculation",
        Income=L("Applicant data.Monthly.Income"),
        Repayments=L("Applicant data.Monthly.Repayments"),
        Expenses=L("Applicant data.Monthly.Expenses"),
        Risk_Category=L("Pre-bureau risk category"),
        Required_Installment=L("Required monthly installment"),
    ), "input:Applicant data", "decision:Pre-bureau risk category",
        "decision:Required monthly installment", "knowledge:Affordability calculation"),
    knowledge(
        "Eligibility rules", "Pre-Bureau Risk Category, Installment Affordable, Age", ELIGIBILITY
    ),
    decision("Eligibility", L(
        "Eligibility rules(Age: Applicant data.Age, "
        "Pre-Bureau Risk Category: Pre-bureau risk category, "
        "Installment Affordable: Pre-bureau affordability)"
    ), "input:Applicant data", "decision:Pre-bureau risk category",
        "decision:Pre-bureau affordability", "knowledge:Eligibility rules"),
    service(
        "Originations",
        ["Eligibility", "Pre-bureau risk category"],
        inner=["Pre-bureau affordability"],
        data=["Applicant data", "Requested product"],
    ),
)  # fmt: skip


def applicant(**changes):
    found = {
        "Age": 51,
        "Marital Status": "M",
        "Employment Status": "EMPLOYED",
        "Existing Customer": False,
        "Monthly": {"Income": 10000, "Repayments": 2500, "Expenses": 3000},
    }
    return {**found, **changes}


PRODUCT = {"Rate": Decimal("0.0375"), "Term": 360, "Amount": 100000}


@pytest.fixture(scope="module")
def model():
    return load(MODEL)


def test_dmn_11_the_installment_of_the_example(model):
    found = model.decide("Required monthly installment", {"Requested product": PRODUCT})
    assert round(found, 4) == Decimal("483.1156")


@pytest.mark.parametrize(
    ("changes", "score", "category", "eligibility"),
    [
        ({}, 138, "VERY LOW", "ELIGIBLE"),
        ({"Existing Customer": True}, 138, "LOW", "ELIGIBLE"),
        ({"Age": 20, "Marital Status": "S", "Employment Status": "STUDENT"}, 75, "HIGH",
         "ELIGIBLE"),
        ({"Age": 20, "Marital Status": "S", "Employment Status": "STUDENT",
          "Existing Customer": True}, 75, "DECLINE", "INELIGIBLE"),
        ({"Monthly": {"Income": 3000, "Repayments": 2000, "Expenses": 900}}, 138, "VERY LOW",
         "INELIGIBLE"),
        ({"Age": 17}, 90, "HIGH", "INELIGIBLE"),
    ],
)  # fmt: skip
def test_dmn_11_the_decisions_of_the_example(model, changes, score, category, eligibility):
    inputs = {"Applicant data": applicant(**changes), "Requested product": PRODUCT}
    assert model.decide("Application risk score", inputs) == score
    assert model.decide("Pre-bureau risk category", inputs) == category
    assert model.decide("Eligibility", inputs) == eligibility


def test_dmn_11_the_service_answers_with_both_outputs(model):
    inputs = {"Applicant data": applicant(), "Requested product": PRODUCT}
    assert model.service("Originations", inputs) == {
        "Eligibility": "ELIGIBLE",
        "Pre-bureau risk category": "VERY LOW",
    }


def test_dmn_11_the_trace_names_the_rules_that_were_hit(model):
    inputs = {"Applicant data": applicant(), "Requested product": PRODUCT}
    found = model.explain("Eligibility", inputs)
    hits = {t.table: [number for number, _ in t.rules] for t in found.trace
            if isinstance(t, TableTrace)}  # fmt: skip
    assert hits["Risk category table"] == [4]
    assert hits["Application risk score model"] == [5, 7, 10]
    assert hits["Eligibility rules"] == [4]
    assert found.version == model.digest


def test_dmn_11_the_example_has_only_the_gaps_that_it_is_drawn_with():
    codes = {problem.code for problem in check(MODEL)}
    assert codes <= {"table-gap"}
