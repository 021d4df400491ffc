"""Interval logic: each case is drawn, one character an hour; `█` taken, `▒` padding, `─` free."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain.intervals import (
    Interval,
    intersect,
    merge,
    nearest_fits,
    subtract,
)

MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
NOTHING = timedelta()


def hours(start: float, end: float) -> Interval:
    return Interval(MIDNIGHT + timedelta(hours=start), MIDNIGHT + timedelta(hours=end))


def test_touching_intervals_do_not_overlap() -> None:
    """first  ████
    second     ████"""
    assert not hours(0, 4).overlaps(hours(4, 8))
    assert hours(0, 4).overlaps(hours(3.5, 8))


def test_touching_and_overlapping_intervals_merge_into_one() -> None:
    """in   ███
            ███
               ██    ██
    out  ████████    ██"""
    assert merge([hours(6, 8), hours(0, 3), hours(3, 6), hours(12, 14)]) == [
        hours(0, 8),
        hours(12, 14),
    ]


def test_a_hole_in_the_middle_leaves_both_sides() -> None:
    """taken     ██
    free    ────  ────"""
    assert subtract([hours(0, 10)], [hours(4, 6)]) == [hours(0, 4), hours(6, 10)]


def test_a_hole_over_an_edge_leaves_the_other_side() -> None:
    """taken ████        ████
    free      ────────"""
    taken = [hours(-2, 2), hours(8, 12)]
    assert subtract([hours(0, 10)], taken) == [hours(2, 8)]


def test_what_is_all_taken_leaves_nothing() -> None:
    """taken ██████████
    free"""
    assert subtract([hours(0, 10)], [hours(-1, 11)]) == []
    assert subtract([hours(0, 10)], [hours(0, 10)]) == []


def test_overlapping_holes_count_once() -> None:
    """taken   ███
                 ███
    free   ──     ────"""
    assert subtract([hours(0, 10)], [hours(2, 5), hours(4, 6)]) == [hours(0, 2), hours(6, 10)]


def test_two_openings_meet_two_windows() -> None:
    """open    ████  ████
    window    ██████
    both      ██  ██"""
    assert intersect([hours(0, 4), hours(6, 10)], [hours(2, 8)]) == [hours(2, 4), hours(6, 8)]


def test_the_nearest_fit_comes_first_and_short_gaps_are_left_out() -> None:
    """free    ──────   ─   ──────
    wanted         ███
    fits       ┄┄┄2      ┄1┄"""
    free = [hours(0, 6), hours(9, 10), hours(11, 20)]
    assert nearest_fits(free, hours(8, 11), 3) == [hours(11, 14), hours(3, 6)]


def test_a_wanted_time_that_is_free_is_its_own_nearest_fit() -> None:
    assert nearest_fits([hours(0, 20)], hours(8, 11), 3) == [hours(8, 11)]


INTERVALS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda t: hours(t[0], t[0] + t[1])),
    max_size=8,
)


@given(whole=INTERVALS, taken=INTERVALS)
def test_every_hour_is_free_exactly_when_it_is_offered_and_not_taken(
    whole: list[Interval], taken: list[Interval]
) -> None:
    free = subtract(whole, taken)
    for number in range(60):
        hour = hours(number, number + 1)
        offered = any(one.contains(hour) for one in merge(whole))
        gone = any(one.overlaps(hour) for one in taken)
        assert any(one.contains(hour) for one in free) == (offered and not gone)
