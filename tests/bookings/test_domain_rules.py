"""Rules of spaces and states, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.bookings.domain import closing, states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.opening import OpeningRules, is_open, opening_intervals
from services.bookings.domain.requesting import (
    Conflict,
    Wish,
    check_conflicts,
    check_use,
    check_wish,
)
from services.bookings.texts import SENTENCES
from shared.auth.caller import Caller

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""Monday, nine o'clock in Hanoi."""
MEMBER, HOST = UUID(int=1), UUID(int=2)
WEEKEND = [
    {"day": 5, "opens": "19:00", "closes": "24:00"},
    {"day": 6, "opens": "00:00", "closes": "24:00"},
    {"day": 7, "opens": "00:00", "closes": "24:00"},
]


@dataclass
class ASpace:
    withdrawn: bool = False
    capacity: int = 100
    opening: list[dict[str, Any]] | None = None
    lead_hours: int | None = None
    longest_hours: int | None = None
    refused_kinds: list[str] = field(default_factory=list)
    refused_contents: list[str] = field(default_factory=list)
    noise_limits: list[dict[str, Any]] = field(default_factory=list)
    layouts: list[dict[str, Any]] = field(default_factory=list)
    crowd_limit: int | None = None
    policy: str | None = None

    @property
    def opening_rules(self) -> OpeningRules:
        return OpeningRules(self.opening)


@dataclass
class ABooking:
    status: str = states.CONFIRMED
    starts_at: datetime = NOW + timedelta(hours=1)
    ends_at: datetime = NOW + timedelta(hours=3)
    member_id: UUID = MEMBER
    host_id: UUID = HOST
    checked_in_at: datetime | None = None


def someone(*roles: str, member: UUID | None = None, host: UUID | None = None) -> Caller:
    return Caller(
        "issuer",
        "someone",
        frozenset(roles),
        (member,) if member else (),
        (host,) if host else (),
    )


def wish(start: float, length: float, audience: int | None = 10) -> Wish:
    begin = NOW + timedelta(hours=start)
    return Wish(Interval(begin, begin + timedelta(hours=length)), "workshop", audience)


def codes(failures: list[Any]) -> list[str]:
    return [failure.code for failure in failures]


def test_a_space_without_rules_takes_everything() -> None:
    assert check_wish(ASpace(), wish(1, 24), NOW) == []


@pytest.mark.parametrize(
    ("space", "asked", "code"),
    [
        (ASpace(capacity=9), wish(1, 1), "too_many_people"),
        (ASpace(longest_hours=2), wish(1, 2.5), "stay_too_long"),
        (ASpace(lead_hours=48), wish(47, 1), "asked_too_late"),
        (ASpace(refused_kinds=["workshop"]), wish(1, 1), "kind_refused"),
        (ASpace(opening=WEEKEND), wish(1, 1), "outside_opening_hours"),
        (ASpace(withdrawn=True), wish(1, 1), "space_withdrawn"),
        (ASpace(), wish(-1, 2), "starts_in_past"),
        (ASpace(), wish(24 * 365 * 4, 2), "too_far_ahead"),
    ],
)
def test_each_rule_fails_alone(space: ASpace, asked: Wish, code: str) -> None:
    assert codes(check_wish(space, asked, NOW)) == [code]


@pytest.mark.parametrize(
    ("space", "asked"),
    [
        (ASpace(capacity=10), wish(1, 1)),
        (ASpace(longest_hours=2), wish(1, 2)),
        (ASpace(lead_hours=48), wish(48, 1)),
        (ASpace(), wish(0, 1)),
        (ASpace(capacity=1), wish(1, 1, audience=None)),
    ],
)
def test_each_rule_holds_at_its_edge(space: ASpace, asked: Wish) -> None:
    assert check_wish(space, asked, NOW) == []


def test_the_lead_time_binds_who_asks_and_not_who_decides() -> None:
    assert check_use(ASpace(lead_hours=48), wish(1, 1), NOW) == []


def test_windows_that_touch_let_an_activity_run_through_midnight() -> None:
    """open   Fri 19─24│Sat 0─24│Sun 0─24
    wanted       22──────2"""
    friday_evening = Interval(
        datetime(2026, 11, 27, 15, tzinfo=UTC), datetime(2026, 11, 27, 19, tzinfo=UTC)
    )
    assert is_open(OpeningRules(WEEKEND), friday_evening)
    assert not is_open(
        OpeningRules(WEEKEND), friday_evening.padded(timedelta(hours=4), timedelta())
    )


