"""The walking order on paper: who is called up when, with room for the signature of who takes it.

It names spaces and numbers, no person: names are written by hand on the day.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from shared.clock import HANOI
from shared.texts import Locale, Text

TEMPLATE = Path(__file__).with_name("walk_order.typ")

WORDS = {
    "heading": Text("DANH SÁCH LÊN NHẬN GIẤY CHỨNG NHẬN", "WALKING ORDER AND HAND-OVER SHEET"),
    "position": Text("TT", "No."),
    "space": Text("Không gian", "Space"),
    "number": Text("Số giấy", "Certificate"),
    "receiver": Text("Người nhận (họ tên)", "Received by (name)"),
    "signature": Text("Ký nhận", "Signature"),
    "secret": Text(
        "Lưu hành nội bộ cho đến khi công bố tại buổi lễ.",
        "Internal until it is announced at the ceremony.",
    ),
    "page": Text("Trang", "Page"),
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t")
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as something else and spoils every Vietnamese mark."""


@dataclass(frozen=True, slots=True)
class Walker:
    """One line of the list."""

    position: int
    space: str
    number: str | None


def write_walk_order_csv(walkers: Sequence[Walker], locale: Locale) -> bytes:
    """For Excel: UTF-8 with its mark; a name that looks like a formula stays a name."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow([WORDS[name].say(locale) for name in ("position", "space", "number")])
    for one in walkers:
        writer.writerow([one.position, _as_text(one.space), one.number or ""])
    return (BYTE_ORDER_MARK + output.getvalue()).encode()


def _as_text(name: str) -> str:
    return f"'{name}" if name.startswith(FORMULA_STARTS) else name


def render_walk_order(
    title: str, held_at: datetime, place: str, walkers: Sequence[Walker], locale: Locale
) -> bytes:
    """The PDF; keep it off the event loop."""
    import typst  # here because it costs every replica 7 MB

    content = {
        "title": title,
        "when": f"{held_at.astimezone(HANOI):%H:%M %d/%m/%Y}",
        "place": place,
        "words": {name: text.say(locale) for name, text in WORDS.items()},
        "locale": locale,
        "rows": [asdict(one) for one in walkers],
    }
    result = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"list": json.dumps(content)},
        timestamp=int(held_at.timestamp()),
    )
    assert isinstance(result, bytes)
    return result
