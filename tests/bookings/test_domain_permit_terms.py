"""Days, terms and steps of a permit, and the file that its rules come from."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain import permit_steps as steps
from services.bookings.domain.permits import (
    Term,
    earliest_activity,
    in_force,
    latest_day,
)
from services.bookings.regulations import permits as rules
from shared.data_files import read_data
from shared.settings import SettingsError
from shared.working_days import is_working_day, working_days_between
from tests.bookings.test_domain_permits import TODAY

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


#   filed          7 working days between             the day
#   Wed 25 Nov │ 26 27 │ weekend │ 30 1 2 3 4 │ Sat 5 Dec
def test_drawn_seven_working_days_over_a_weekend():
    assert latest_day(Term(7, working=True), date(2026, 12, 5)) == date(2026, 11, 25)


#   filed        5 working days between, Tết 5–11 Feb among them
#   Mon 1 Feb │ 2 3 4 │ Tết │ Fri 12 │ weekend │ Mon 15 │ Tue 16 Feb
def test_drawn_five_working_days_over_tet():
    assert latest_day(Term(5, working=True), date(2027, 2, 16)) == date(2027, 2, 1)


#   filed            15 calendar days between          the day
#   Fri 4 Dec (5 Dec is a Saturday) │ 6 … 20 Dec │ Mon 21 Dec
def test_drawn_fifteen_calendar_days_end_on_a_working_day_before():
    assert latest_day(Term(15, working=False), date(2026, 12, 21)) == date(2026, 12, 4)


@given(DAYS, st.integers(1, 40), st.booleans())
def test_latest_day_and_earliest_activity_are_each_others_reverse(day, n, working):
    term = Term(n, working)
    latest = latest_day(term, day)
    assert is_working_day(latest)
    assert earliest_activity(term, latest) <= day
    assert earliest_activity(term, latest + timedelta(days=1)) > day
    between = day - timedelta(days=1)
    length = working_days_between(latest, between) if working else (between - latest).days
    assert length >= n


def test_of_two_versions_the_one_in_force_on_the_day_counts():
    def versions(day):
        found = in_force(rules.PROCEDURES, day)
        return [one.valid_from for one in found if one.code == "advertising_notice"]

    assert versions(date(2025, 12, 31)) == [date(2013, 1, 1)]
    assert versions(date(2026, 1, 1)) == [date(2026, 1, 1)]


ACTS = {
    steps.FILED: steps.may_file,
    steps.GRANTED: steps.may_reply,
    steps.WAIVED: steps.may_waive,
}


@pytest.mark.parametrize("status", steps.STEP_STATES)
def test_each_act_is_allowed_exactly_where_the_drawing_has_it(status):
    for target, may in ACTS.items():
        assert (not may(status)) == (target in steps.NEXT[status]), target
    assert (not steps.may_resume(status)) == (status == steps.WAIVED)
    if status == steps.FILED:  # all replies are possible where one is
        assert set(steps.REPLIES) <= set(steps.NEXT[status])


@pytest.mark.parametrize(
    "rule", rules.PROCEDURES, ids=lambda rule: f"{rule.code}-{rule.valid_from}"
)
def test_only_a_notice_that_nobody_answers_is_settled_by_filing(rule):
    settled = {status for status in steps.STEP_STATES if steps.is_settled(status, rule)}
    always = {steps.GRANTED, steps.CONSENTED, steps.WAIVED}
    assert settled == (always | {steps.FILED} if rule.settled_by_filing else always)


STAGES = [steps.Stage("ahead", 10), steps.Stage("soon", 3), steps.Stage("last_day", 0)]


@given(DAYS, st.integers(-30, 30))
def test_stages_follow_each_other_and_the_next_is_where_something_changes(latest, off):
    order = [None, "ahead", "soon", "last_day", "missed"]
    today = latest + timedelta(days=off)
    now, then = steps.stage_on(STAGES, latest, today), steps.next_stage_day(STAGES, latest, today)
    if then is None:
        assert now == "missed"
        return
    assert steps.stage_on(STAGES, latest, then - timedelta(days=1)) == now
    assert order.index(steps.stage_on(STAGES, latest, then)) > order.index(now)


def test_days_left_count_today_and_the_last_day():
    assert steps.days_left(date(2026, 11, 25), TODAY) == 3
    assert steps.days_left(TODAY, TODAY) == 1
    assert steps.days_left(date(2026, 11, 20), TODAY) == -1


def raw():
    return json.loads(rules.DATA.read_text(encoding="utf-8"))


def spoil_receiver(data):
    data["procedures"][0]["receivers"][0]["code"] = "nobody"


def spoil_question(data):
    data["procedures"][0]["needed_if"] = {"answer": "unheard_of", "is": True}


def spoil_versions(data):
    data["procedures"].append({**data["procedures"][0], "from": "2026-01-01"})


def spoil_lead(data):
    data["procedures"][0]["lead"][-1]["if"] = {"answer": "performs", "is": True}


def spoil_silence(data):
    data["procedures"][0]["silence_means_consent"] = True


def spoil_source(data):
    data["procedures"][0]["source"] = {"vi": "", "en": ""}


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_receiver,
        spoil_question,
        spoil_versions,
        spoil_lead,
        spoil_silence,
        spoil_source,
    ],
)
def test_a_wrong_file_stops_the_service_at_its_start(spoil, tmp_path):
    file, data = tmp_path / "permits.json", raw()
    file.write_text(json.dumps(data))
    read_data(rules.PermitData, file)
    spoil(data)
    file.write_text(json.dumps(data))
    with pytest.raises(SettingsError, match=r"^permits\.json: "):
        read_data(rules.PermitData, file)


def test_every_rule_names_source_and_day():
    for rule in rules.PROCEDURES:
        assert rule.source.vi
        assert rule.source.en
        assert rule.checked_on <= TODAY