def test_a_week_of_opening_is_one_run_from_friday_evening_to_sunday_midnight() -> None:
    week = Interval(NOW, NOW + timedelta(days=7))
    (run,) = opening_intervals(OpeningRules(WEEKEND), week)
    assert run == Interval(
        datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2026, 11, 29, 17, tzinfo=UTC)
    )


def test_a_conflict_names_its_hanoi_time() -> None:
    taken = Conflict("booking", Interval(NOW, NOW + timedelta(hours=2)))
    closed = Conflict("closure", Interval(NOW, NOW + timedelta(hours=1)))
    failures = check_conflicts([taken, taken, closed])
    assert codes(failures) == ["space_closed", "space_taken"]
    assert failures[1].values["times"] == ["23/11/2026 09:00 – 23/11/2026 11:00"]


@pytest.mark.parametrize("status", [s for s in states.STATES if s != states.REQUESTED])
def test_only_a_request_is_confirmed_or_declined(status: str) -> None:
    assert codes(states.may_confirm(ABooking(status))) == ["wrong_status"]
    assert codes(states.may_decline(ABooking(status))) == ["wrong_status"]


def test_a_refusal_names_states_and_kinds_in_words() -> None:
    (failure,) = states.may_confirm(ABooking(states.NO_SHOW))
    sentence = SENTENCES[failure.code].say("vi", **failure.values)
    assert ("Không đến" in sentence, "Đã yêu cầu" in sentence) == (True, True)
    (failure,) = check_wish(ASpace(refused_kinds=["workshop"]), wish(1, 1), NOW)
    assert "Trải nghiệm, thực hành" in SENTENCES[failure.code].say("vi", **failure.values)


def test_what_is_over_is_not_cancelled() -> None:
    past = ABooking(ends_at=NOW)
    assert codes(states.may_cancel(past, NOW)) == ["already_over"]
    assert states.may_cancel(ABooking(), NOW) == []


def test_only_the_venues_host_and_officers_decide() -> None:
    assert states.lacks_hosting(someone("host", host=HOST), HOST) == []
    assert states.lacks_hosting(someone("officer"), HOST) == []
    assert codes(states.lacks_hosting(someone("host", host=MEMBER), HOST)) == ["not_host_of_venue"]
    assert codes(states.lacks_hosting(someone("member", host=HOST), HOST)) == ["not_host_of_venue"]


def test_a_member_moves_only_a_request() -> None:
    member = someone("member", member=MEMBER)
    assert states.may_reschedule(ABooking(states.REQUESTED), member) == []
    assert codes(states.may_reschedule(ABooking(), member)) == ["reschedule_needs_host"]
    assert states.may_reschedule(ABooking(), someone("officer")) == []


def test_check_in_is_open_from_its_window_until_the_end() -> None:
    """window   ───┐
    booking        ████
    open        ───████"""
    booking, window = ABooking(), timedelta(minutes=30)
    assert codes(states.may_check_in(booking, window, NOW)) == ["not_check_in_time"]
    assert states.may_check_in(booking, window, NOW + timedelta(minutes=30)) == []
    assert codes(states.may_check_in(booking, window, booking.ends_at)) == ["not_check_in_time"]


def test_who_was_checked_in_is_no_no_show() -> None:
    booking = ABooking(starts_at=NOW, checked_in_at=NOW)
    assert codes(states.may_mark_no_show(booking, NOW)) == ["already_checked_in"]
    assert states.may_complete(booking, NOW) == []
    assert codes(states.may_complete(ABooking(), NOW)) == ["not_begun"]


def test_a_space_is_what_its_closures_make_it() -> None:
    """closure        ████
    status   open?─closing─closed─open"""
    closure = Interval(NOW, NOW + timedelta(hours=4))
    assert closing.space_status([], NOW) == closing.OPEN
    assert closing.space_status([closure], NOW - timedelta(hours=1)) == closing.CLOSING
    assert closing.space_status([closure], NOW) == closing.CLOSED
    assert closing.space_status([closure], closure.end) == closing.OPEN
