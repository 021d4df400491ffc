"""The method itself: what it calls a ratio, what it calls noisy, and when it repeats."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.benchmarks.method import ROUNDS, Comparison, Contestant, compare, judge


def contestant(name: str, figures: Iterable[float], order: list[str]) -> Contestant:
    """One whose turns measure what they are told."""
    told = iter(figures)

    async def turn() -> dict[str, float]:
        order.append(name)
        return {"events/s": next(told)}

    return Contestant(name, turn)


def comparison(ours: Iterable[float], baseline: Iterable[float]) -> tuple[Comparison, list[str]]:
    order: list[str] = []
    made = Comparison(
        key="x",
        title="Something",
        ours=contestant("ours", ours, order),
        baseline=contestant("baseline", baseline, order),
        conditions={},
        goals={"events/s": (0.5, 0.3)},
    )
    return made, order


async def test_a_ratio_is_made_within_each_round_and_the_median_counts():
    ours = [50, 60, 40, 50, 50, 45, 50]
    made, order = comparison(ours, [100] * ROUNDS)
    [ratio] = await compare(made, lambda _: None)
    assert (ratio.median, ratio.least, ratio.greatest) == (0.5, 0.4, 0.6)
    assert (ratio.noisy, ratio.attempts, ratio.verdict) == (False, 1, "goal")
    assert order[:4] == ["ours", "baseline", "baseline", "ours"]


async def test_a_load_that_both_feel_leaves_the_ratio_alone():
    slowed = [100, 90, 80, 95, 100, 85, 90]
    made, _ = comparison([one / 2 for one in slowed], slowed)
    [ratio] = await compare(made, lambda _: None)
    assert ratio.least == ratio.greatest == 0.5


async def test_a_noisy_baseline_is_said_and_repeated_and_the_calmest_attempt_counts():
    noisy = [100, 100, 100, 100, 100, 100, 60]
    calm = [100, 100, 100, 100, 100, 100, 90]
    said: list[str] = []
    made, _ = comparison([40] * 14, [*noisy, *calm])
    [ratio] = await compare(made, said.append)
    assert (ratio.attempts, ratio.noisy, len(said)) == (2, False, 1)
    assert "40%" in said[0]


async def test_a_baseline_that_is_never_calm_stays_noisy():
    made, _ = comparison([40] * 14, [100, 100, 100, 100, 100, 100, 50] * 2)
    [ratio] = await compare(made, lambda _: None)
    assert ratio.noisy


@pytest.mark.parametrize(
    ("value", "less_is_better", "verdict"),
    [(0.5, False, "goal"), (0.4, False, "floor"), (0.2, False, "below"), (0.2, True, "goal")],
)
def test_goal_and_floor(value: float, less_is_better: bool, verdict: str):
    assert judge(value, 0.5, 0.3, less_is_better=less_is_better) == verdict
