"""The usual text of a document that corrects, replaces, annuls or withdraws an earlier one.

It is a draft that an officer may rewrite before it is signed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.members.documents.page import Page, read_page
from services.members.documents.page_head import Head, write_day
from services.members.regulations.document_rules import KINDS
from shared.events.base import Bilingual
from shared.texts import Text

TITLES = {
    "correct": Text("đính chính {earlier}", "correction of {earlier}"),
    "annul": Text("Về việc hủy bỏ {earlier}", "On the annulment of {earlier}"),
    "withdraw": Text("Về việc thu hồi {earlier}", "On the withdrawal of {earlier}"),
}
FIRST_LINES = {
    "correct": "{authority} đính chính {earlier} như sau:",
    "annul": "Hủy bỏ {earlier}. Lý do: {reason}",
    "withdraw": "Thu hồi {earlier}. Lý do: {reason}",
}
UNCHANGED = "Các nội dung khác của {earlier} không thay đổi."
REPLACES = "{this} này thay thế {earlier}."
IN_FORCE = "{this} này có hiệu lực kể từ ngày ký."


def write_successor(
    means: str, kind: str, page: dict[str, Any], earlier: Head, reason: str
) -> tuple[Bilingual, Page]:
    """Title and page; `kind` is the later document's, `page` and `earlier` are the former one's."""
    former = read_page(page)
    names = {"earlier": _name_vi(earlier), "this": KINDS[kind].vi, "reason": reason}
    names["authority"] = earlier.full_name.vi
    if means == "replace":
        english = earlier.title.en if earlier.title.en != earlier.title.vi else None
        return Bilingual(vi=earlier.title.vi, en=english), _replacing(former, names)
    title = TITLES[means]
    first = FIRST_LINES[means].format_map(names)
    titles = Bilingual(
        vi=title.vi.format(earlier=names["earlier"]), en=title.en.format(earlier=_name_en(earlier))
    )
    recipients = [*former.recipients, *former.addressees]
    if means == "correct":
        paragraphs = [first, reason, UNCHANGED.format_map(names)]
        return titles, Page(paragraphs=paragraphs, recipients=recipients)
    articles = [first, IN_FORCE.format_map(names)]
    return titles, Page(articles=articles, recipients=recipients)


def _replacing(former: Page, names: dict[str, str]) -> Page:
    line = REPLACES.format_map(names)
    if former.articles:
        return replace(former, articles=[*former.articles, line], english=None)
    return replace(former, closing=[*former.closing, line], english=None)


def _name_vi(head: Head) -> str:
    return f"{head.kind.vi} số {head.number} {write_day(head.dated_on, 'vi')}"


def _name_en(head: Head) -> str:
    return f"{head.kind.en} no. {head.number} of {write_day(head.dated_on, 'en')}"
