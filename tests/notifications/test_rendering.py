"""Every letter in both languages, as a snapshot that changes on purpose.

To accept a change: `HCN_WRITE_SNAPSHOTS=1 pytest tests/notifications/test_rendering.py`.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest

from services.notifications import events_in
from services.notifications.letters.catalogue import LETTERS
from services.notifications.letters.letterhead import Letterhead
from services.notifications.letters.markdown import parse, to_html, to_text
from services.notifications.letters.rendering import TEMPLATES, render_letter, render_sample
from services.notifications.letters.showing import (
    escape,
    quote,
    show_day,
    show_moment,
    show_period,
)
from services.notifications.texts import TEMPLATE
from shared.texts import Locale
from tests.notifications import making

SNAPSHOTS = Path(__file__).parent / "snapshots"
LOCALES: tuple[Locale, ...] = ("vi", "en")
NAMES = {file.name for file in TEMPLATES.iterdir()}
OFFICE = Letterhead(
    address="Bảo tàng Hà Nội, đường Phạm Hùng, Hà Nội",
    phone="024 0000 0000",
    reply_to="mang-luoi@hcn.example",
    desk_url="https://desk.hcn.example/",
)


@pytest.mark.parametrize("code", LETTERS)
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_letter_reads_as_agreed(code: str, locale: Locale, form: str) -> None:
    rendered = render_sample(LETTERS[code], locale, OFFICE)
    is_text = form == "text"
    shown = f"Subject: {rendered.subject}\n\n{rendered.text}" if is_text else rendered.html
    file = SNAPSHOTS / f"{code}.{locale}.{'txt' if is_text else 'html'}"
    if os.environ.get("HCN_WRITE_SNAPSHOTS"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


PARTS = ("frame", "foot", "dates", "standing_dates")
"""What letters are put together from."""


def test_nothing_lies_among_templates_or_snapshots_that_no_letter_uses() -> None:
    frames = {f"{name}.{locale}.j2" for name in PARTS for locale in LOCALES}
    letters = {f"{code}.{locale}.j2" for code in LETTERS for locale in LOCALES}
    assert {file.name for file in TEMPLATES.iterdir()} == {*frames, *letters, "layout.html.j2"}
    shown = {
        f"{code}.{locale}.{end}"
        for code in LETTERS
        for locale in LOCALES
        for end in ("txt", "html")
    }
    assert {file.name for file in SNAPSHOTS.iterdir()} == shown


def test_every_letter_is_written_by_an_event_and_none_is_left_over() -> None:
    topics = sorted(Path(events_in.__file__).parent.glob("*.py"))
    source = "".join(topic.read_text(encoding="utf-8") for topic in topics)
    rules = json.loads((TEMPLATES.parent / "letters" / "letters.json").read_text(encoding="utf-8"))
    codes = {code for code in re.findall(r'"([a-z_]+)"', source) if f"{code}.vi.j2" in NAMES}
    written = set(re.findall(r'queue_letters\(\s*work, "([a-z_]+)"', source))
    assert written <= LETTERS.keys()
    assert codes == LETTERS.keys() == rules.keys() - {"$comment"}


def test_every_letter_has_a_name_for_people() -> None:
    assert TEMPLATE.keys() == LETTERS.keys()


@pytest.mark.parametrize("code", LETTERS)
@pytest.mark.parametrize("locale", LOCALES)
def test_both_forms_say_the_same(code: str, locale: Locale) -> None:
    rendered = render_sample(LETTERS[code], locale, OFFICE)
    shown = unescape(re.sub(r"<[^>]+>", "", rendered.html))
    for line in rendered.text.splitlines():
        words = re.sub(r"^(- |> |-- $)", "", line)
        assert re.sub(r": https?://\S+$", "", words) in shown


def test_a_reason_keeps_its_lines_and_loses_its_signs() -> None:
    reason = "1. Thiếu <b>ảnh</b>\n\n# Không rõ địa chỉ\n- xem [đây](http://x.example)"
    rendered = render_letter(
        LETTERS["application_rejected"], making.rejected(reason=reason), "A", "vi", OFFICE
    )
    for line in ("> 1. Thiếu <b>ảnh</b>", "> # Không rõ địa chỉ"):
        assert line in rendered.text
    assert rendered.html.count("<h1") == 1
    assert 'href="http://x.example"' not in rendered.html


def test_escaped_text_comes_back_as_it_was() -> None:
    odd = r"# *a* _b_ [c](d) `e` <f> & \g ~h~ | 1. - + ! &amp; http://x.example"
    assert to_text(parse(escape(odd))) == f"{odd}\n"
    assert "<a" not in to_html(parse(escape(odd)))


def test_words_in_quotes_stay_line_by_line() -> None:
    assert to_text(parse(quote("một\n\nhai"))) == "> một\n> hai\n"


def test_dates_are_written_as_hanoi_writes_them() -> None:
    start = datetime(2027, 3, 5, 18, 30, tzinfo=UTC)
    assert show_moment(start, "vi") == "06/03/2027 01:30"
    assert show_moment(start, "en") == "6 March 2027, 01:30"
    assert show_day(date(2027, 3, 6), "vi") == "06/03/2027"
    end = datetime(2027, 3, 6, 18, 30, tzinfo=UTC)
    assert show_period(start, end, "vi") == "06/03/2027 01:30 – 07/03/2027 01:30"
