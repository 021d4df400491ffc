"""The page that the QR code opens: the browser itself checks the signed statement, also offline.

The statement stands in the address's fragment, which is sent to nobody; the public keys stand in
the page. Offline it can only ever say "issued"; whether the certificate still counts is asked
online, if there is a network.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.members.documents.certificate_page import LANGUAGES, NAMES, NETWORK, TITLE
from services.members.domain.states import CERTIFICATE_STATUS
from shared.texts import Locale, Text

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).parent
SCRIPT = (FOLDER / "certificate_check.js").read_text(encoding="utf-8")
SCRIPT_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; "
    f"script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
)

WORDS = {
    "checking": Text("Đang kiểm tra…", "Checking…"),
    "issued": Text("Đã được cấp", "Issued"),
    "issued_sentence": Text(
        "Chữ ký đúng: Mạng lưới đã cấp giấy chứng nhận có nội dung dưới đây. Hãy so với bản giấy.",
        "The signature is right: the network issued a certificate that says what stands below."
        " Compare it with the paper.",
    ),
    "now": Text("Tình trạng hiện nay", "Now"),
    "now_unknown": Text(
        "Chưa biết giấy còn hiệu lực hay không: điều đó chỉ kiểm tra được khi có mạng.",
        "Whether it still counts is not known here: that can only be checked online.",
    ),
    "term_over": Text("Thời hạn in trên giấy đã qua.", "The term printed on it is over."),
    "forged": Text("Không đúng", "Not right"),
    "forged_sentence": Text(
        "Chữ ký trong mã không khớp. Giấy này không do Mạng lưới cấp hoặc mã đã bị sửa.",
        "The signature in the code does not match: the network did not issue this, or the code was"
        " altered.",
    ),
    "key_unknown": Text(
        "Trang này chưa có khóa để kiểm tra mã. Hãy tải lại trang khi có mạng.",
        "This page does not know the code's key. Load it again while you are online.",
    ),
    "cannot": Text("Không kiểm tra được tại đây", "Cannot be checked here"),
    "cannot_sentence": Text(
        "Trình duyệt này không kiểm tra được chữ ký (Ed25519). Hãy cập nhật trình duyệt, hoặc tra"
        " cứu số giấy khi có mạng.",
        "This browser cannot check the signature (Ed25519). Use a newer one, or look the number up"
        " online.",
    ),
    "nothing": Text("Chưa có mã", "No code yet"),
    "nothing_sentence": Text(
        "Hãy quét mã QR trên giấy chứng nhận, hoặc dán nội dung của mã vào ô dưới đây.",
        "Scan the QR code on the certificate, or paste what it says into the box below.",
    ),
    "paste": Text("Nội dung của mã QR", "What the QR code says"),
    "check": Text("Kiểm tra", "Check"),
    "file": Text("Xem giấy chứng nhận (PDF)", "See the certificate (PDF)"),
    "keep": Text(
        "Lưu trang này để kiểm tra khi không có mạng", "Keep this page to check without a network"
    ),
    "not_found": Text("Không có số này", "No such number"),
}


def render_check_page(keys: Sequence[Mapping[str, Any]], locale: Locale) -> str:
    """The same page for every certificate: what it is told by the fragment stays in the browser."""
    other: Locale = "en" if locale == "vi" else "vi"
    statuses = {code: text.say(locale) for code, text in CERTIFICATE_STATUS.items()}
    words = {name: text.say(locale) for name, text in WORDS.items()}
    content = {
        "keys": keys,
        "words": words,
        "names": {name: text.say(locale) for name, text in NAMES.items()},
        "statuses": statuses | {"unknown": words["not_found"]},
    }
    return _template().render(
        locale=locale,
        title=TITLE.say(locale),
        network=NETWORK.say(locale),
        words=words,
        # No `<` can end the script element early.
        content=json.dumps(content, ensure_ascii=False).replace("<", "\\u003c"),
        script=SCRIPT,
        other=other,
        other_label=LANGUAGES[other],
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader  # here: at start nobody looks at the page

    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    return environment.get_template("certificate_check.html")
