"""Changing running cases: another version of the diagram, or another place in it.

Plan, validate, execute: all reasons against it are found at once, one rule per file in ``rules/``.
"""
