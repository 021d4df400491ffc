"""What a word with one slip of the keyboard may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain.spelling import (
    alternatives_to,
    forms_of,
    is_one_slip,
    words_of,
)

WORDS = st.text("abcđ1", min_size=2, max_size=7)


def distance(one: str, other: str) -> int:
    """Letters too many, missing, wrong or swapped (optimal string alignment), by the book."""
    table = {(-1, -1): 0}
    table |= {(n, -1): n + 1 for n in range(len(one))}
    table |= {(-1, n): n + 1 for n in range(len(other))}
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b)]
            if i and j and a == other[j - 1] and one[i - 1] == b:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(one) - 1, len(other) - 1]


@given(WORDS, WORDS)
def test_one_slip_is_what_the_book_says(one, other):
    assert is_one_slip(one, other) == (distance(one, other) <= 1)


@given(WORDS, WORDS)
def test_words_one_slip_apart_share_a_form(one, other):
    if is_one_slip(one, other):
        assert forms_of(one) & forms_of(other)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("sagn", ["sang"]),
        ("sangg", ["sang"]),
        ("sng", ["sang"]),
        ("sahg", ["sang"]),
        ("sang", ["sang"]),
        ("battrang", ["bat trang"]),
        ("gianxyz", []),
    ],
)
def test_a_slip_finds_the_word_and_two_words_written_as_one(asked, meant):
    assert alternatives_to(asked, {"sang", "bat", "trang", "gian"}) == meant


def test_words_of_a_name_are_its_letters_and_figures():
    assert words_of('khong gian "a-b2" & vuon_uom (hn)') == {
        *("khong", "gian", "b2", "vuon", "uom", "hn")
    }
