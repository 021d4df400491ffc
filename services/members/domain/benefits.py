"""Papers that a member asks for, and introductions to partner cities: both follow a document.

    benefit
    requested ──check──► checked ──its document is issued──► confirmed
       │  ▲                 │                                    │ its document is annulled
       │  └── discarded ────┘                                    ▼ or withdrawn
       ├──decline──► declined                                 revoked
       └──cancel───► cancelled

    introduction
    requested ──prepare──► prepared ──its letter is issued──► introduced ──conclude──► concluded
       │  ▲                   │                                │  its letter is annulled   (again)
       │  └──── discarded ────┘                                ▼  or withdrawn
       ├──decline──► declined                               revoked
       └──cancel───► cancelled

A checked request rests on its document: to change or decline it, the document is discarded first.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text

BENEFIT_STATUS = {
    "requested": Text("Đã yêu cầu", "Requested"),
    "checked": Text("Đã kiểm tra, đang trình ký", "Checked, being signed"),
    "confirmed": Text("Đã xác nhận", "Confirmed"),
    "declined": Text("Không xác nhận", "Declined"),
    "cancelled": Text("Thành viên đã rút", "Cancelled by the member"),
    "revoked": Text("Giấy xác nhận đã hết giá trị", "Confirmation no longer in force"),
}

INTRODUCTION_STATUS = {
    "requested": Text("Đã yêu cầu", "Requested"),
    "prepared": Text("Đang trình ký giấy giới thiệu", "Letter being signed"),
    "introduced": Text("Đã giới thiệu", "Introduced"),
    "concluded": Text("Đã có kết quả", "Concluded"),
    "declined": Text("Không giới thiệu", "Declined"),
    "cancelled": Text("Thành viên đã rút", "Cancelled by the member"),
    "revoked": Text("Giấy giới thiệu đã hết giá trị", "Letter no longer in force"),
}

BENEFIT_MOVES: Mapping[str, Mapping[str, str]] = {
    "check": {"requested": "checked"},
    "put_back": {"checked": "requested"},
    "confirm": {"checked": "confirmed"},
    "revoke": {"confirmed": "revoked"},
    "decline": {"requested": "declined"},
    "cancel": {"requested": "cancelled"},
}

INTRODUCTION_MOVES: Mapping[str, Mapping[str, str]] = {
    "prepare": {"requested": "prepared"},
    "put_back": {"prepared": "requested"},
    "introduce": {"prepared": "introduced"},
    "revoke": {"introduced": "revoked", "concluded": "revoked"},
    "conclude": {"introduced": "concluded", "concluded": "concluded"},
    "decline": {"requested": "declined"},
    "cancel": {"requested": "cancelled"},
}
"""act → status before → status after. No other path exists."""


def may_benefit(act: str, status: str, document_id: UUID | None = None) -> list[Failure]:
    return _may(act, status, BENEFIT_MOVES, BENEFIT_STATUS, document_id)


def may_introduction(act: str, status: str, document_id: UUID | None = None) -> list[Failure]:
    return _may(act, status, INTRODUCTION_MOVES, INTRODUCTION_STATUS, document_id)


def _may(
    act: str,
    status: str,
    moves: Mapping[str, Mapping[str, str]],
    labels: Mapping[str, Text],
    document_id: UUID | None,
) -> list[Failure]:
    if act in ("decline", "cancel") and status in ("checked", "prepared"):
        return [Failure("request_has_document", document=str(document_id))]
    return only_in(labels, status, *moves[act])


def not_own_request(is_own: bool) -> list[Failure]:
    """Nobody checks what the own space asked for (separation of duties)."""
    return [Lack("own_request")] if is_own else []


def own_only(is_own: bool) -> list[Failure]:
    """Only the space that asked, or an officer for it, takes a request back."""
    return [] if is_own else [Lack("member_not_yours")]
