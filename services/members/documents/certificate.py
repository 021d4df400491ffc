"""The printed certificate: a PDF made with typst from `certificate.typ`.

The same certificate in the same state gives the same bytes, on any machine: only fonts that typst
carries are used, and the document's time is the day of issue.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from services.members.documents.qr_code import draw_qr_code
from shared.texts import Text

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATE = Path(__file__).with_name("certificate.typ")

SAMPLE_MARK = Text("Bản mẫu – không có giá trị", "Sample – not valid")
STATUS_MARKS = {
    "revoked": Text("Đã thu hồi", "Revoked"),
    "expired": Text("Hết hiệu lực", "Expired"),
    "suspended": Text("Đang tạm đình chỉ", "Suspended"),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a certificate."""

    number: str
    name: str
    issued_on: date
    valid_until: date | None
    status: str
    page: str
    """The public page that confirms it."""
    qr_url: str
    """What the QR code opens: the page that checks the signed statement, which also opens this
    file."""
    sample: bool


def render_certificate(printed: Printed) -> bytes:
    """The PDF. Takes some hundredths of a second, so keep it off the event loop.

    Several threads may ask at once: they draw their QR codes side by side and set in turn.
    """
    inputs = inputs_of(printed)
    with _SETTING:
        return set_page(_compiler(), inputs, printed.issued_on)


_SETTING = Lock()
"""A compiler serves one thread at a time."""


@cache
def _compiler() -> Compiler:
    """Kept warm from the first certificate on: loading fonts takes longer than setting a page."""
    # Imported here: it costs every replica 7 MB, and certificates are asked for now and then.
    import typst

    return typst.Compiler(str(TEMPLATE), ignore_system_fonts=True)


def set_page(compiler: Compiler, inputs: dict[str, str], day: date) -> bytes:
    """Bare typst: the page with these inputs, dated that day."""
    result = compiler.compile(
        format="pdf",
        sys_inputs=inputs,
        timestamp=int(datetime.combine(day, time(), UTC).timestamp()),
    )
    assert isinstance(result, bytes)
    return result


def inputs_of(printed: Printed) -> dict[str, str]:
    """What the template is given: facts and QR code."""
    return {"certificate": json.dumps(_facts(printed)), "qr": _qr(printed.qr_url)}


def _facts(printed: Printed) -> dict[str, Any]:
    mark = STATUS_MARKS.get(printed.status) or (SAMPLE_MARK if printed.sample else None)
    until = printed.valid_until
    return {
        "number": printed.number,
        "name": printed.name,
        "day": f"{printed.issued_on:%d}",
        "month": f"{printed.issued_on:%m}",
        "year": f"{printed.issued_on:%Y}",
        "date_en": _english_date(printed.issued_on),
        "valid_until": {"vi": f"{until:%d/%m/%Y}", "en": _english_date(until)} if until else None,
        "page": printed.page,
        "mark": {"vi": mark.vi, "en": mark.en} if mark else None,
    }


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _english_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


DARK_RUN = re.compile(b"\x01+")
QUIET = 1
"""Modules of margin besides the paper's own."""


def _qr(url: str) -> str:
    """The code as SVG: one path, a stroke for each run of dark modules."""
    rows = draw_qr_code(url.encode())
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{run.start() + QUIET} {y}.5h{run.end() - run.start()}"
        for y, row in enumerate(rows, start=QUIET)
        for run in DARK_RUN.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path stroke="#1d1d1b" d="{path}"/></svg>'
    )
