"""Who reports what and until when; what is seen of evaluations; codes at the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain import after
from services.bookings.domain.check_in_codes import DOOR, PASS, read_code, write_code
from shared.errors import Lack
from shared.texts import Text

START = datetime(2026, 11, 30, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MEMBER, HOST = uuid4(), uuid4()


@dataclass
class Report:
    status: str = "open"
    starts_at: datetime = START
    ends_at: datetime = START + 2 * HOUR
    correct_until: datetime = START + 60 * DAY
    evaluate_until: datetime = START + 30 * DAY
    member_id: UUID = MEMBER
    host_id: UUID = HOST
    audience_reported: int | None = None
    audience_counted: int | None = None


@dataclass
class Person:
    member_ids: tuple[UUID, ...] = ()
    host_ids: tuple[UUID, ...] = ()
    roles: set[str] = field(default_factory=set)

    def has_role(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))


THE_MEMBER = Person(member_ids=(MEMBER,))
THE_HOST = Person(host_ids=(HOST,), roles={"host"})
OFFICER = Person(roles={"officer", "host"})


def codes(failures) -> list[str]:
    return [one.code for one in failures]


def test_the_host_counts_from_the_start_until_corrections_end():
    report = Report()
    assert codes(after.may_count(report, START - HOUR)) == ["not_begun"]
    assert after.may_count(report, START) == []
    assert codes(after.may_count(report, report.correct_until)) == ["report_closed"]


def test_a_report_is_handed_in_after_the_end_with_a_number():
    report = Report()
    assert codes(after.may_submit(report, START)) == ["not_over", "audience_needed"]
    report.audience_counted = 0
    assert after.may_submit(report, report.ends_at) == []
    report.status = "submitted"
    assert codes(after.may_submit(report, report.ends_at)) == ["wrong_status"]


def test_only_the_member_or_an_officer_reports():
    assert after.lacks_reporting(Report(), THE_MEMBER) == []
    assert after.lacks_reporting(Report(), OFFICER) == []
    assert isinstance(after.lacks_reporting(Report(), THE_HOST)[0], Lack)


def test_each_side_evaluates_once_and_an_officer_speaks_for_neither():
    report = Report()
    now = report.ends_at
    assert after.side_of(report, THE_MEMBER) == "member"
    assert after.side_of(report, THE_HOST) == "host"
    assert after.side_of(report, OFFICER) is None
    assert after.may_evaluate(report, "host", set(), now) == []
    assert codes(after.may_evaluate(report, "host", {"host"}, now)) == ["already_evaluated"]
    assert codes(after.may_evaluate(report, None, set(), now)) == ["not_a_side"]
    late = after.may_evaluate(report, "member", set(), report.evaluate_until)
    assert codes(late) == ["evaluation_over"]


@pytest.mark.parametrize("of_side", after.SIDES)
@pytest.mark.parametrize("to_side", [*after.SIDES, None])
@pytest.mark.parametrize("given_by", [{"host"}, {"member"}, {"host", "member"}])
@pytest.mark.parametrize("over", [False, True])
def test_the_other_side_sees_an_evaluation_once_both_have_spoken(of_side, to_side, given_by, over):
    shown = after.shows_evaluation(of_side, to_side, given_by, over)
    hidden = to_side not in (None, of_side) and len(given_by) == 1 and not over
    assert shown == (not hidden)


def test_every_criterion_needs_a_score_in_range():
    criteria = {"care": Text("Giữ gìn", "Care"), "time": Text("Đúng giờ", "Time")}
    assert after.check_scores({"care": 1, "time": 5}, criteria, 5) == []
    wrong = after.check_scores({"care": 6, "other": 3}, criteria, 5)
    assert codes(wrong) == ["scores_missing", "score_out_of_range", "criterion_unknown"]


@given(st.uuids(), st.sampled_from([DOOR, PASS]), st.binary(min_size=16, max_size=64))
def test_a_code_says_its_date_and_nothing_signed_otherwise_is_read(date_id, kind, secret):
    token = write_code(kind, date_id, secret)
    assert len(token) == 36
    found = read_code(token, [b"another", secret])
    assert found is not None
    assert (found.kind, found.date_id) == (kind, date_id)
    assert read_code(token, [b"another"]) is None
    assert read_code(token, []) is None


@given(st.integers(0, 35), st.characters(codec="ascii", categories=["L", "N"]))
def test_a_changed_code_is_not_read(place, letter):
    token = write_code(DOOR, uuid4(), b"secret")
    changed = token[:place] + letter + token[place + 1 :]
    assert changed == token or read_code(changed, [b"secret"]) is None


@given(st.text(max_size=80))
def test_anything_else_is_no_code(text):
    assert read_code(text, [b"secret"]) is None
