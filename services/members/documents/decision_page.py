"""The page of a decision, from what was decided: one space in its text, many in an annexed list.

What it rests on and who receives it is data (`data/decision_page.json`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.members.documents.page import Body, Page, Rows
from services.members.documents.page_head import write_day
from shared.events.base import Bilingual
from shared.texts import Locale, Text

_DATA = json.loads(
    (Path(__file__).parents[1] / "data" / "decision_page.json").read_text(encoding="utf-8")
)
BASIS = [Text(one["vi"], one["en"]) for one in _DATA["legal_basis"]]
RECIPIENTS = [Text(one["vi"], one["en"]) for one in _DATA["recipients"]]

TITLES = {
    "approve": Text(
        "Về việc công nhận thành viên Mạng lưới không gian văn hóa sáng tạo Hà Nội",
        "On the recognition of members of the Hanoi Creative Spaces Network",
    ),
    "reject": Text(
        "Về việc không công nhận thành viên Mạng lưới không gian văn hóa sáng tạo Hà Nội",
        "On applications not accepted by the Hanoi Creative Spaces Network",
    ),
    "correction": Text("đính chính Quyết định", "Correction of a decision"),
    "annulment": Text("Về việc hủy bỏ Quyết định", "On the annulment of a decision"),
    "withdrawal": Text("Về việc thu hồi Quyết định", "On the withdrawal of a decision"),
}
FIRST = {
    "approve": Text(
        "Công nhận {whom} là thành viên Mạng lưới.",
        "Membership of the Network is granted to {whom}.",
    ),
    "reject": Text(
        "Không công nhận {whom} là thành viên Mạng lưới trong đợt “{call}”.",
        "Membership of the Network is not granted to {whom} in the call “{call}”.",
    ),
    "correction": Text(
        "Đính chính Quyết định {about} đối với {whom}: {changes}.",
        "The decision of {about} is corrected for {whom}: {changes}.",
    ),
    "annulment": Text(
        "Hủy bỏ Quyết định {about} đối với {whom}.",
        "The decision of {about} is annulled for {whom}.",
    ),
    "withdrawal": Text(
        "Thu hồi Quyết định {about} đối với {whom}.",
        "The decision of {about} is withdrawn for {whom}.",
    ),
}
ONE = Text("{name}", "{name}")
MANY = Text("{n} không gian có tên trong danh sách kèm theo", "the {n} spaces in the annexed list")
WHY = Text("Lý do: {reason}.", "Reason: {reason}.")
SINCE = Text("Quyết định này có hiệu lực từ {day}.", "This decision takes effect on {day}.")
LETTER = "correction"
"""A fault of form is corrected by a letter, which has no articles."""
TO = Text("Các không gian có tên trong danh sách kèm theo", "The spaces in the annexed list")
REST = Text("Các nội dung khác của Quyết định không thay đổi.", "All else in the decision stands.")
WHO = Text(
    "Trung tâm điều phối các hoạt động sáng tạo Hà Nội và các không gian có tên tại Điều 1 chịu"
    " trách nhiệm thi hành Quyết định này.",
    "The Coordination Centre and the spaces named in Article 1 carry this decision out.",
)
NAME = Text("Tên không gian", "Name of the space")
FILE = Text("Mã hồ sơ", "File number")
LIST = Text("Danh sách không gian", "List of spaces")
CHANGED = {
    "reason": Text("lý do, nay là: “{after}”", "the reason, which now reads “{after}”"),
    "effective_on": Text("ngày có hiệu lực, nay là {after}", "its effective day, now {after}"),
    "names": Text("tên “{before}”, nay là “{after}”", "the name “{before}”, now “{after}”"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A space on the list, with the number of its file."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says. `kind` is `approve` or `reject`, or that of a change."""

    kind: str
    call: Bilingual
    spaces: list[Named]
    reason: str | None
    effective_on: date
    about: date | None = None
    """The day of the decision that is changed."""
    changed: dict[str, dict[str, str | None]] | None = None


def title_of(facts: Facts) -> Bilingual:
    title = TITLES[facts.kind]
    return Bilingual(vi=title.vi, en=title.en)


def write_decision_page(facts: Facts) -> Page:
    """The whole page with its translation; an annexed list when there is more than one space."""
    own = _body(facts, "vi")
    return Page(
        addressees=own.addressees,
        legal_basis=own.legal_basis,
        paragraphs=own.paragraphs,
        articles=own.articles,
        annex=own.annex,
        recipients=own.recipients,
        english=_body(facts, "en"),
    )


def _body(facts: Facts, lang: Locale) -> Body:
    many = len(facts.spaces) != 1
    first = FIRST[facts.kind].say(
        lang,
        whom=_whom(facts, lang),
        call=(facts.call.en or facts.call.vi) if lang == "en" else facts.call.vi,
        about=_day(facts.about, lang),
        changes=_changes(facts, lang),
    )
    why = [WHY.say(lang, reason=facts.reason.rstrip(" ."))] if facts.reason else []
    if facts.kind == LETTER:
        return Body(
            addressees=[TO.say(lang) if many else facts.spaces[0].name],
            paragraphs=[first, *why, REST.say(lang)],
            annex=_annex(facts, lang) if many else None,
            recipients=[RECIPIENTS[-1].say(lang)],
        )
    since = SINCE.say(lang, day=_day(facts.effective_on, lang))
    return Body(
        legal_basis=[one.say(lang) for one in BASIS],
        articles=[" ".join([first, *why]), since, WHO.say(lang)],
        annex=_annex(facts, lang) if many else None,
        recipients=[one.say(lang) for one in RECIPIENTS],
    )


def _whom(facts: Facts, lang: Locale) -> str:
    if len(facts.spaces) == 1:
        return ONE.say(lang, name=facts.spaces[0].name)
    count = len(facts.spaces)
    return MANY.say(lang, n=f"{count:02d}" if lang == "vi" else count)


def _changes(facts: Facts, lang: Locale) -> str:
    said = []
    for field, values in (facts.changed or {}).items():
        text = CHANGED[field.partition(".")[0]]
        after = values["after"]
        if field == "effective_on" and after is not None:
            after = _day(date.fromisoformat(after), lang)
        said.append(text.say(lang, before=values["before"], after=after))
    return "; ".join(said)


def _annex(facts: Facts, lang: Locale) -> Rows:
    return Rows(
        columns=[NAME.say(lang), FILE.say(lang)],
        rows=[[one.name, one.file] for one in facts.spaces],
        title=LIST.say(lang),
    )


def _day(day: date | None, lang: Locale) -> str:
    return write_day(day, lang) if day is not None else ""
