"""Fixtures that every room of tests may ask for, and the counts printed at the end."""

from __future__ import annotations

from typing import Any

pytest_plugins = ["tests.support.databases"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What the tests that count say they tried, also from other processes."""
    said = [
        (report.nodeid, text)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, text in report.user_properties
        if name == "counted"
    ]
    if said:
        terminalreporter.section("counts")
    for test, text in sorted(said):
        terminalreporter.write_line(f"{test}: {text}")
