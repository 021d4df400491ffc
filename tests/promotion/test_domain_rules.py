"""What may be done with an item, and by whom; no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.promotion.domain import rules
from services.promotion.domain.statuses import STATUSES, TRANSITIONS, after, may_go
from shared.auth.caller import Caller

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
MEMBER = UUID(int=1)
EDITOR = Caller("city", "editor", frozenset({"editor"}))
OFFICER = Caller("city", "officer", frozenset({"officer"}))
AUTHOR = Caller("city", "author", frozenset({"member"}), member_ids=(MEMBER,))
STRANGER = Caller("city", "stranger", frozenset({"member"}), member_ids=(UUID(int=2),))
PIECE = rules.Piece(
    status="draft",
    title_vi="Ngày hội gốm",
    summary_vi="Nặn gốm bên hồ.",
    member_id=MEMBER,
    member_name="Xưởng Gốm Mẫu",
    member=rules.Standing("active", date(2025, 12, 10)),
    ends_at=NOW + timedelta(days=1),
)
SUSPENDED = rules.Standing("suspended", date(2026, 11, 20))


def codes(failures):
    return [failure.code for failure in failures]


EXPECTED = {
    "draft": {"change", "submit", "approve", "cancel"},
    "submitted": {"request_changes", "approve", "cancel"},
    "changes_requested": {"change", "submit", "cancel"},
    "approved": {"request_changes", "schedule", "publish", "cancel"},
    "scheduled": {"request_changes", "schedule", "publish", "hold", "cancel"},
    "published": {"correct", "retract", "expire"},
    "retracted": set(),
    "expired": {"retract"},
    "cancelled": {"revive"},
}


@pytest.mark.parametrize("status", STATUSES)
def test_in_each_status_exactly_these_acts_are_possible(status):
    assert {act for act in TRANSITIONS if may_go(status, act)} == EXPECTED[status]


@pytest.mark.parametrize("act", TRANSITIONS)
def test_a_step_that_the_table_does_not_know_is_an_error(act):
    impossible = next(status for status in STATUSES if not may_go(status, act))
    with pytest.raises(ValueError, match=act):
        after(impossible, act)


def test_an_editor_may_approve_what_the_system_drafted():
    assert rules.may_approve(PIECE, EDITOR, NOW) == []


def test_nobody_approves_the_own_text():
    own = replace(PIECE, authors=frozenset({AUTHOR.key, EDITOR.key}))
    assert codes(rules.may_approve(own, EDITOR, NOW)) == ["author_may_not_approve"]
    assert rules.may_approve(own, replace(EDITOR, subject="other"), NOW) == []


def test_the_same_subject_of_another_issuer_is_somebody_else():
    own = replace(PIECE, authors=frozenset({AUTHOR.key, EDITOR.key}))
    assert rules.may_approve(own, replace(EDITOR, issuer="elsewhere"), NOW) == []


def test_nobody_corrects_the_own_text():
    public = replace(PIECE, status="published", authors=frozenset({EDITOR.key}))
    assert codes(rules.may_correct(public, EDITOR)) == ["author_may_not_approve"]
    assert rules.may_correct(public, replace(EDITOR, subject="other")) == []


@pytest.mark.parametrize("caller", [OFFICER, AUTHOR, STRANGER])
def test_only_editors_approve_publish_and_correct(caller):
    for failures in (
        rules.may_approve(PIECE, caller, NOW),
        rules.may_publish(replace(PIECE, status="approved"), caller, NOW),
        rules.may_schedule(replace(PIECE, status="approved"), caller, NOW),
        rules.may_correct(replace(PIECE, status="published"), caller),
        rules.may_request_changes(replace(PIECE, status="submitted"), caller),
    ):
        assert codes(failures) == ["role_needed"]


def test_editors_and_officers_retract():
    public = replace(PIECE, status="published")
    assert rules.may_retract(public, EDITOR) == rules.may_retract(public, OFFICER) == []
    assert codes(rules.may_retract(public, AUTHOR)) == ["role_needed"]


def test_a_member_writes_for_its_own_space_only():
    assert rules.may_change(PIECE, AUTHOR) == rules.may_submit(PIECE, AUTHOR, NOW) == []
    assert codes(rules.may_change(PIECE, STRANGER)) == ["member_not_yours"]


@pytest.mark.parametrize("status", ["suspended", "left"])
def test_a_member_without_rights_is_not_promoted(status):
    piece = replace(PIECE, member=replace(SUSPENDED, status=status))
    for failures in (
        rules.may_submit(piece, AUTHOR, NOW),
        rules.may_approve(piece, EDITOR, NOW),
        rules.may_schedule(replace(piece, status="approved"), EDITOR, NOW),
        rules.may_publish(replace(piece, status="approved"), EDITOR, NOW),
        rules.may_correct(replace(piece, status="published"), EDITOR),
    ):
        assert codes(failures) == [f"member_{status}"]
        assert failures[0].values["since"] == "20/11/2026"


def test_a_refusal_lists_every_rule_that_failed():
    piece = replace(
        PIECE,
        status="retracted",
        summary_vi=" ",
        authors=frozenset({AUTHOR.key}),
        member=SUSPENDED,
        ends_at=NOW,
    )
    assert codes(rules.may_approve(piece, AUTHOR, NOW)) == [
        "role_needed",
        "author_may_not_approve",
        "wrong_status",
        "text_missing",
        "activity_over",
        "member_suspended",
    ]


def test_a_member_that_is_not_heard_of_yet_is_waited_for():
    unknown = replace(PIECE, member=None)
    assert codes(rules.may_approve(unknown, EDITOR, NOW)) == ["not_yet_known"]
    assert rules.may_approve(replace(unknown, member_id=None), EDITOR, NOW) == []


def test_a_time_to_publish_lies_ahead_and_before_the_end():
    ready = replace(PIECE, status="approved")
    assert rules.may_schedule(ready, EDITOR, NOW, NOW + timedelta(hours=1)) == []
    assert codes(rules.may_schedule(ready, EDITOR, NOW, NOW)) == ["publish_at_past"]
    late = rules.may_schedule(ready, EDITOR, NOW, NOW + timedelta(days=1))
    assert codes(late) == ["publish_at_after_end"]
