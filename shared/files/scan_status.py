"""Whether the bytes of a file have been looked at, and who may open it meanwhile.

    upload ──no scanner set──► not_scanned
       │
       ├──scanner says clean──► clean
       ├──scanner finds something──► refused, nothing is kept
       └──scanner away──► quarantined ──scanned later──► clean | infected
                              └──scanner taken out of the settings──► not_scanned

Only the one who uploaded it opens what is quarantined; nobody opens what is infected. Nobody waits
for the scanner with what has a deadline: that it is away is not the sender's fault.
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.errors import Failure
from shared.texts import Text

SCAN_STATUS = {
    "not_scanned": Text(
        "Chưa quét (hệ thống không có máy quét)", "Not scanned (no scanner is set)"
    ),
    "quarantined": Text("Đang chờ quét", "Waiting to be scanned"),
    "clean": Text("Đã quét, an toàn", "Scanned, clean"),
    "infected": Text("Có mã độc", "Infected"),
}
PASSES: Mapping[str, frozenset[str]] = {
    "not_scanned": frozenset(),
    "quarantined": frozenset({"clean", "infected", "not_scanned"}),
    "clean": frozenset(),
    "infected": frozenset(),
}
"""From → to; a replaced file begins anew."""


def status_after_scan(now: str, verdict: str) -> str:
    """The status that a verdict leads to; what does not wait for one stays as it is."""
    return verdict if verdict in PASSES[now] else now


def may_open(status: str, is_uploader: bool) -> list[Failure]:
    if status == "infected":
        return [Failure("document_infected")]
    if status == "quarantined" and not is_uploader:
        return [Failure("document_quarantined")]
    return []
