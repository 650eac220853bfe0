"""Figures for Prometheus: what this process has counted, and what waits in the database.

Counts of rows stop at a bound: a figure must not cost more the worse things are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST as CONTENT_TYPE
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from engine.errors import StoreUnavailable
from engine.measures import BOUNDS, Measures


def exposition(office: Any) -> bytes:
    """All figures, in the text format."""
    return generate_latest(registry(office))


def registry(office: Any) -> CollectorRegistry:
    """What a scrape reads: of this process, of its engine, of the database."""
    found = CollectorRegistry()
    ProcessCollector(registry=found)
    PlatformCollector(registry=found)
    found.register(_Engine(office))
    return found


class _Engine:
    def __init__(self, office: Any) -> None:
        self._office = office

    def collect(self) -> Iterator[Metric]:
        engine = self._office.engine
        yield from _counted(engine.measures)
        behind = engine.clock_is_behind().total_seconds()
        yield _gauge("clock_behind_seconds", "Clock behind the newest record", behind)
        try:
            waiting = engine.waiting()
        except StoreUnavailable:
            yield _gauge("database_up", "Whether the database answers", 0)
            return
        yield _gauge("database_up", "Whether the database answers", 1)
        yield _gauge("due_late", "Due rows that nobody has carried out yet", waiting.late)
        yield _gauge("due_lag_seconds", "How long the oldest of them has been due", waiting.lag_s)
        yield _gauge("due_dead", "Due rows that were given up", waiting.dead)
        yield _gauge("incidents_open", "Incidents that nobody has resolved", waiting.incidents)


def _counted(measures: Measures) -> Iterator[Metric]:
    steps = CounterMetricFamily(
        "yuanban_commands", "Commands and how they ended", labels=["command", "ended"]
    )
    for (command, ended), times in list(measures.steps.items()):
        steps.add_metric([command, ended], times)
    yield steps
    yield _times(measures)
    yield CounterMetricFamily(
        "yuanban_retries", "Commands that lost a race and were tried again", measures.retries
    )
    cache = CounterMetricFamily("yuanban_case_cache", "Live cases looked for", labels=["found"])
    cache.add_metric(["hit"], measures.hits)
    cache.add_metric(["miss"], measures.misses)
    yield cache


def _times(measures: Measures) -> Metric:
    found = HistogramMetricFamily(
        "yuanban_command_seconds", "How long commands took", labels=["command"]
    )
    for command, times in list(measures.times.items()):
        total, buckets = 0, []
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), times.counts, strict=True):
            total += count
            buckets.append((bound, total))
        found.add_metric([command], buckets, times.total_s)
    return found


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"yuanban_{name}", words, value)


__all__ = ["CONTENT_TYPE", "exposition", "registry"]
