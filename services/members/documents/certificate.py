"""The printed certificate: a PDF made with typst from `certificate.typ`.

The same certificate in the same state gives the same bytes, on any machine: only fonts that typst
carries are used, and the document's time is the day of issue.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from shared.texts import Text

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
    """The same with the token that lets its holder fetch this file."""
    sample: bool


def render_certificate(printed: Printed) -> bytes:
    """The PDF. Takes some tenths of a second, so keep it off the event loop."""
    # Imported here: it costs every replica 7 MB, and certificates are asked for now and then.
    import typst

    result = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"certificate": json.dumps(_inputs(printed)), "qr": _qr(printed.qr_url)},
        timestamp=int(datetime.combine(printed.issued_on, time(), UTC).timestamp()),
    )
    assert isinstance(result, bytes)
    return result


def _inputs(printed: Printed) -> dict[str, Any]:
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


def _qr(url: str) -> str:
    import segno  # here for the same reason as typst

    output = io.BytesIO()
    segno.make(url, error="m").save(output, kind="svg", border=1, dark="#1d1d1b", light=None)
    return output.getvalue().decode()
