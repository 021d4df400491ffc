"""How a post moves: nothing is submitted twice without a definite "not there"."""

from __future__ import annotations

import pytest

from services.promotion.domain.delivery import (
    POST_STATUSES,
    Delivered,
    Failed,
    NotThere,
    Step,
    Unconfirmed,
    next_deed,
    step_after,
)
from services.promotion.domain.wording import languages_of, slug_of

OUTCOMES = [Delivered("there"), Failed("no"), Failed("busy", passing=True), Unconfirmed("late")]


def test_a_queued_post_is_submitted_and_a_broken_off_call_is_checked():
    assert next_deed("shown", "queued", begun=False) == "submit"
    assert next_deed("shown", "queued", begun=True) == "check"
    assert next_deed("shown", "unconfirmed", begun=False) == "check"


@pytest.mark.parametrize("status", ["delivered", "failed", "retracted"])
def test_a_settled_post_is_left_alone(status):
    assert next_deed("shown", status, begun=False) is None


def test_what_never_went_out_needs_no_retraction():
    assert next_deed("withdrawn", "queued", begun=False) is None
    assert next_deed("withdrawn", "failed", begun=False) is None
    assert next_deed("withdrawn", "queued", begun=True) == "retract"
    assert next_deed("withdrawn", "unconfirmed", begun=False) == "retract"
    assert next_deed("withdrawn", "delivered", begun=False) == "retract"


@pytest.mark.parametrize("retry", [True, False])
@pytest.mark.parametrize("deed", ["submit", "check"])
def test_no_answer_is_never_followed_by_a_second_submit(deed, retry):
    step = step_after(deed, "queued", Unconfirmed("late"), may_retry=retry)
    assert (step.status, step.again) == ("unconfirmed", retry)
    assert next_deed("shown", step.status, begun=False) == "check"


def test_only_a_definite_absence_queues_again():
    assert step_after("check", "unconfirmed", NotThere(), may_retry=True) == Step("queued", True)
    refused = step_after("submit", "queued", Failed("busy", passing=True), may_retry=True)
    assert (refused.status, refused.again) == ("queued", True)


def test_a_refused_check_says_nothing_about_the_post():
    step = step_after("check", "unconfirmed", Failed("no"), may_retry=False)
    assert step == Step("unconfirmed", again=False, error_code="no")


def test_a_refused_submit_is_final_unless_it_passes():
    assert step_after("submit", "queued", Failed("no"), may_retry=True).status == "failed"
    spent = step_after("submit", "queued", Failed("busy", passing=True), may_retry=False)
    assert (spent.status, spent.again) == ("failed", False)


def test_a_retraction_is_believed_only_when_the_item_is_gone():
    assert step_after("retract", "delivered", NotThere(), may_retry=True) == Step("retracted")
    for outcome in OUTCOMES:
        step = step_after("retract", "delivered", outcome, may_retry=True)
        assert (step.status, step.again) == ("delivered", True)
        assert step_after("retract", "delivered", outcome, may_retry=False).status == "unconfirmed"


def test_every_step_leads_to_a_status_with_a_label():
    for deed in ("submit", "check", "retract"):
        for outcome in [*OUTCOMES, NotThere()]:
            for retry in (True, False):
                assert step_after(deed, "queued", outcome, may_retry=retry).status in POST_STATUSES


def test_slugs_fold_vietnamese_and_avoid_what_is_taken():
    assert slug_of("Đêm nhạc “Hòa tấu” – phố cổ") == "dem-nhac-hoa-tau-pho-co"
    assert slug_of("Gốm", ["gom", "gom-2"]) == "gom-3"
    assert slug_of("…") == "bai-viet"
    assert len(slug_of("ồ " * 200)) <= 80


def test_a_language_counts_when_every_text_has_it():
    assert languages_of([("a", "b"), ("c", None)]) == ["vi"]
    assert languages_of([("a", "b"), ("c", "d"), None]) == ["vi", "en"]
