"""What a venue says and its spaces inherit; what an activity may bring; lists of places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain import place_imports, place_rules
from services.bookings.domain.contents import times_refused
from services.bookings.domain.intervals import Interval
from services.bookings.domain.noise import loudest_allowed
from services.bookings.domain.opening_text import OpeningTextProblem, read_opening
from services.bookings.domain.passing import Case, with_passes
from services.bookings.domain.place_imports import PlaceRow
from services.bookings.domain.requesting import Wish, capacity_for, check_wish
from services.bookings.regulations.places import POLICIES, read_activity_facts, read_policies
from tests.bookings.test_domain_rules import ASpace

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""Monday, nine o'clock in Hanoi."""
EVERY_DAY = [{"day": day, "opens": "00:00", "closes": "24:00"} for day in range(1, 8)]


def wish(hours: float = 1, length: float = 2, **more: Any) -> Wish:
    start = NOW + timedelta(hours=hours)
    asked = {"kind": "workshop", "audience": 10, **more}
    return Wish(Interval(start, start + timedelta(hours=length)), **asked)


def codes(space: ASpace, wanted: Wish) -> list[str]:
    return [one.code for one in check_wish(space, wanted, NOW)]


def test_a_spaces_own_word_goes_before_the_venues_also_when_it_says_no_limit() -> None:
    venue = {"lead_hours": 72, "longest_hours": 4}
    assert place_rules.effective(venue, {"longest_hours": 8})["longest_hours"] == 8
    assert place_rules.effective(venue, {"lead_hours": None})["lead_hours"] is None
    assert place_rules.effective(venue, {})["lead_hours"] == 72
    assert place_rules.effective({}, {})["check_in_minutes"] == 60


def test_facts_of_accessibility_are_joined() -> None:
    venue = {"accessibility": {"lift": "yes", "step_free": "yes"}}
    own = {"accessibility": {"step_free": "partly"}}
    joined = place_rules.effective(venue, own)["accessibility"]
    assert joined == {"lift": "yes", "step_free": "partly"}


@given(
    st.dictionaries(st.sampled_from(list(place_rules.RULES)), st.integers() | st.none()),
    st.dictionaries(st.sampled_from(list(place_rules.RULES)), st.integers() | st.none()),
)
def test_what_a_space_leaves_to_its_venue_follows_it(
    venue: dict[str, Any], own: dict[str, Any]
) -> None:
    for rules in (venue, own):
        rules.pop("accessibility", None)
    values = place_rules.effective(venue, own)
    for name in place_rules.inherited(own):
        assert values[name] == venue.get(name, place_rules.RULES[name])
    assert set(values) == set(place_rules.RULES)


def test_exceptions_of_a_space_go_before_those_of_its_wholes_and_its_venue() -> None:
    def one(place: str | None, day: str) -> dict[str, Any]:
        return {"id": f"{place}", "place": place, "from": day, "to": day, "windows": []}

    published = [one(None, "1"), one("stage", "2"), one("grounds", "1"), one("hall", "1")]
    found = place_rules.exceptions_for(["grounds", "stage"], published)
    assert [one["id"] for one in found] == ["stage", "grounds", "None"]


def test_capacity_is_that_of_the_set_up_and_never_more_than_the_crowd_limit() -> None:
    layouts = [{"code": "theatre", "capacity": 150}, {"code": "standing", "capacity": 200}]
    hall = ASpace(capacity=200, layouts=layouts, crowd_limit=180)
    assert capacity_for(hall, "theatre") == 150
    assert capacity_for(hall, "standing") == 180
    assert capacity_for(hall, None) == 180
    assert capacity_for(hall, "banquet") is None
    assert capacity_for(ASpace(), "banquet") == 100
    assert codes(hall, wish(layout="theatre", audience=160)) == ["too_many_people"]
    assert codes(hall, wish(layout="banquet")) == ["layout_not_offered"]


