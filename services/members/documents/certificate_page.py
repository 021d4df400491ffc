"""The page that a certificate's QR code opens: valid, suspended, revoked or unknown, and no more.

Vietnamese or English; it needs no script and names no person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from services.members.domain.states import CERTIFICATE_STATUS
from shared.texts import Locale, Text

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).parent

NETWORK = Text("Mạng lưới không gian văn hóa sáng tạo Hà Nội", "Hanoi Creative Spaces Network")
TITLE = Text("Kiểm tra giấy chứng nhận", "Check a certificate")
UNKNOWN = Text("Không có giấy chứng nhận này", "No such certificate")
SENTENCES = {
    "valid": Text("Giấy chứng nhận này còn hiệu lực.", "This certificate is in force."),
    "suspended": Text(
        "Tư cách thành viên đang tạm đình chỉ; giấy chứng nhận tạm thời không có hiệu lực.",
        "The membership rests for now; until then this certificate does not count.",
    ),
    "expired": Text("Thời hạn của giấy chứng nhận này đã qua.", "This certificate's term is over."),
    "revoked": Text(
        "Giấy chứng nhận này đã bị thu hồi và không còn hiệu lực.",
        "This certificate was revoked and does not count any more.",
    ),
    "unknown": Text(
        "Hãy kiểm tra lại số, hoặc quét mã QR trên giấy chứng nhận.",
        "Check the number, or scan the QR code on the certificate.",
    ),
}
NAMES = {
    "number": Text("Số", "Number"),
    "space": Text("Không gian", "Space"),
    "issued_on": Text("Ngày cấp", "Issued on"),
    "valid_until": Text("Có giá trị đến", "Valid until"),
}
DOWNLOAD = Text("Tải giấy chứng nhận (PDF)", "Download the certificate (PDF)")
LANGUAGES: dict[Locale, str] = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What the page says of a certificate that exists."""

    status: str
    space: str
    issued_on: date
    valid_until: date | None


def render_page(number: str, found: Checked | None, token: str | None, locale: Locale) -> str:
    """The page; `token` is the QR's when it is right, and only then the PDF is offered."""
    status = found.status if found else "unknown"
    other: Locale = "en" if locale == "vi" else "vi"
    kept = {"token": token} if token else {}
    return _template().render(
        locale=locale,
        title=TITLE.say(locale),
        network=NETWORK.say(locale),
        status=status,
        status_label=(CERTIFICATE_STATUS[status] if found else UNKNOWN).say(locale),
        sentence=SENTENCES[status].say(locale),
        facts=_facts(number, found, locale),
        # From the page, not from the root: the service may stand below a path of its host.
        pdf=f"../v1/certificates/{quote(number)}.pdf?{urlencode(kept)}" if token else None,
        pdf_label=DOWNLOAD.say(locale),
        other_query=urlencode({"lang": other, **kept}),
        other_locale=other,
        other_label=LANGUAGES[other],
    )


def _facts(number: str, found: Checked | None, locale: Locale) -> list[tuple[str, str]]:
    facts = [(NAMES["number"].say(locale), number)]
    if found is None:
        return facts
    facts.append((NAMES["space"].say(locale), found.space))
    facts.append((NAMES["issued_on"].say(locale), f"{found.issued_on:%d/%m/%Y}"))
    if found.valid_until is not None:
        facts.append((NAMES["valid_until"].say(locale), f"{found.valid_until:%d/%m/%Y}"))
    return facts


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader  # here: at start nobody looks at the page

    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    return environment.get_template("certificate_page.html")
