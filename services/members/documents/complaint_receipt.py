"""The receipt of a complaint (giấy biên nhận): its number, its day and until when it is answered.

The grounds do not stand on it, so that it can lie on a counter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.members.documents.page import Body, Page, Signatory
from services.members.documents.page_head import Head, write_day
from services.members.regulations.document_rules import AUTHORITIES, KINDS, authority_of, symbol_of
from shared.texts import Locale, Text

KIND = "receipt"
TITLE = Text("Đơn khiếu nại", "Of a complaint")
LINES = (
    Text("Số tiếp nhận: {number}.", "Number: {number}."),
    Text("Về việc: {about}; không gian: {space}.", "About: {about}; space: {space}."),
    Text("Đã nhận đơn {received_on}.", "Received on {received_on}."),
    Text(
        "Chậm nhất {admit_by} người khiếu nại được trả lời về việc thụ lý.",
        "By {admit_by} the complainant is told whether it is admitted.",
    ),
    Text("Căn cứ thời hạn: {source}.", "The time follows from: {source}."),
    Text(
        "Người đã ra quyết định không giải quyết khiếu nại này. Người khiếu nại có thể rút đơn bất"
        " cứ lúc nào trước khi có kết quả.",
        "Who decided does not judge this complaint. It may be taken back at any time before it is"
        " answered.",
    ),
)
SIGNATORIES = [
    Signatory("Người nộp đơn", "", "Complainant"),
    Signatory("Người tiếp nhận", "", "Received by"),
]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on it."""

    number: str
    about: Text
    space: str
    """Name of the space; no person stands on it."""
    received_on: date
    entered_on: date
    admit_by: date
    source: Text
    test: bool


def write_receipt(receipt: Receipt) -> tuple[Page, Head]:
    """The page in Vietnamese with its translation, and its head."""
    page = Page(
        paragraphs=_lines(receipt, "vi"),
        english=Body(paragraphs=_lines(receipt, "en")),
        signatories=SIGNATORIES,
    )
    authority, kind = AUTHORITIES[authority_of(KIND)], KINDS[KIND]
    head = Head(
        layout=kind.layout,
        kind=Text(kind.vi, kind.en),
        title=TITLE,
        superior=authority.superior.text if authority.superior else None,
        authority=authority.name.text,
        full_name=authority.full_name.text,
        principal=authority.principal.text,
        place=authority.place.text,
        symbol=symbol_of(KIND, authority.code),
        made_on=receipt.entered_on,
        number=receipt.number,
        dated_on=receipt.entered_on,
        draft=False,
        test=receipt.test,
    )
    return page, head


def _lines(receipt: Receipt, lang: Locale) -> list[str]:
    return [
        line.say(
            lang,
            number=receipt.number,
            about=receipt.about,
            space=receipt.space,
            received_on=write_day(receipt.received_on, lang),
            admit_by=write_day(receipt.admit_by, lang),
            source=receipt.source,
        )
        for line in LINES
    ]
