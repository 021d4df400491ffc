"""The words around the text of an official document: head, number, date, signature, recipients.

Pure: it turns a page and what is known of the document into lines for `page.typ`, each language a
part of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from services.members.documents.certificate import MONTHS
from shared.texts import Locale, Text

if TYPE_CHECKING:
    from services.members.documents.page import Body, Page, Rows

COUNTRY = Text("Cộng hòa xã hội chủ nghĩa Việt Nam", "Socialist Republic of Viet Nam")
MOTTO = Text("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")
DRAFT = Text("Dự thảo", "Draft")
TEST = Text("Thử nghiệm – không có giá trị", "Test – not valid")
NUMBER = Text("Số", "No.")
SUBJECT = Text("V/v", "Re:")
ADDRESSEES = Text("Kính gửi", "To")
ENACTOR = Text("{principal} {authority}", "The {principal} of the {authority}")
ENACTS = Text("Quyết định", "Decides")
ARTICLE = Text("Điều {n}.", "Article {n}.")
RECIPIENTS = Text("Nơi nhận", "Recipients")
ARCHIVE = Text("Lưu: VT.", "Archive.")
AS_ABOVE = Text("Như trên", "As above")
ANNEX = Text("Phụ lục", "Annex")
ANNEX_OF = Text("(Kèm theo {kind} số {number} ngày {day} của {authority})",
                "(Attached to {kind} no. {number} of {day} of the {authority})")  # fmt: skip
COUNTER = Text("STT", "No.")
TRANSLATION = Text(
    "Bản dịch để tham khảo",
    "Translation for information. The Vietnamese text is the document.",
)
SEAL = Text(
    "Dấu của hệ thống: xác nhận tệp này do hệ thống của Mạng lưới lập và chưa bị sửa; không thay"
    " chữ ký và con dấu của cơ quan.",
    "System seal: this file was made by the Network's system and has not been changed; it does not"
    " stand for the authority's signature and seal.",
)
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in which capacity: `lines` are what stands above the name."""

    name: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a document besides its page."""

    layout: Literal["decision", "letter", "named"]
    kind: Text
    title: Text
    superior: Text | None
    authority: Text
    full_name: Text
    """Of the authority, in running text."""
    principal: Text
    place: Text
    symbol: str
    made_on: date
    """The file's own date when the document has none yet."""
    number: str | None = None
    dated_on: date | None = None
    signer: Signer | None = None
    draft: bool = True
    """Not out yet: every page says so."""
    sealed: bool = False
    """The system's seal is put on it."""
    test: bool = False


def write_parts(page: Page, head: Head) -> dict[str, Any]:
    """Everything that `page.typ` prints."""
    parts = [_part(page, page, head, "vi")]
    if page.english is not None:
        parts.append(_part(page.english, page, head, "en"))
    return {
        "title": f"{head.kind.vi} {head.number or ''}".strip(),
        "author": head.full_name.vi,
        "parts": parts,
        "seal": {"vi": SEAL.vi, "en": SEAL.en} if head.sealed else None,
    }


def _part(body: Body, page: Page, head: Head, lang: Locale) -> dict[str, Any]:
    letter, decision = head.layout == "letter", head.layout == "decision"
    marks = [mark for mark, shown in ((DRAFT, head.draft), (TEST, head.test)) if shown]
    return {
        "lang": lang,
        "marks": [mark.say(lang).upper() for mark in marks],
        "country": COUNTRY.say(lang).upper(),
        "motto": MOTTO.say(lang),
        "superior": head.superior.say(lang).upper() if head.superior else None,
        "authority": head.authority.say(lang).upper(),
        "number": f"{NUMBER.say(lang)}{':' if lang == 'vi' else ''} {_number(head)}",
        "subject": f"{SUBJECT.say(lang)} {head.title.say(lang)}" if letter else None,
        "place_date": f"{head.place.say(lang)}, {write_day(head.dated_on, lang)}",
        "heading": None if letter else head.kind.say(lang).upper(),
        "title": None if letter else head.title.say(lang),
        "translation": TRANSLATION.say(lang) if lang == "en" else None,
        "enactor": ENACTOR.say(lang, principal=head.principal, authority=head.full_name).upper()
        if decision
        else None,
        "enacts": f"{ENACTS.say(lang).upper()}:" if decision and body.articles else None,
        "addressees": {"label": f"{ADDRESSEES.say(lang)}:", "lines": _addressed(body.addressees)},
        "legal_basis": _ended(body.legal_basis),
        "paragraphs": body.paragraphs,
        "articles": [
            [ARTICLE.say(lang, n=n), text] for n, text in enumerate(body.articles, start=1)
        ],
        "table": _table(body.table, lang),
        "closing": body.closing,
        "recipients": _recipients(body, lang),
        "signature": _signature(head, lang),
        "signatories": [
            [(one.role if lang == "vi" else one.role_en or one.role).upper(), one.name]
            for one in page.signatories
        ],
        "annex": _annex(body.annex, head, lang),
    }


def _number(head: Head) -> str:
    return head.number or f"{BLANK * 3}/{head.symbol}"


def say_day(day: date, lang: Locale) -> str:
    """A day in a sentence: 04/03/2027, or 4 March 2027, which no reader takes for April."""
    return day.strftime("%d/%m/%Y") if lang == "vi" else write_day(day, lang)


def write_day(day: date | None, lang: Locale) -> str:
    """The date as documents write it: days under 10 and the months 1 and 2 take a zero."""
    if lang == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else BLANK * 3
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _addressed(lines: list[str]) -> list[str]:
    """One stands beside the label; several below it, each on a line of its own."""
    return lines if len(lines) < 2 else [f"- {line}" for line in _ended(lines)]


def _ended(lines: list[str]) -> list[str]:
    """Each line ends with a semicolon, the last one with a full stop."""
    bare = [line.rstrip(" ;.,") for line in lines]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]


def _table(rows: Rows | None, lang: Locale) -> dict[str, Any] | None:
    if rows is None:
        return None
    columns, cells = list(rows.columns), [list(row) for row in rows.rows]
    if rows.numbered:
        columns.insert(0, COUNTER.say(lang))
        cells = [[str(n), *row] for n, row in enumerate(cells, start=1)]
    return {"title": rows.title, "columns": columns, "rows": cells, "counted": rows.numbered}


def _annex(rows: Rows | None, head: Head, lang: Locale) -> dict[str, Any] | None:
    table = _table(rows, lang)
    if table is None:
        return None
    reference = ANNEX_OF.say(
        lang,
        kind=head.kind.say(lang) if lang == "vi" else head.kind.say(lang).lower(),
        number=_number(head),
        day=write_day(head.dated_on, lang).removeprefix("ngày "),
        authority=head.full_name.say(lang),
    )
    return {**table, "heading": ANNEX.say(lang).upper(), "reference": reference}


def _recipients(body: Body, lang: Locale) -> dict[str, Any] | None:
    if not body.recipients and not body.addressees:
        return None
    lines = [line.rstrip(" ;.") for line in body.recipients]
    if body.addressees:
        lines = [AS_ABOVE.say(lang), *lines]
    return {
        "label": f"{RECIPIENTS.say(lang)}:",
        "lines": [*(f"- {line};" for line in lines), f"- {ARCHIVE.say(lang)}"],
    }


def _signature(head: Head, lang: Locale) -> dict[str, Any]:
    if head.signer is None:
        return {"lines": [head.principal.say(lang).upper()], "name": None}
    lines = [line.say(lang).upper() for line in head.signer.lines]
    return {"lines": lines, "name": head.signer.name}
