"""The states of everything in the members service, with the words that people read for them."""

from __future__ import annotations

from collections.abc import Mapping

from shared.errors import Failure
from shared.texts import Label, Text

CALL_KINDS = {
    "membership": Text("Kết nạp thành viên", "Membership"),
    "incubation": Text("Ươm tạo tài năng", "Incubation of talent"),
    "pilot": Text("Thí điểm ý tưởng", "Pilot of ideas"),
    "unesco_exchange": Text("Giao lưu với các thành phố UNESCO", "Exchange with UNESCO cities"),
    "training": Text("Tập huấn", "Training"),
    "award": Text("Khen thưởng hằng năm", "Yearly award"),
}

CALL_STATUS = {
    "draft": Text("Bản nháp", "Draft"),
    "scheduled": Text("Sắp mở", "Scheduled"),
    "open": Text("Đang mở", "Open"),
    "closed": Text("Đã đóng", "Closed"),
    "archived": Text("Đã lưu trữ", "Archived"),
}

TIE_RULES = {
    "chair": Text("Chủ tịch hội đồng quyết định", "The chair decides"),
    "heaviest_criterion": Text(
        "Điểm cao hơn ở tiêu chí có trọng số lớn nhất", "The higher score in the heaviest criterion"
    ),
    "earlier": Text("Hồ sơ nộp trước xếp trước", "The file handed in earlier comes first"),
}
"""What decides between files with the same total."""

APPLICATION_STATUS = {
    "draft": Text("Bản nháp", "Draft"),
    "submitted": Text("Đã nộp", "Submitted"),
    "supplement_requested": Text("Chờ bổ sung", "Supplement requested"),
    "approved": Text("Được duyệt", "Approved"),
    "rejected": Text("Không được duyệt", "Rejected"),
    "withdrawn": Text("Đã rút", "Withdrawn"),
    "revoked": Text("Quyết định không còn hiệu lực", "Decision no longer in force"),
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

CERTIFICATE_NUMBER_STATUS = {
    "reserved": Text("Đã giữ chỗ", "Reserved"),
    "used": Text("Đã sử dụng", "Used"),
    "void": Text("Đã hủy số", "Void"),
}

VOID_REASON = {
    "taken_off": Text("Rút khỏi danh sách trao", "Taken off the list"),
    "ceremony_cancelled": Text("Buổi lễ bị hủy", "Ceremony cancelled"),
    "misprint": Text("In sai", "Misprint"),
    "damaged": Text("Phôi hỏng", "Paper damaged"),
    "other": Text("Lý do khác", "Other reason"),
}

REISSUE_REASON = {
    "name_changed": Text("Đổi tên không gian", "Name changed"),
    "lost": Text("Bị mất", "Lost"),
    "damaged": Text("Bị hỏng", "Damaged"),
    "misprint": Text("In sai", "Misprint"),
}

APPLICATION_PARTS = {
    "name": Text("Tên không gian", "Name of the space"),
    "kind": Text("Loại hình", "Kind of space"),
    "ownership": Text("Hình thức sở hữu", "Ownership"),
    "fields": Text("Lĩnh vực", "Fields"),
    "address": Text("Địa chỉ", "Address"),
    "contact": Text("Người liên hệ", "Contact"),
    "documents": Text("Tài liệu kèm theo", "Documents"),
    "online_url": Text("Địa chỉ trực tuyến", "Online address"),
    "tax_code": Text("Mã số thuế", "Tax code"),
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