def test_contents_are_refused_whether_said_or_in_the_nature_of_the_kind() -> None:
    dry = ASpace(refused_contents=["alcohol", "commercial"])
    assert codes(dry, wish(contents=("alcohol",))) == ["content_refused"]
    assert codes(dry, wish(kind="fair")) == ["content_refused"]
    assert codes(dry, wish(contents=("food",))) == []


def test_a_policy_refuses_contents_that_the_place_itself_forgot() -> None:
    street = ASpace(policy="hoan_kiem_walking_space")
    assert codes(street, wish(contents=("food",))) == ["content_refused"]
    assert codes(street, wish(kind="sport")) == ["content_refused"]
    assert codes(street, wish(kind="concert")) == []


def test_a_policy_counts_on_every_day_that_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    """policy     ── anything ──┤ from Wednesday no food ──
    refused               ▓▓▓▓▓▓▓▓   into Wednesday
    fits                  ▓▓▓▓▓      until midnight"""
    version = {"opening": [], "source": "", "checked_on": "2026-11-23"}
    versions = [
        version | {"from": "2024-01-01", "refused_contents": []},
        version | {"from": "2026-11-25", "refused_contents": ["food"]},
    ]
    policy = {"code": "street", "vi": "Phố", "en": "Street", "versions": versions}
    monkeypatch.setitem(POLICIES, "street", read_policies({"policies": [policy]})["street"])
    street = ASpace(policy="street", opening=EVERY_DAY)
    assert codes(street, wish(24, 16, contents=("food",))) == ["content_refused"]
    assert codes(street, wish(24, 15, contents=("food",))) == []
    assert codes(street, wish(24, 16, contents=("sport",))) == []
    span = Interval(NOW, NOW + timedelta(days=3))
    (wednesday, thursday) = times_refused("street", span, frozenset(("food",)))
    assert wednesday == Interval(NOW + timedelta(hours=39), NOW + timedelta(hours=63))
    assert thursday.start == wednesday.end
    assert times_refused("street", span, frozenset(("sport",))) == []


LIMITS = [{"from": "06:00", "to": "21:00", "dba": 70}, {"from": "21:00", "to": "06:00", "dba": 55}]


@pytest.mark.parametrize(
    ("hours", "length", "asked", "failing"),
    [
        (1, 2, {"loudness": "speech"}, 0),  # 10:00-12:00
        (10, 2, {"loudness": "amplified"}, 1),  # 19:00-21:00 touches the night's limit
        (10, 3, {"loudness": "amplified"}, 2),  # 19:00-22:00
        (13, 2, {"loudness": "speech"}, 1),  # 22:00-24:00
        (18, 1, {"loudness": "speech"}, 1),  # 03:00-04:00, the night before counts
        (1, 2, {"kind": "concert"}, 1),  # as loud as concerts are
        (1, 2, {"kind": "concert", "loudness": "quiet"}, 0),
        (1, 2, {"kind": "unheard_of"}, 0),  # taken for speech
    ],
)
def test_noise_is_compared_with_every_limit_that_holds_meanwhile(
    hours: float, length: float, asked: dict[str, Any], failing: int
) -> None:
    found = codes(ASpace(noise_limits=LIMITS), wish(hours, length, **asked))
    assert found == ["too_loud"] * failing


def test_what_would_pass_for_a_loud_activity_is_quieter_or_elsewhen() -> None:
    """limit   06 ── 70 dBA ── 21
    asked          19 ▓▓▓▓▓▓▓▓ 22      acoustic music
    passes                21 ▓▓▓▓ 24   or speech at 19"""
    open_all_day = ASpace(noise_limits=LIMITS[:1])
    asked = wish(10, 3, loudness="acoustic")
    case = Case(open_all_day, asked, NOW, timedelta(minutes=15))
    failures = with_passes(check_wish(open_all_day, asked, NOW), case)
    (passes,) = [one.values["passes"] for one in failures]
    assert passes["loudest_allowed"] == "speech"
    assert passes["times"][0] == {  # 21:00-24:00, two hours later
        "starts_at": "2026-11-23T14:00:00Z",
        "ends_at": "2026-11-23T17:00:00Z",
    }
    assert loudest_allowed(LIMITS, asked.time) == "quiet"
    assert loudest_allowed([{"from": "00:00", "to": "24:00", "dba": 30}], asked.time) is None
    assert loudest_allowed([], asked.time) == "amplified"


