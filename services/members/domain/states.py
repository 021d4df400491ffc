"""The states of everything in the members service, with the words that people read for them."""

from __future__ import annotations

from shared.texts import Text

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
}

CERTIFICATE_STATUS = {
    "valid": Text("Còn hiệu lực", "Valid"),
    "suspended": Text("Tạm đình chỉ", "Suspended"),
    "expired": Text("Hết hiệu lực", "Expired"),
    "revoked": Text("Đã thu hồi", "Revoked"),
}

ROLE_LABELS = {
    "officer": Text("Cán bộ Trung tâm", "Officer of the Centre"),
    "decider": Text("Người quyết định", "Decider"),
    "reviewer": Text("Người thẩm định", "Reviewer"),
    "host": Text("Đơn vị quản lý địa điểm", "Venue host"),
    "editor": Text("Biên tập viên", "Editor"),
    "operator": Text("Cán bộ vận hành", "Operator"),
    "auditor": Text("Kiểm toán viên", "Auditor"),
    "member": Text("Thành viên mạng lưới", "Member of the network"),
    "service": Text("Hệ thống khác", "Another system"),
}


def words(labels: dict[str, Text], codes: list[str]) -> list[Text]:
    """The words for several states, for a sentence that lists them."""
    return [labels[code] for code in codes]
