"""The demo tenant: made by commands alone, on a clock that is moved through ninety days."""

from workflows.demo.build import build

__all__ = ["build"]
