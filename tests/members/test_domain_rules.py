"""The rules of membership, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.members.domain import applications, calls, ceremonies, grants, members, scores
from services.members.domain.calls import Criterion
from services.members.domain.conflicts import may_judge
from services.members.texts import SENTENCES
from services.members.texts.vocabulary import CODE_LISTS, VOCABULARY, read_code
from shared.errors import Failure, Forbidden, Refusal, refuse_if
from shared.texts import Label

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PHOTO = Label("photo", VOCABULARY["document_kind"]["photo"])
CRITERIA = [Criterion("creativity", 2, 10), Criterion("community", 1, 5)]


def codes(failures: list[Failure]) -> list[str]:
    return [failure.code for failure in failures]


@pytest.mark.parametrize(
    ("opens", "closes", "closed", "status"),
    [
        (NOW + HOUR, NOW + 2 * HOUR, None, "scheduled"),
        (NOW, NOW + HOUR, None, "open"),
        (NOW - HOUR, NOW, None, "closed"),
        (NOW - HOUR, NOW + HOUR, NOW, "closed"),
    ],
)
def test_a_call_is_open_from_its_opening_until_just_before_its_closing(
    opens, closes, closed, status
):
    assert calls.status_of(opens, closes, closed, NOW) == status


def test_every_wrong_date_of_a_call_is_named():
    failures = calls.check_period(NOW, NOW - HOUR, NOW)
    assert codes(failures) == ["ends_before_start", "closes_in_past"]


def test_a_submission_is_told_everything_that_is_wrong_at_once():
    lacks = applications.find_lacks(None, "private", [], True, False, [PHOTO])
    failures = applications.may_submit(
        "submitted", False, calls.takes_applications("closed"), lacks
    )
    assert codes(failures) == [
        "applicant_only",
        "wrong_status",
        "call_closed",
        "part_missing",
        "part_missing",
        "contact_unreachable",
        "document_missing",
    ]


def test_a_decision_names_missing_reviews_with_their_number():
    own = may_judge(["own_file"])
    failures = applications.may_decide("submitted", own, reviews=1, quorum=2)
    assert codes(failures) == ["own_application", "quorum_not_reached"]
    assert failures[1].values == {"reviews": 1, "quorum": 2}


def test_a_refusal_about_persons_is_403_and_one_about_the_state_409():
    with pytest.raises(Forbidden) as refusal:
        refuse_if(may_judge(["own_file"]) + applications.may_review("draft", has_reviewed=False))
    assert codes(refusal.value.failures) == ["own_application", "wrong_status"]
    with pytest.raises(Refusal) as refusal:
        refuse_if(applications.may_edit("submitted", is_applicant=True))
    assert refusal.value.status == 409


def test_a_wrong_status_is_said_in_words_and_told_programs_by_its_code():
    (failure,) = members.may_suspend("left", None, NOW.date())
    assert failure.values["status"] == Label("left", VOCABULARY["member_status"]["left"])
    sentence = SENTENCES[failure.code].say("vi", **failure.values)
    assert "“Đã rời mạng lưới”" in sentence
    assert "Đang hoạt động" in sentence


def test_scores_must_cover_every_criterion_within_its_range_and_nothing_else():
    found = scores.check_scores({"creativity": 11, "beauty": 1}, CRITERIA)
    assert sorted(codes(found)) == ["criterion_unknown", "score_missing", "score_out_of_range"]
    assert scores.check_scores({"creativity": 0, "community": 5}, CRITERIA) == []


def test_the_total_weighs_each_criterion_by_its_share_of_its_own_maximum():
    first = {"creativity": 10, "community": 0}
    second = {"creativity": 5, "community": 5}
    assert scores.weighted_total([first], CRITERIA) == 66.67
    assert scores.weighted_total([first, second], CRITERIA) == 66.67
    assert scores.weighted_total([], CRITERIA) is None


@pytest.mark.parametrize(
    ("reviewer", "reviewed", "decided", "sees"),
    [
        (True, False, False, False),
        (True, True, False, True),
        (True, False, True, True),
        (False, False, False, True),
    ],
)
def test_others_reviews_are_sealed_until_ones_own_is_in(reviewer, reviewed, decided, sees):
    assert scores.sees_other_reviews(reviewer, reviewed, decided) is sees


def test_an_award_is_refused_for_strangers_to_the_list():
    listed, stranger = UUID(int=1), UUID(int=2)
    assert codes(ceremonies.may_award("scheduled", [listed], [stranger])) == ["not_on_the_list"]
    assert codes(ceremonies.may_award("cancelled", [], [])) == ["wrong_status", "ceremony_empty"]


def test_papers_handed_over_late_carry_the_day_of_the_ceremony_and_early_ones_today():
    ceremony, today = date(2026, 12, 10), date(2026, 11, 23)
    assert ceremonies.issue_date(ceremony, today) == today
    assert ceremonies.issue_date(ceremony, date(2026, 12, 15)) == ceremony


@pytest.mark.parametrize(
    ("revoked", "member", "until", "status"),
    [
        (False, "active", None, "valid"),
        (False, "active", date(2026, 11, 23), "valid"),
        (False, "active", date(2026, 11, 22), "expired"),
        (False, "suspended", None, "suspended"),
        (True, "suspended", None, "revoked"),
        (False, "left", None, "revoked"),
    ],
)
def test_a_certificate_is_worth_what_its_member_is(revoked, member, until, status):
    assert members.certificate_status(revoked, member, until, date(2026, 11, 23)) == status


def test_a_term_of_years_ends_the_day_before_and_knows_leap_years():
    assert members.years_later(date(2026, 11, 23), 3) == date(2029, 11, 22)
    assert members.years_later(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert members.years_later(date(2028, 2, 29), None) is None


def test_a_member_may_not_rename_itself_nor_touch_another():
    assert codes(members.may_change_profile("left", False, False, {"name", "website"})) == [
        "member_not_yours",
        "wrong_status",
        "officer_only_fields",
    ]
    assert members.may_change_profile("active", True, False, {"name"}) == []


def test_a_members_grant_names_the_member_and_no_other_does():
    assert codes(grants.check_grant("member", None, None, NOW, NOW)) == [
        "field_missing",
        "ends_before_start",
    ]
    assert codes(grants.check_grant("officer", UUID(int=1), None, NOW, None)) == [
        "grant_names_too_much"
    ]


def test_code_lists_are_bilingual_and_aliases_lead_to_a_listed_code():
    for name, labels in VOCABULARY.items():
        assert all(text.vi and text.en for text in labels.values()), name
    assert read_code("field", "Performing Arts") == "performance"
    assert read_code("kind", "co-working") == "co_working"
    assert read_code("kind", "casino") is None
    assert set(CODE_LISTS) >= {"kind", "ownership", "field", "document_kind"}


def test_every_sentence_has_the_same_placeholders_in_both_languages():
    from string import Formatter

    for code, text in SENTENCES.items():
        english = {name for _, name, _, _ in Formatter().parse(text.en) if name}
        assert english == text.placeholders(), code
