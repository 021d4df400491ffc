"""Shares, weights, and the states of rounds and wishes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest

from services.bookings.domain import allocations
from services.bookings.domain.fair_share import (
    MemberShare,
    sum_by_field,
    sum_by_ward,
    under_served_wards,
    weigh,
)
from services.bookings.domain.intervals import Interval
from services.bookings.regulations.fair_share import rules_on
from shared.ids import new_id

STARTS = date(2027, 1, 1)
RULES = rules_on(STARTS).model_copy(update={"ward_boosts": {"Xã Bát Tràng": 20}})


def share(
    ward: str | None = "Phường Ba Đình",
    fields: tuple[str, ...] = (),
    received: float = 0,
    since: date | None = date(2020, 1, 1),
    active: bool = True,
) -> MemberShare:
    seconds = int(received * 3600)
    return MemberShare(new_id(), "Xưởng Mẫu", active, ward, fields, since, seconds, seconds)


def test_every_table_adds_up_to_the_same_hours() -> None:
    shares = [
        share(fields=("design", "music", "film"), received=10),
        share(ward=None, fields=("design",), received=5),
        share(ward="Xã Bát Tràng", received=1),
    ]
    assert sum(line.received for line in sum_by_field(shares)) == 16 * 3600
    assert sum(line.received for line in sum_by_ward(shares)) == 16 * 3600
    by_field = {line.key: line.received / 3600 for line in sum_by_field(shares)}
    assert by_field == {
        "design": Fraction(10, 3) + 5,
        "music": Fraction(10, 3),
        "film": Fraction(10, 3),
        None: 1,
    }


def test_a_ward_is_under_served_below_half_of_the_mean_for_each_member() -> None:
    #   mean (20 + 20 + 2 + 2 + 8) / 5 = 10.4    half of it 5.2
    #   A: 20 a member    B: 2 a member, under-served    C: 8 a member
    last = [
        share("A", received=20),
        share("A", received=20),
        share("B", received=2),
        share("B", received=2),
        share("C", received=8),
    ]
    assert under_served_wards(last, RULES) == {"B"}


def test_nobody_is_under_served_where_nothing_was_given_or_by_members_who_left() -> None:
    assert under_served_wards([share("A"), share("B")], RULES) == frozenset()
    assert under_served_wards([share("A", active=False), share("B", received=3)], RULES) == (
        frozenset()
    )


@pytest.mark.parametrize(
    ("member", "under_served", "percent"),
    [
        (share(), frozenset(), 100),
        (share(since=date(2026, 6, 1)), frozenset(), 150),
        (share(since=None), frozenset(), 100),
        (share(ward="Xã Bát Tràng"), frozenset(), 120),
        (share(ward="Xã Bát Tràng", since=STARTS), frozenset({"Xã Bát Tràng"}), 200),
        (share(ward=None), frozenset(), 100),
    ],
)
def test_boosts_add_up(member: MemberShare, under_served: frozenset[str], percent: int) -> None:
    weight = weigh(member, STARTS, under_served, RULES)
    assert weight.percent == percent == 100 + sum(weight.boosts.values())


def test_a_newcomer_joined_within_the_days_before_the_season() -> None:
    #   season starts 01/01/2027, 365 days before: 01/01/2026
    assert weigh(share(since=date(2026, 1, 1)), STARTS, frozenset(), RULES).percent == 100
    assert weigh(share(since=date(2026, 1, 2)), STARTS, frozenset(), RULES).percent == 150


# -- states -----------------------------------------------------------------------------------

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def round_in(status: str, opens: int, closes: int) -> SimpleNamespace:
    return SimpleNamespace(
        status=status,
        opens_at=NOW + timedelta(days=opens),
        closes_at=NOW + timedelta(days=closes),
        host_ids=[],
    )


WINDOWS = {"before": (1, 2), "during": (-1, 1), "after": (-2, -1)}


@pytest.mark.parametrize("status", allocations.ROUND_STATES)
@pytest.mark.parametrize("window", WINDOWS)
def test_each_act_fits_only_its_states_and_times(status: str, window: str) -> None:
    one = round_in(status, *WINDOWS[window])
    after = window == "after"
    steps = allocations.ROUND_STEPS[status]
    assert (not allocations.may_take_wishes(one, NOW)) == (status == "open" and window == "during")
    assert (not allocations.may_propose(one, NOW)) == ("proposed" in steps and after)
    assert (not allocations.may_confirm(one)) == ("confirmed" in steps)
    assert (not allocations.may_cancel(one)) == ("cancelled" in steps)
    assert (not allocations.may_adjust(one)) == (status == "proposed")
    assert (not allocations.may_change(one)) == (status == "open")


@pytest.mark.parametrize("status", allocations.WISH_STATES)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("round_status", allocations.ROUND_STATES)
def test_a_wish_changes_only_while_it_waits_and_wishes_are_taken(
    status: str, window: str, round_status: str
) -> None:
    one = round_in(round_status, *WINDOWS[window])
    wish = SimpleNamespace(status=status, member_id=new_id())
    allowed = not allocations.may_change_wish(wish, one, NOW)
    expected = status == "wished" and round_status == "open" and window == "during"
    assert allowed == expected
    if allowed:
        assert "withdrawn" in allocations.WISH_STEPS[status]


@pytest.mark.parametrize(
    ("wanted", "placed", "outcome"),
    [(1, 0, "not_placed"), (1, 1, "placed"), (3, 1, "partly_placed"), (3, 4, "placed")],
)
def test_what_becomes_of_a_wish(wanted: int, placed: int, outcome: str) -> None:
    assert allocations.outcome_of(wanted, placed) == outcome
    assert outcome in allocations.WISH_STEPS["wished"]


def at(start: float, end: float) -> Interval:
    return Interval(NOW + timedelta(days=start), NOW + timedelta(days=end))


@pytest.mark.parametrize(
    ("times", "codes"),
    [
        #   season         [--------------------]
        #   inside            [--]
        ([at(2, 3)], []),
        #   touching          [--][--]
        ([at(2, 3), at(3, 4)], []),
        #   overlapping       [--]
        #                       [--]
        ([at(2, 3), at(2.5, 4)], ["times_overlap"]),
        #   before         [--   and outside
        ([at(-1, 0.5)], ["starts_in_past", "outside_season"]),
        #   over the end                       --]
        ([at(29, 32)], ["outside_season"]),
    ],
    ids=["inside", "touching", "overlapping", "before", "over_the_end"],
)
def test_times_of_a_wish(times: list[Interval], codes: list[str]) -> None:
    season = at(1, 30)
    assert [one.code for one in allocations.check_times(times, season, NOW)] == codes


def test_a_season_runs_from_midnight_to_midnight_in_hanoi() -> None:
    span = allocations.season_span(date(2027, 1, 1), date(2027, 3, 31))
    assert span == Interval(
        datetime(2026, 12, 31, 17, tzinfo=UTC), datetime(2027, 3, 31, 17, tzinfo=UTC)
    )
