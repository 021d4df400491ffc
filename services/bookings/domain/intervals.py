"""Half-open times `[start, end)`: what is free between what is taken.

Two intervals that only touch do not overlap: one booking may begin when another ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` until before `end`, both aware; empty when `end` is not after `start`."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: Interval) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Interval) -> bool:
        return self.start <= other.start and other.end <= self.end

    def padded(self, before: timedelta, after: timedelta) -> Interval:
        """Longer at both ends: a booking with its set-up and clear-up."""
        return Interval(self.start - before, self.end + after)


def span_of(times: Iterable[Interval]) -> Interval:
    """From the first start to the last end of some intervals, at least one."""
    found = list(times)
    return Interval(min(one.start for one in found), max(one.end for one in found))


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants as few intervals as possible, in order; what touches becomes one."""
    merged: list[Interval] = []
    for one in sorted(one for one in intervals if one.start < one.end):
        if merged and one.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return merged


def subtract(whole: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """What remains of `whole` without `taken`."""
    gone = merge(taken)
    remaining: list[Interval] = []
    for one in merge(whole):
        start = one.start
        for hole in gone:
            if hole.end <= start or hole.start >= one.end:
                continue
            if hole.start > start:
                remaining.append(Interval(start, hole.start))
            start = max(start, hole.end)
        if start < one.end:
            remaining.append(Interval(start, one.end))
    return remaining


def intersect(first: Iterable[Interval], second: Iterable[Interval]) -> list[Interval]:
    """The instants that are in both."""
    others = merge(second)
    return [
        Interval(max(one.start, other.start), min(one.end, other.end))
        for one in merge(first)
        for other in others
        if one.overlaps(other)
    ]


def nearest_fits(free: Iterable[Interval], wanted: Interval, count: int) -> list[Interval]:
    """Up to `count` times of the wanted length within `free`, the nearest to the wanted first."""
    fits = []
    for one in free:
        if one.length < wanted.length:
            continue
        start = min(max(wanted.start, one.start), one.end - wanted.length)
        fits.append(Interval(start, start + wanted.length))
    return sorted(fits, key=lambda fit: (abs(fit.start - wanted.start), fit.start))[:count]
