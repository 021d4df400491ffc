"""Vietnamese names: folding for search, and the order of the Vietnamese alphabet for lists.

PostgreSQL may come without ICU, so both are computed here and kept in columns with collation "C".
"""

from __future__ import annotations

import unicodedata

SHAPES = {
    "\u0306": "1",  # breve: ă
    "\u0302": "1",  # circumflex: â after ă, ê, ô
    "\u031b": "1",  # horn: ơ after ô, ư
}
SECOND_SHAPE = {("a", "\u0302"), ("o", "\u031b")}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Order of the dictionaries: level, huyền, hỏi, ngã, sắc, nặng."""


def fold(text: str) -> str:
    """Lower case without marks, `đ` as `d`, single spaces: "Hòa" and "hoà" and "hoa" are one."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(letters.split())


def sort_key(text: str) -> str:
    """A text that sorts, byte by byte, as a Vietnamese reader expects.

    First the letters (a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư), then the tones.
    """
    letters: list[str] = []
    tones: list[str] = []
    for letter in unicodedata.normalize("NFD", text.casefold()):
        if letter in TONES and tones:
            tones[-1] = TONES[letter]
        elif letter in SHAPES and letters:
            base = letters[-1][0]
            letters[-1] = base + ("2" if (base, letter) in SECOND_SHAPE else SHAPES[letter])
        elif letter == "đ":
            letters.append("d1")
            tones.append("0")
        elif letter.isalnum():
            letters.append(letter + "0")
            tones.append("0")
        elif letter.isspace() and letters:
            letters.append(" ")
            tones.append(" ")
    return "".join(letters).strip() + "\t" + "".join(tones).strip()


def nfc(text: str) -> str:
    """The composed form in which every name is stored, without outer spaces."""
    return unicodedata.normalize("NFC", text).strip()
