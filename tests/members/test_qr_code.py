"""Our QR codes are segno's, module by module."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from services.members.documents.qr_code import MASK, TooLong, draw_qr_code


def by_segno(content: bytes) -> list[bytes]:
    code = segno.make(content, error="m", mask=MASK, mode="byte", boost_error=False, micro=False)
    return [bytes(row) for row in code.matrix]


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=700))
def test_every_code_is_the_one_that_segno_draws(content):
    assert draw_qr_code(content) == by_segno(content)


@pytest.mark.parametrize("length", [1, 14, 15, 213, 214, 331, 332, 1000, 2331])
def test_every_size_changes_where_segno_changes_it(length):
    content = bytes(range(256)) * 10
    assert draw_qr_code(content[:length]) == by_segno(content[:length])


def test_more_than_the_largest_code_holds_is_refused():
    with pytest.raises(TooLong):
        draw_qr_code(b"x" * 2332)
