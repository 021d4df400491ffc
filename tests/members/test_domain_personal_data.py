"""The drawing of a request about personal data, tried act by act, and the clocks of the data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import personal_data as rules
from services.members.regulations.personal_data_terms import (
    WORDINGS,
    answer_days,
    clock_of,
    read_wordings,
    wording_on,
)

DRAWN = {
    ("received", "acknowledge", "acknowledged"),
    ("acknowledged", "extend", "acknowledged"),
    ("acknowledged", "fulfil", "fulfilled"),
    ("received", "refuse", "refused"),
    ("acknowledged", "refuse", "refused"),
    ("received", "withdraw", "withdrawn"),
    ("acknowledged", "withdraw", "withdrawn"),
}


def test_no_path_leads_from_one_state_to_another_that_the_drawing_lacks():
    paths = {
        (status, act, rules.MOVES[act].get(status))
        for status in rules.REQUEST_STATUS
        for act in rules.MOVES
        if not rules.may(act, status)
    }
    assert paths == DRAWN


@given(st.lists(st.sampled_from(sorted(rules.MOVES)), max_size=12))
def test_whatever_is_tried_an_answered_request_stays_answered(acts):
    status, ended = "received", None
    for act in acts:
        if not rules.may(act, status):
            assert ended is None
            status = rules.MOVES[act][status]
            ended = status if status not in rules.OPEN else None


@pytest.mark.parametrize("kind", rules.REQUEST_KIND)
@given(received=st.dates(date(2026, 1, 1), date(2035, 12, 31)))
def test_every_kind_has_its_clocks_and_third_parties_give_more_time(kind, received):
    alone, latest = answer_days(kind, False, received)
    shared, shared_latest = answer_days(kind, True, received)
    assert received < alone < latest
    assert alone < shared < shared_latest


@given(
    until=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    answer_by=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    more=st.integers(1, 60),
)
def test_an_extension_is_later_and_within_the_clock(until, answer_by, more):
    latest = answer_by + timedelta(days=more)
    failures = rules.may_extend("acknowledged", False, until, answer_by, latest)
    assert (failures == []) == (answer_by < until <= latest)


def test_every_bar_of_an_erasure_is_named():
    codes = [one.code for one in rules.may_erase(["hold"], ["file"], True)]
    assert codes == ["held_by_law", "files_still_open", "data_restricted"]
    assert rules.may_erase([], [], False) == []


def test_the_clock_that_had_begun_holds():
    assert clock_of("delete", date(2020, 1, 1)) == clock_of("delete", date(2030, 1, 1))


def test_words_are_versions_that_rise():
    assert all(wording_on(one.purpose, one.valid_from) for one in WORDINGS)
    assert wording_on("news_by_mail", date(2020, 1, 1)) is None
    text = {"vi": "Có", "en": "Yes"}
    twice = [{"version": 1, "valid_from": "2026-01-01", "text": text}] * 2
    with pytest.raises(ValueError, match="do not rise"):
        read_wordings({"purposes": [{"code": "x", "versions": twice}]})
