"""Forms and who is eligible, without a database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.members.domain.eligibility import Candidate, check_eligibility, read_eligibility
from services.members.texts import SENTENCES
from services.members.vocabulary import VOCABULARY
from shared.forms.form import (
    EMPTY,
    check_answers,
    check_form,
    clean_answers,
    find_missing_documents,
    read_form,
)
from shared.forms.questions import CHECKS, QUESTION_KINDS
from shared.http.problems import Sentences

UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
CHOICES = [{"code": code, "title": {"vi": f"Lựa chọn {{{code}}}"}} for code in ("a", "b", "c")]


def question(code, kind, **more):
    title = {"vi": f"Câu hỏi {code}", "en": f"Question {code}"}
    return {"code": code, "kind": kind, "title": title, **more}


FORM = read_form(
    {
        "version": 3,
        "questions": [
            question("story", "prose", required=True),
            question("tax_code", "line", required=True, not_for=["community"]),
            question("staff", "whole_number", least=1, most=500),
            question("area", "number", least=0),
            question("free", "yes_no", required=True),
            question("since", "day"),
            question("size", "choice", choices=CHOICES),
            question("wishes", "choices", choices=CHOICES, most=2),
            question("page", "web_address"),
        ],
        "documents": [
            {"kind": "profile"},
            {"kind": "legal_paper", "not_for": ["community"]},
            {"kind": "photo", "required": False},
        ],
    }
)
GOOD = {
    "story": "Dòng một\nDòng hai",
    "tax_code": "0101234567",
    "staff": 12,
    "area": 45.5,
    "free": False,
    "since": "2019-10-30",
    "size": "a",
    "wishes": ["a", "c"],
    "page": "https://mau.example/trang",
}


def told(failures):
    return [(failure.code, failure.field) for failure in failures]


def test_every_kind_of_question_has_its_check_and_its_name():
    assert QUESTION_KINDS.keys() == CHECKS.keys() == VOCABULARY["question_kind"].keys()


def test_a_file_that_answers_everything_rightly_is_complete():
    assert check_answers(FORM, GOOD, complete=True) == []


def test_what_is_missing_is_told_only_when_the_file_must_be_complete():
    assert check_answers(FORM, {}, complete=False) == []
    assert told(check_answers(FORM, {"story": " \n ", "free": None}, complete=True)) == [
        ("answer_missing", "answers.story"),
        ("answer_missing", "answers.tax_code"),
        ("answer_missing", "answers.free"),
    ]


def test_an_informal_group_needs_neither_tax_code_nor_legal_paper():
    answers = {"story": "x", "free": True}
    assert check_answers(FORM, answers, complete=True, sort="community") == []
    wanted = find_missing_documents(FORM, {"photo"}, "community")
    assert [one.kind for one in wanted] == ["profile"]
    wanted = find_missing_documents(FORM, {"photo"}, "private")
    assert [one.kind for one in wanted] == ["profile", "legal_paper"]


@pytest.mark.parametrize(
    ("code", "value", "failure"),
    [
        ("story", 1, "field_not_text"),
        ("story", "a\u0000b", "field_has_control_characters"),
        ("tax_code", "1" * 301, "field_too_long"),
        ("staff", 1.5, "answer_not_whole_number"),
        ("staff", True, "field_not_number"),
        ("staff", 0, "field_too_small"),
        ("staff", 501, "field_too_large"),
        ("area", float("nan"), "field_not_number"),
        ("area", float("inf"), "field_too_large"),
        ("area", 10**400, "field_too_large"),
        ("free", "yes", "field_not_boolean"),
        ("since", "30/10/2019", "field_not_date"),
        ("since", "20191030", "field_not_date"),
        ("since", "2019-02-30", "field_not_date"),
        ("size", "d", "field_not_listed"),
        ("size", {"code": "a"}, "field_not_listed"),
        ("wishes", "a", "field_not_list"),
        ("wishes", ["a", {}], "field_not_listed"),
        ("wishes", ["a", "a"], "answer_chosen_twice"),
        ("wishes", ["a", "b", "c"], "field_too_long"),
        ("page", "javascript:alert(1)", "field_not_web_address"),
        ("unheard_of", "x", "question_unknown"),
    ],
)
def test_a_wrong_answer_is_named_by_its_field(code, value, failure):
    found = check_answers(FORM, {**GOOD, code: value}, complete=True)
    assert told(found) == [(failure, f"answers.{code}")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@UNHURRIED
@given(answers=st.dictionaries(st.sampled_from([*GOOD, "unheard_of"]), JSON))
def test_no_json_breaks_the_check_and_every_failure_has_its_sentence(answers):
    sentences = Sentences(SENTENCES)
    for failure in check_answers(FORM, answers, complete=True):
        for locale in ("vi", "en"):
            said = sentences.describe(failure, locale)
            assert said["detail"] != failure.code
            assert "…" not in said["detail"]


@UNHURRIED
@given(answers=st.dictionaries(st.sampled_from([*GOOD]), JSON))
def test_cleaning_again_changes_nothing_and_what_is_right_stays_right(answers):
    cleaned = clean_answers(FORM, answers)
    assert repr(clean_answers(FORM, cleaned)) == repr(cleaned)
    before = check_answers(FORM, answers, complete=True)
    assert told(check_answers(FORM, cleaned, complete=True)) == told(before)


def test_answers_are_stored_as_people_mean_them():
    raw = {"tax_code": "  01  02\n03 ", "story": "a\r\nb ", "wishes": [], "size": ""}
    assert clean_answers(FORM, raw) == {"tax_code": "01 02 03", "story": "a\nb"}


def test_an_officers_braces_are_braces_in_a_sentence():
    (failure,) = check_answers(FORM, {**GOOD, "size": "x"}, complete=True)
    said = Sentences(SENTENCES).describe(failure, "en")
    assert "Lựa chọn {a}" in said["detail"]
    assert said["values"]["allowed"] == ["a", "b", "c"]


def test_a_form_that_nobody_could_fill_in_is_refused_with_everything_wrong():
    form = read_form(
        {
            "version": 1,
            "questions": [
                question("a", "choice"),
                question("a", "line", choices=CHOICES),
                question("b", "number", least=2, most=1),
                question("c", "choices", choices=[CHOICES[0], CHOICES[0]]),
                question("d", "line", least=301),
                question("e", "choices", choices=CHOICES, least=4),
            ],
            "documents": [{"kind": "photo"}, {"kind": "photo"}],
        }
    )
    assert told(check_form(form)) == [
        ("form_code_twice", "form.questions"),
        ("form_code_twice", "form.documents"),
        ("question_needs_choices", "form.questions.0.choices"),
        ("question_takes_no_choices", "form.questions.1.choices"),
        ("question_bounds_crossed", "form.questions.2.most"),
        ("form_code_twice", "form.questions.3.choices"),
        ("question_bounds_crossed", "form.questions.4.most"),
        ("question_bounds_crossed", "form.questions.5.most"),
    ]
    assert check_form(FORM) == check_form(EMPTY) == []


ELIGIBILITY = read_eligibility(
    {
        "kinds": ["craft_village", "art_space"],
        "ownership": ["community"],
        "fields": ["crafts", "design"],
        "membership": "members_only",
    }
)


def test_who_is_not_eligible_is_told_every_condition_that_is_not_met():
    stranger = Candidate("museum", "public", ["music"], is_member=False)
    found = check_eligibility(ELIGIBILITY, stranger, VOCABULARY)
    assert told(found) == [
        ("kind_not_eligible", "applicant.kind"),
        ("ownership_not_eligible", "applicant.ownership"),
        ("field_not_eligible", "applicant.fields"),
        ("members_only", None),
    ]
    assert "Làng nghề" in Sentences(SENTENCES).say(found[0], "vi")


def test_one_common_field_is_enough_and_what_is_not_said_yet_is_no_failure():
    candidate = Candidate("art_space", "community", ["music", "design"], is_member=True)
    assert check_eligibility(ELIGIBILITY, candidate, VOCABULARY) == []
    unknown = Candidate(None, None, [], is_member=None)
    assert check_eligibility(ELIGIBILITY, unknown, VOCABULARY) == []
    assert check_eligibility(read_eligibility(None), unknown, VOCABULARY) == []


def test_a_membership_round_can_be_for_newcomers_alone():
    newcomers = read_eligibility({"membership": "not_yet_members"})
    member = Candidate("museum", "public", ["music"], is_member=True)
    assert told(check_eligibility(newcomers, member, VOCABULARY)) == [
        ("not_yet_members_only", None)
    ]
