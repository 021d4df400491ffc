"""The receipt of a file (giấy biên nhận): a PDF made with typst from `receipt.typ`.

In Vietnamese with English beside it, or the other way round where a list must choose one. The same
slip gives the same bytes on any machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from services.members.documents.certificate import SAMPLE_MARK
from shared.texts import Locale

TEMPLATE = Path(__file__).with_name("receipt.typ")


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One document that came with the file."""

    label: str
    pages: int | None
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a receipt."""

    number: str
    name: str
    """Of the space; no person stands on it."""
    call: dict[str, str | None]
    received_on: date
    entered_on: date
    on_paper: bool
    documents: list[SlipLine]
    working_days: int
    promised_on: date | None
    """None while the clock stands."""
    code: str | None
    """With which a paper applicant takes the file over."""
    locale: Locale
    sample: bool


def render_receipt(slip: Slip) -> bytes:
    """The PDF, one page or more. Takes some tenths of a second, so keep it off the event loop."""
    # Imported here for the same reason as in `certificate.py`.
    import typst

    result = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"slip": json.dumps(describe(slip))},
        timestamp=int(datetime.combine(slip.received_on, time(), UTC).timestamp()),
    )
    assert isinstance(result, bytes)
    return result


def describe(slip: Slip) -> dict[str, Any]:
    """The slip as the template reads it."""
    return {
        "number": slip.number,
        "name": slip.name,
        "call_vi": slip.call["vi"],
        "call_en": slip.call["en"],
        "received_on": _day(slip.received_on),
        "entered_on": _day(slip.entered_on) if slip.on_paper else None,
        "documents": [
            {"label": one.label, "pages": one.pages, "size": _size(one.size)}
            for one in slip.documents
        ],
        "working_days": slip.working_days,
        "promised_on": _day(slip.promised_on) if slip.promised_on else None,
        "code": slip.code,
        "mark": {"vi": SAMPLE_MARK.vi, "en": SAMPLE_MARK.en} if slip.sample else None,
    }


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _size(size: int) -> str:
    """Kilobytes as a Vietnamese reader writes them: 1.234 KB."""
    return f"{max(1, round(size / 1000)):,} KB".replace(",", ".")
