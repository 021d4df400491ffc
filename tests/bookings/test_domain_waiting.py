"""The states of watches, offers, fallbacks and calls; how long a time is held; what fits a wish."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.bookings.domain import waiting, weather
from services.bookings.domain.intervals import Interval
from services.bookings.regulations.waiting import WAITING, WaitingRules

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def block(text: str) -> Interval:
    """`  [==)`: hours from NOW."""
    return Interval(NOW + text.index("[") * HOUR, NOW + text.index(")") * HOUR)


def blocks(text: str) -> list[Interval]:
    found, start = [], None
    for hour, sign in enumerate(text):
        if sign == "[":
            start = hour
        if sign == ")" and start is not None:
            found.append(Interval(NOW + start * HOUR, NOW + hour * HOUR))
    return found


@dataclass
class Offer:
    status: str = waiting.OPEN
    expires_at: datetime = NOW + HOUR
    member_id: UUID = field(default_factory=uuid4)
    host_id: UUID = field(default_factory=uuid4)


class TestWhatFits:
    """Named after the drawn cases of `domain/waiting.py`."""

    window = block("[--------------------)")

    def test_the_first_free_time_that_is_long_enough(self) -> None:
        free = blocks("   [-) [---------) [--)")
        fit = waiting.first_fit(free, [], self.window, 3 * HOUR)
        assert fit == block("       [--)")

    def test_what_was_refused_is_passed_over(self) -> None:
        free, refused = blocks("       [---------)"), blocks("       [--)")
        fit = waiting.first_fit(free, refused, self.window, 3 * HOUR)
        assert fit == block("          [--)")

    def test_free_time_outside_the_window_is_none(self) -> None:
        free = blocks("                      [----)")
        assert waiting.first_fit(free, [], self.window, HOUR) is None

    def test_too_short_a_rest_is_none(self) -> None:
        free, refused = blocks("  [----)"), blocks("   [-)")
        assert waiting.first_fit(free, refused, self.window, 3 * HOUR) is None


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4),
    st.integers(1, 8),
)
def test_what_fits_is_free_not_refused_and_the_earliest(
    free: list[tuple[int, int]], refused: list[tuple[int, int]], length: int
) -> None:
    def read(pairs: list[tuple[int, int]]) -> list[Interval]:
        return [Interval(NOW + a * HOUR, NOW + (a + n) * HOUR) for a, n in pairs]

    window = Interval(NOW, NOW + 48 * HOUR)
    fit = waiting.first_fit(read(free), read(refused), window, length * HOUR)
    hours = {hour for a, n in free for hour in range(a, a + n)}
    hours -= {hour for a, n in refused for hour in range(a, a + n)}
    starts = [
        a
        for a in range(48)
        if all(hour in hours for hour in range(a, a + length)) and a + length <= 48
    ]
    assert (fit is None) == (not starts)
    if fit is not None:
        assert fit == Interval(NOW + starts[0] * HOUR, NOW + (starts[0] + length) * HOUR)


@given(st.integers(-3600, 40 * 24 * 3600))
def test_an_offer_is_never_held_until_after_the_start(seconds: int) -> None:
    start = NOW + timedelta(seconds=seconds)
    until = WAITING.offer_until(NOW, start)
    if until is None:
        assert start - NOW <= WAITING.notice
    else:
        assert NOW < until <= start - WAITING.notice
    assert WAITING.host_until(NOW, start) <= max(start, NOW)


@pytest.mark.parametrize("steps", [[], [(24, 1)], [(24, 1), (12, 1), (None, 1)], [(None, 1)] * 2])
def test_steps_that_do_not_rise_to_an_end_stop_the_service(
    steps: list[tuple[float | None, float]],
) -> None:
    plain = WAITING.model_dump()
    plain["hold"] = [{"until_start_hours": until, "hours": hours} for until, hours in steps]
    with pytest.raises(ValidationError):
        WaitingRules.model_validate(plain)


@pytest.mark.parametrize(
    ("steps", "states", "ends"),
    [
        (waiting.WATCH_STEPS, waiting.WATCH_STATES, {waiting.FULFILLED, waiting.ENDED}),
        (
            waiting.OFFER_STEPS,
            waiting.OFFER_STATES,
            {waiting.ACCEPTED, waiting.DECLINED, waiting.LAPSED, waiting.WITHDRAWN},
        ),
        (weather.FALLBACK_STEPS, weather.FALLBACK_STATES, {weather.LOST, weather.RELEASED}),
        (weather.CALL_STEPS, weather.CALL_STATES, {weather.UNDONE, weather.OVER}),
    ],
)
def test_every_state_is_reached_and_only_the_ends_are_left_by_nothing(
    steps: dict[str, set[str]], states: tuple[str, ...], ends: set[str]
) -> None:
    assert set(steps) == set(states)
    reached, fresh = {states[0]}, [states[0]]
    while fresh:
        fresh = [one for state in fresh for one in steps[state] if one not in reached]
        reached |= set(fresh)
    assert reached == set(states)
    assert {state for state, after in steps.items() if not after} == ends


@pytest.mark.parametrize("status", waiting.OFFER_STATES)
def test_only_an_open_offer_is_answered(status: str) -> None:
    offer = Offer(status)
    rules = {
        waiting.ACCEPTED: waiting.may_accept(offer, NOW),
        waiting.DECLINED: waiting.may_decline(offer),
        waiting.WITHDRAWN: waiting.may_withdraw(offer),
    }
    for refused in rules.values():
        assert (not refused) == (status == waiting.OPEN)
    for after, refused in rules.items():
        assert refused or after in waiting.OFFER_STEPS[status]


def test_an_offer_is_not_accepted_at_the_instant_at_which_it_ends() -> None:
    (failure,) = waiting.may_accept(Offer(expires_at=NOW), NOW)
    assert failure.code == "offer_expired"


@pytest.mark.parametrize("status", waiting.WATCH_STATES)
def test_waiting_ends_only_while_one_waits(status: str) -> None:
    watch = Offer(status)
    assert (not waiting.may_end_watch(watch)) == (waiting.ENDED in waiting.WATCH_STEPS[status])


def test_slots_of_a_group_lie_apart_and_ahead() -> None:
    slots = [block("  [----)"), block("     [---)"), Interval(NOW - HOUR, NOW)]
    failures = waiting.check_slots(slots, most=2, now=NOW)
    assert [one.code for one in failures] == ["too_many_slots", "starts_in_past", "slots_overlap"]
    touching = [block("  [----)"), block("       [---)")]
    assert waiting.check_slots(touching, most=2, now=NOW) == []


def test_a_wish_fits_its_window_and_something_of_it_is_left() -> None:
    window = block("  [----)")
    assert waiting.check_window(window, 5 * HOUR, NOW) == []
    codes = [one.code for one in waiting.check_window(window, 6 * HOUR, NOW + 9 * HOUR)]
    assert codes == ["longer_than_window", "already_over"]


@pytest.mark.parametrize("days", [0, 1, 3, 30])
def test_a_fallback_is_firm_when_a_forecast_reaches_the_day(days: int) -> None:
    start = NOW + timedelta(days=days)
    firm = weather.firm_at(start, timedelta(hours=72), NOW)
    assert NOW <= firm <= max(start, NOW)
    assert (firm == NOW) == (days <= 3)
