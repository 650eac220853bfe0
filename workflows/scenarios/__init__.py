"""Scenario tests beside the diagrams: a story in YAML, played on the real engine, clock moved."""

from workflows.scenarios.running import Result, run, starter_scenarios

__all__ = ["Result", "run", "starter_scenarios"]
