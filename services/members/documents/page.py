"""What stands on the page of an official document, as data, and the PDF made of it.

The layout follows Decree 30/2020 on clerical work. Vietnamese is the document; English, where it is
asked for, follows on pages of its own as a translation for information. Everything is text: nothing
in it is read as typst. The same page and head give the same bytes on any machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from services.members.documents.page_head import Head, write_parts

TEMPLATE = Path(__file__).with_name("page.typ")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its columns and its rows of the same length."""

    columns: list[str]
    rows: list[list[str]]
    title: str | None = None
    numbered: bool = True
    """With a first column that counts the rows."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text in one language, from top to bottom; what is empty is left out."""

    addressees: list[str] = field(default_factory=list)
    """`Kính gửi`, for letters."""
    legal_basis: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    """Without `Điều 1.`, which the page adds."""
    table: Rows | None = None
    closing: list[str] = field(default_factory=list)
    """Paragraphs after the table."""
    annex: Rows | None = None
    """A list on pages of its own that the document refers to."""
    recipients: list[str] = field(default_factory=list)
    """`Nơi nhận`; the archive is added."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """One of several who sign a page for themselves, as chair and secretary sign minutes."""

    role: str
    name: str
    role_en: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Body):
    """A whole page: Vietnamese, and its English translation where people ask for one."""

    english: Body | None = None
    signatories: list[Signatory] = field(default_factory=list)
    """When there are any, they sign instead of the authority's signer."""
    parts: list[str] = field(default_factory=list)
    """Official documents by id that are bound behind this page into one file."""


_PAGE = TypeAdapter(Page)


def dump_page(page: Page) -> dict[str, Any]:
    """The page as it is stored."""
    return asdict(page)


def read_page(stored: dict[str, Any]) -> Page:
    """A page that was stored."""
    return _PAGE.validate_python(stored)


def render_page(page: Page, head: Head) -> bytes:
    """The PDF: A-2b for archives, plain PDF when a character is in no font of ours.

    Takes tenths of a second: keep it off the event loop.
    """
    # Imported here: it costs every replica 7 MB, and documents are made now and then.
    import typst

    parts = json.dumps(write_parts(page, head))
    made_at = int(datetime.combine(head.made_on, time(), UTC).timestamp())
    try:
        return _compile(parts, made_at, ["a-2b"])
    except typst.TypstError:
        return _compile(parts, made_at, [])


def _compile(parts: str, made_at: int, standards: list[Literal["a-2b"]]) -> bytes:
    import typst

    result = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"page": parts},
        pdf_standards=[*standards],
        timestamp=made_at,
    )
    assert isinstance(result, bytes)
    return result