def test_all_failing_rules_are_told_at_once() -> None:
    strict = ASpace(
        capacity=20, refused_contents=["food"], noise_limits=LIMITS, refused_kinds=["festival"]
    )
    asked = wish(10, 3, kind="festival", audience=50, contents=("food",))
    assert codes(strict, asked) == [
        "too_many_people",
        "kind_refused",
        "content_refused",
        "too_loud",
        "too_loud",
    ]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("T2-T6 08:00-17:00", [(day, "08:00", "17:00") for day in range(1, 6)]),
        ("T7, CN 8h-12h30", [(6, "08:00", "12:30"), (7, "08:00", "12:30")]),
        ("Mon 08:00-11:30, 13:00-17:00", [(1, "08:00", "11:30"), (1, "13:00", "17:00")]),
        ("Fri 19:00-24:00; Sat-Sun 0:00-24:00", [(5, "19:00", "24:00"), (6, "00:00", "24:00"),
                                                 (7, "00:00", "24:00")]),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, windows: list[tuple[Any, ...]]) -> None:
    found = [(one["day"], one["opens"], one["closes"]) for one in read_opening(text)]
    assert found == windows


@pytest.mark.parametrize(
    "text",
    ["", "08:00-17:00", "T8 08:00-17:00", "T6-T2 08:00-17:00", "T2 17:00-08:00", "T2 08:61-09:00",
     "T2 08:00-17:00 trừ lễ", "T2-T4-T6 08:00-17:00", "cả ngày"],
)  # fmt: skip
def test_hours_that_cannot_be_read_are_named(text: str) -> None:
    with pytest.raises(OpeningTextProblem):
        read_opening(text)


def row(number: int, key: str, parent: str | None = None, type: str = "space") -> PlaceRow:
    values = {"type": type, "key": key} | ({"parent_key": parent} if parent else {})
    return PlaceRow(number, values)


def test_rows_are_written_venues_first_and_parts_after_their_wholes() -> None:
    rows = [row(2, "plug", "stage"), row(3, "stage", "grounds"), row(4, "grounds"),
            row(5, "centre", type="venue")]  # fmt: skip
    ordered, failures = place_imports.in_order(rows)
    assert [one.key for one in ordered] == ["centre", "grounds", "stage", "plug"]
    assert failures == []


def test_a_circle_of_parts_is_refused_row_by_row() -> None:
    rows = [row(2, "a", "b"), row(3, "b", "a"), row(4, "c")]
    ordered, failures = place_imports.in_order(rows)
    assert [one.key for one in ordered] == ["c"]
    assert [one.field for one in failures] == ["rows.2.parent_key", "rows.3.parent_key"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"versions": []},
        {"versions": [{"from": "2026-02-30", "opening": []}]},
        {
            "versions": [
                {"from": "2026-01-01", "opening": [{"day": 8, "opens": "1", "closes": "2"}]}
            ]
        },
    ],
)
def test_a_wrong_policy_stops_the_service(wrong: dict[str, Any]) -> None:
    entry = {"code": "x", "vi": "x", "en": "x", **wrong}
    with pytest.raises((ValueError, KeyError)):
        read_policies({"policies": [entry]})


def test_a_wrong_level_of_loudness_stops_the_service() -> None:
    levels = [{"code": "quiet", "dba": 45}]
    facts = {"loudness": levels, "otherwise_loudness": "loud", "contents_of_kind": {}}
    with pytest.raises(ValueError, match="loud"):
        read_activity_facts({**facts, "usual_loudness": {}})
