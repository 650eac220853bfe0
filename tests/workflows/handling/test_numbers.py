"""How numbers read."""

from __future__ import annotations

from datetime import date

from workflows.handling import numbers


def test_application_number_is_area_park_day_serial():
    number = numbers.application_number("510600000000", "20", date(2025, 9, 26), 17)
    assert number == "5106002020250926" + "00017"


def test_document_number_has_hexagonal_brackets_and_no_leading_zeros():
    assert numbers.document_number("德市监", "许受", 2025, 12) == "德市监许受〔2025〕12号"
