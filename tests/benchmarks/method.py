"""The method of every benchmark: contestants take turns, and a ratio is made within each round.

Absolute numbers lie on a shared machine; what a neighbour's load does to one contestant of a round
it does to the other too. A result is the median of the rounds' ratios with the least and the
greatest of them. Where the baseline itself varies too much, the whole comparison is run again.
"""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROUNDS = 7
NOISY_ABOVE = 0.30
"""Share of its median by which a baseline may vary between its least and greatest round."""
ATTEMPTS = 2

Figures = Mapping[str, float]
"""What one turn measured, by name: `events/s`, `p50 ms` …"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One side of a comparison; `turn` prepares, measures only the work itself, and cleans up."""

    name: str
    turn: Callable[[], Awaitable[Figures]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What to compare and what it must reach; ratios are ours divided by the baseline."""

    key: str
    title: str
    ours: Contestant
    baseline: Contestant
    conditions: Mapping[str, Any]
    """Events per transaction, sync settings, sizes: what a reader needs to judge the numbers."""
    goals: Mapping[str, tuple[float, float]]
    """Figure → goal and floor of its ratio."""
    less_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """The outcome for one figure of one comparison."""

    key: str
    title: str
    figure: str
    ours: str
    baseline: str
    median: float
    least: float
    greatest: float
    ours_median: float
    baseline_median: float
    baseline_spread: float
    noisy: bool
    attempts: int
    goal: float
    floor: float
    less_is_better: bool
    conditions: Mapping[str, Any]

    @property
    def verdict(self) -> str:
        return judge(self.median, self.goal, self.floor, less_is_better=self.less_is_better)


@dataclass(frozen=True, slots=True)
class Absolute:
    """A figure that has no baseline: memory, time to ready."""

    key: str
    title: str
    figure: str
    median: float
    least: float
    greatest: float
    goal: float
    floor: float
    conditions: Mapping[str, Any]

    @property
    def verdict(self) -> str:
        return judge(self.median, self.goal, self.floor, less_is_better=True)


Result = Ratio | Absolute


def judge(value: float, goal: float, floor: float, *, less_is_better: bool) -> str:
    """`goal` reached, `floor` reached, or `below` both."""
    sign = -1 if less_is_better else 1
    if sign * value >= sign * goal:
        return "goal"
    return "floor" if sign * value >= sign * floor else "below"


async def compare(comparison: Comparison, tell: Callable[[str], None]) -> list[Ratio]:
    """Run the rounds; when the baseline is noisy run them again, and keep the calmest attempt."""
    calmest: list[Ratio] = []
    for attempt in range(1, ATTEMPTS + 1):
        ratios = await _run_rounds(comparison, attempt)
        if not calmest or _unrest(ratios) < _unrest(calmest):
            calmest = ratios
        if not any(one.noisy for one in ratios):
            break
        tell(f"  noisy: the baseline varied by {_unrest(ratios):.0%} (attempt {attempt})")
    return calmest


async def _run_rounds(comparison: Comparison, attempt: int) -> list[Ratio]:
    ours: list[Figures] = []
    baseline: list[Figures] = []
    turns = [(comparison.baseline, baseline), (comparison.ours, ours)]
    for number in range(ROUNDS):
        # Who begins alternates too, so that what the first one leaves behind troubles both.
        for contestant, figures in turns if number % 2 else reversed(turns):
            figures.append(await contestant.turn())
    return [_ratio(comparison, figure, ours, baseline, attempt) for figure in comparison.goals]


def _ratio(
    comparison: Comparison,
    figure: str,
    ours: Sequence[Figures],
    baseline: Sequence[Figures],
    attempt: int,
) -> Ratio:
    mine = [one[figure] for one in ours]
    theirs = [one[figure] for one in baseline]
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    spread = (max(theirs) - min(theirs)) / statistics.median(theirs)
    goal, floor = comparison.goals[figure]
    return Ratio(
        key=comparison.key,
        title=comparison.title,
        figure=figure,
        ours=comparison.ours.name,
        baseline=comparison.baseline.name,
        median=statistics.median(ratios),
        least=min(ratios),
        greatest=max(ratios),
        ours_median=statistics.median(mine),
        baseline_median=statistics.median(theirs),
        baseline_spread=spread,
        noisy=spread > NOISY_ABOVE,
        attempts=attempt,
        goal=goal,
        floor=floor,
        less_is_better=comparison.less_is_better,
        conditions=comparison.conditions,
    )


def _unrest(ratios: Sequence[Ratio]) -> float:
    return max(one.baseline_spread for one in ratios)
