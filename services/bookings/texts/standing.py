"""Sentences and names about conduct marks and the worklists that a change of standing opens."""

from __future__ import annotations

from services.bookings.texts.data_labels import labels_of
from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "requests_paused": Text(
        "Do không đến hoặc hủy muộn nhiều lần, thành viên chưa gửi được yêu cầu mới "
        "đến {until}. "
        "Những chỗ đã được xác nhận vẫn giữ nguyên.",
        "After repeated no-shows or late cancellations the member cannot send new requests "
        "until {until}. What was confirmed stays.",
    ),
    "already_begun": Text(
        "Giờ bắt đầu đã qua (bắt đầu lúc {began}).", "It has begun already (at {began})."
    ),
    "mark_void": Text("Ghi nhận này đã được hủy bỏ.", "This mark has been declared void."),
    "not_on_list": Text(
        "Ngày giờ này không thuộc hồ sơ hoặc không thuộc địa điểm của bạn.",
        "This date is not on the worklist, or not at a venue of yours.",
    ),
    "named_twice": Text("Mỗi ngày giờ chỉ nêu một lần.", "Name each date only once."),
}

LABELS: dict[str, dict[str, Text]] = {
    "conduct_mark": labels_of("standing.json", "conduct", "marks"),
    "conduct_mark_status": {
        "counts": Text("Được tính", "Counts"),
        "void": Text("Đã hủy bỏ", "Void"),
    },
    "member_status": {
        "active": Text("Đang hoạt động", "Active"),
        "suspended": Text("Tạm đình chỉ", "Suspended"),
        "left": Text("Đã rời mạng lưới", "Left"),
        "closed": Text("Đã ngừng hoạt động", "Closed"),
        "removed": Text("Đã bị đưa ra khỏi mạng lưới", "Removed"),
        "merged": Text("Đã sáp nhập", "Merged"),
        "split": Text("Đã chia tách", "Split up"),
        "lapsed": Text("Hết thời hạn thành viên", "Lapsed"),
    },
    "reason_code": {
        "standing_changed": Text("Tư cách thành viên thay đổi", "The member's standing changed"),
        "no_check_in": Text(
            "Không nhận chỗ trong thời gian quy định", "Nobody checked in within the time given"
        ),
    },
    "member_standing": {
        "suspended": Text("Tạm đình chỉ", "Suspended"),
        "removed": Text("Đã đưa ra khỏi mạng lưới", "Removed from the network"),
        "left": Text("Đã rời mạng lưới", "Left the network"),
        "closed": Text("Đã ngừng hoạt động", "Closed"),
        "split": Text("Đã tách", "Split up"),
        "lapsed": Text("Hết thời hạn thành viên", "Membership lapsed"),
    },
    "standing_case_status": {
        "open": Text("Chờ quyết định", "Waiting for decisions"),
        "decided": Text("Đã quyết định hết", "All decided"),
        "ended": Text("Đã kết thúc", "Ended"),
    },
    "standing_outcome": {
        "undecided": Text("Chưa quyết định", "Undecided"),
        "kept": Text("Giữ lại", "Kept"),
        "cancelled": Text("Đã hủy", "Cancelled"),
        "lapsed": Text("Hết hạn chờ, đã hủy", "Cancelled: nobody decided in time"),
        "overtaken": Text("Đã tự kết thúc", "Over without a decision"),
        "restored": Text("Đã khôi phục", "Restored"),
        "lost": Text("Không khôi phục được", "Could not be restored"),
    },
}
