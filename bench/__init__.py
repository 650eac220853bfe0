"""Benchmarks: each against a plain SpiffWorkflow baseline, taking turns in the same run.

Milliseconds say nothing across machines and minutes; ratios of two sides that take turns do.
"""
