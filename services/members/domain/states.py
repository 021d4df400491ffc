"""The states of everything in the members service, with the words that people read for them."""

from __future__ import annotations

from collections.abc import Mapping

from shared.errors import Failure
from shared.texts import Label, Text

CALL_KINDS = {"membership": Text("Kết nạp thành viên", "Membership")}

CALL_STATUS = {
    "scheduled": Text("Sắp mở", "Scheduled"),
    "open": Text("Đang mở", "Open"),
    "closed": Text("Đã đóng", "Closed"),
}

APPLICATION_STATUS = {
    "draft": Text("Bản nháp", "Draft"),
    "submitted": Text("Đã nộp", "Submitted"),
    "supplement_requested": Text("Chờ bổ sung", "Supplement requested"),
    "approved": Text("Được duyệt", "Approved"),
    "rejected": Text("Không được duyệt", "Rejected"),
    "withdrawn": Text("Đã rút", "Withdrawn"),
}

DECISION_OUTCOME = {
    "approve": Text("Duyệt", "Approve"),
    "reject": Text("Không duyệt", "Reject"),
}

CEREMONY_STATUS = {
    "scheduled": Text("Đã lên lịch", "Scheduled"),
    "held": Text("Đã tổ chức", "Held"),
    "cancelled": Text("Đã hủy", "Cancelled"),
}

MEMBER_STATUS = {
    "active": Text("Đang hoạt động", "Active"),
    "suspended": Text("Tạm đình chỉ", "Suspended"),
    "left": Text("Đã rời mạng lưới", "Left"),
    "closed": Text("Đã ngừng hoạt động", "Closed"),
    "removed": Text("Đã bị đưa ra khỏi mạng lưới", "Removed"),
    "merged": Text("Đã sáp nhập", "Merged"),
    "split": Text("Đã chia tách", "Split up"),
    "lapsed": Text("Hết thời hạn thành viên", "Lapsed"),
}

CERTIFICATE_STATUS = {
    "valid": Text("Còn hiệu lực", "Valid"),
    "suspended": Text("Tạm đình chỉ", "Suspended"),
    "expired": Text("Hết hiệu lực", "Expired"),
    "revoked": Text("Đã thu hồi", "Revoked"),
}

APPLICATION_PARTS = {
    "name": Text("Tên không gian", "Name of the space"),
    "kind": Text("Loại hình", "Kind of space"),
    "ownership": Text("Hình thức sở hữu", "Ownership"),
    "fields": Text("Lĩnh vực", "Fields"),
    "address": Text("Địa chỉ", "Address"),
    "contact": Text("Người liên hệ", "Contact"),
    "documents": Text("Tài liệu kèm theo", "Documents"),
}
"""What an applicant says of itself and may be asked to complete."""


def only_in(labels: Mapping[str, Text], status: str, *needed: str) -> list[Failure]:
    """What is done in some states only."""
    if status in needed:
        return []
    return [
        Failure(
            "wrong_status",
            status=Label(status, labels[status]),
            needed=[Label(one, labels[one]) for one in needed],
        )
    ]
