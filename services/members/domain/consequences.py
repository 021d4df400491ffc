"""What follows from a fact about a member: the same list is shown before and carried out after.

Bookings, items and contributions follow by event in the services that own them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.texts import Text

CONSEQUENCE = {
    "certificate_revoked": Text("Thu hồi giấy chứng nhận", "Certificate revoked"),
    "certificate_moved": Text(
        "Giấy chứng nhận chuyển sang thành viên kế tục", "Certificate carried over"
    ),
    "certificate_restored": Text("Giấy chứng nhận có hiệu lực trở lại", "Certificate restored"),
    "certificate_issued": Text("Cấp giấy chứng nhận mới", "New certificate issued"),
    "grant_ended": Text("Thu hồi quyền truy cập", "Access ended"),
    "grant_moved": Text("Quyền truy cập chuyển sang thành viên kế tục", "Access carried over"),
    "grant_restored": Text("Quyền truy cập có hiệu lực trở lại", "Access restored"),
    "contact_moved": Text("Người liên hệ chuyển sang thành viên kế tục", "Contact carried over"),
    "member_formed": Text("Hình thành thành viên mới", "New member formed"),
    "records_follow": Text(
        "Lịch đặt chỗ, bài giới thiệu và đóng góp chuyển sang thành viên kế tục",
        "Bookings, items and contributions are carried over",
    ),
    "request_ended": Text("Yêu cầu đang chờ kết thúc", "Open request ended"),
    "request_moved": Text("Yêu cầu chuyển sang thành viên kế tục", "Request carried over"),
    "place_given_back": Text("Trả lại chỗ trong hoạt động", "Place in an activity given back"),
    "place_moved": Text("Chỗ trong hoạt động chuyển sang thành viên kế tục", "Place carried over"),
    "rights_end": Text(
        "Không đặt chỗ mới và không được giới thiệu nữa", "No further bookings or promotion"
    ),
}

ENDS = ("left", "closed", "removed", "split_up")
"""Certificates are revoked and nobody acts for it any more."""
CARRIES_OVER = ("merged", "found_double")
"""People, contacts and records go to the other member."""
RESTORES = ("appeal_upheld", "removal_annulled")
SPLITS = ("split_up", "split_off")
UNDONE = {"certificate_revoked": "certificate_restored", "grant_ended": "grant_restored"}


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows, and the certificate, grant, contact or member that it befalls."""

    code: str
    id: UUID | None = None
    name: str | None = None
    """Number of a certificate, name of a member; never a person."""

    def noted(self) -> dict[str, Any]:
        return {"code": self.code, "id": str(self.id) if self.id else None, "name": self.name}


def read_consequence(noted: dict[str, Any]) -> Consequence:
    id = noted["id"]
    return Consequence(noted["code"], UUID(id) if id else None, noted["name"])


def undo(noted: list[dict[str, Any]]) -> list[Consequence]:
    """What sets right again what a removal brought about."""
    done = [read_consequence(one) for one in noted]
    return [Consequence(UNDONE[one.code], one.id, one.name) for one in done if one.code in UNDONE]
