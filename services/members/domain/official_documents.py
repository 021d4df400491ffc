"""Official documents: from draft to issue, and what may happen to one that is out.

    drafted ──send──► for_signature ──sign──► signed ──issue──► issued ──┬─► corrected ─┐
       ▲                    │                                            │     (again)  │
       └────── take back ───┘                                            ├─► replaced ◄─┤
    discarded: from drafted, for_signature and signed;                   ├─► annulled ◄─┤
    its number stays void with the reason                                └─► withdrawn ◄┘

What is out is never changed: another document, issued in its turn, corrects, replaces, annuls or
withdraws it. Each rule returns every failure, so that a refusal can list them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.members.domain.states import only_in
from shared.errors import Failure
from shared.texts import Text

STATUS = {
    "drafted": Text("Bản thảo", "Draft"),
    "for_signature": Text("Trình ký", "For signature"),
    "signed": Text("Đã ký", "Signed"),
    "issued": Text("Đã ban hành", "Issued"),
    "corrected": Text("Đã đính chính", "Corrected"),
    "replaced": Text("Đã được thay thế", "Replaced"),
    "annulled": Text("Đã hủy bỏ", "Annulled"),
    "withdrawn": Text("Đã thu hồi", "Withdrawn"),
    "discarded": Text("Bỏ, không ban hành", "Discarded, never issued"),
}

MEANS = {
    "correct": Text("Đính chính", "Correction"),
    "replace": Text("Thay thế", "Replacement"),
    "annul": Text("Hủy bỏ", "Annulment"),
    "withdraw": Text("Thu hồi", "Withdrawal"),
}
"""What a later document may do to one that is out."""

NUMBER_STATUS = {
    "reserved": Text("Đã giữ", "Reserved"),
    "used": Text("Đã dùng", "Used"),
    "void": Text("Bỏ, không dùng", "Void"),
}

SIGNATURE_WAYS = {
    "system_seal": Text("Dấu của hệ thống", "System seal"),
    "uploaded": Text("Chữ ký số, ký ở nơi khác", "Digital signature, made elsewhere"),
    "paper": Text("Ký, đóng dấu trên giấy", "Signed and sealed on paper"),
}

SIGNATURE_CHECKS = {
    "valid": Text("Hợp lệ, người ký được tin cậy", "Valid, of a trusted signer"),
    "unknown_signer": Text("Nguyên vẹn, chưa rõ người ký", "Whole, of an unknown signer"),
    "none": Text("Không có chữ ký số", "No digital signature"),
    "tampered": Text("Tệp đã bị sửa sau khi ký", "Changed after it was signed"),
}

MOVES: Mapping[str, Mapping[str, str]] = {
    "send_for_signature": {"drafted": "for_signature"},
    "take_back": {"for_signature": "drafted"},
    "sign": {"for_signature": "signed"},
    "issue": {"signed": "issued"},
    "discard": dict.fromkeys(("drafted", "for_signature", "signed"), "discarded"),
    "correct": dict.fromkeys(("issued", "corrected"), "corrected"),
    "replace": dict.fromkeys(("issued", "corrected"), "replaced"),
    "annul": dict.fromkeys(("issued", "corrected"), "annulled"),
    "withdraw": dict.fromkeys(("issued", "corrected"), "withdrawn"),
}
"""act → status before → status after. No other path exists."""

OPEN = ("drafted", "for_signature", "signed")
"""Not out yet."""
OUT = ("issued", "corrected", "replaced", "annulled", "withdrawn")
"""Whoever it is for may have seen it."""


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """How a document was signed, and what was found of the signature."""

    way: str
    check: str
    signer: str | None
    signed_at: str | None
    matches_draft: bool
    """The signed file begins with the very bytes that were given to be signed."""


def may(act: str, status: str) -> list[Failure]:
    """What the drawing allows."""
    return only_in(STATUS, status, *MOVES[act])


def may_change(status: str) -> list[Failure]:
    return only_in(STATUS, status, "drafted")


def may_sign_here(status: str, kind_allowed: bool, ready: bool, numbered: bool) -> list[Failure]:
    """The system seals some kinds itself; it never stands for the authority's signature."""
    failures = may("sign", status)
    if not kind_allowed:
        failures.append(Failure("authority_signature_needed"))
    if not ready:
        failures.append(Failure("seal_not_set_up"))
    return failures if numbered else [*failures, Failure("number_missing", field="number")]


def may_take_signed_file(
    status: str, facts: SignatureFacts, accepts_unknown_signers: bool
) -> list[Failure]:
    """A file that was signed elsewhere: its signature decides, paper is vouched for by a person."""
    failures = may("sign", status)
    if facts.check == "tampered":
        failures.append(Failure("signature_tampered", field="file"))
    if facts.check == "none" and facts.way != "paper":
        failures.append(Failure("signature_missing", field="file"))
    if facts.check == "unknown_signer" and not accepts_unknown_signers:
        failures.append(Failure("signer_unknown", field="file", signer=facts.signer or "?"))
    return failures


def may_issue(status: str, number: str | None, dated_on: date | None, today: date) -> list[Failure]:
    failures = may("issue", status)
    if number is None:
        failures.append(Failure("number_missing", field="number"))
    if dated_on is None:
        failures.append(Failure("date_missing", field="dated_on"))
    elif dated_on > today:
        failures.append(Failure("date_in_future", field="dated_on"))
    return failures


def may_succeed(means: str, status: str, other: str | None) -> list[Failure]:
    """Whether a later document may be drafted; one at a time, so that no two contradict."""
    failures = may(means, status)
    if other is not None:
        failures.append(Failure("successor_in_work", document=other))
    return failures


def check_number_given(source: str, number: str | None) -> list[Failure]:
    """A number is entered only where it comes from the records office's register."""
    if source == "series" and number is not None:
        return [Failure("number_from_series", field="number")]
    return []
