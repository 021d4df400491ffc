"""The page that a check-in code opens.

The token stands in the address's fragment, which a browser sends to nobody and no log keeps; the
page says which place and time it is for, without a name, and checks in when the button is pressed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from functools import cache
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, Template

from shared.texts import Locale, Text

FOLDER = Path(__file__).parent
SCRIPT = (FOLDER / "check_in.js").read_text(encoding="utf-8")
SCRIPT_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; "
    f"script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
)
MODULE_PIXELS = 8

WORDS = {
    "title": Text("Nhận chỗ", "Check in"),
    "network": Text(
        "Mạng lưới không gian văn hóa sáng tạo Hà Nội", "Hanoi Creative Spaces Network"
    ),
    "looking": Text("Đang tìm…", "Looking…"),
    "press": Text("Xác nhận đã đến", "We are here"),
    "done": Text("Đã nhận chỗ. Chúc hoạt động thành công!", "You are checked in. Good luck!"),
    "no_code": Text(
        "Hãy quét mã QR ở cửa không gian.", "Scan the QR code at the door of the place."
    ),
    "no_network": Text(
        "Chưa kết nối được. Hãy kiểm tra mạng rồi thử lại.",
        "No connection. Check the network and try again.",
    ),
    "place": Text("Không gian", "Place"),
    "time": Text("Thời gian", "Time"),
}
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def render_check_in_page(locale: Locale) -> str:
    """The same page for every code: what the fragment says stays in the browser."""
    other: Locale = "en" if locale == "vi" else "vi"
    words = {name: text.say(locale) for name, text in WORDS.items()}
    return _template().render(
        locale=locale,
        words=words,
        # No `<` can end the script element early.
        content=json.dumps({"words": words, "locale": locale}, ensure_ascii=False).replace(
            "<", "\\u003c"
        ),
        script=SCRIPT,
        other=other,
        other_label=LANGUAGES[other],
    )


def draw_code(url: str) -> bytes:
    """The QR code of an address as SVG, at error level M, with its quiet zone."""
    out = io.BytesIO()
    code = segno.make_qr(url, error="m")
    code.save(out, kind="svg", scale=MODULE_PIXELS, border=4, dark="#000", light="#fff")
    return out.getvalue()


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    return environment.get_template("check_in.html")
