"""Fixtures that every room of tests may ask for."""

pytest_plugins = ["tests.support.databases"]
