"""Names of what an erasure takes away, of what stays and why."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {}

LABELS: dict[str, dict[str, Text]] = {
    "personal_data_place": {
        "answers": Text("Câu trả lời cho câu hỏi của địa điểm", "Answers to the place's questions"),
        "reasons": Text("Lời giải thích khi hủy", "Words in which a date was given up"),
        "attachments": Text("Tài liệu gửi kèm đặt chỗ", "Files sent with bookings"),
        "permit_papers": Text("Giấy tờ về thủ tục", "Papers of permits"),
        "permit_messages": Text("Trao đổi với cán bộ hướng dẫn", "Messages to the help thread"),
        "drafts": Text("Bản nháp đặt chỗ", "Drafts of bookings"),
        "changes": Text("Lời giải thích khi xin thay đổi", "Notes of changes asked for"),
        "report_texts": Text("Lời kể trong báo cáo", "Texts of activity reports"),
        "report_photos": Text("Ảnh trong báo cáo", "Photos of activity reports"),
        "damage_replies": Text("Trả lời về hư hại", "Replies about damage"),
        "evaluations": Text("Nhận xét khi đánh giá", "Comments of evaluations"),
        "photo_credits": Text("Tên ghi cạnh ảnh", "Names beside pictures"),
        "watches": Text("Đăng ký chờ đã kết thúc", "Places in queues that are over"),
        "feeds": Text("Địa chỉ lịch riêng", "Secret calendar addresses"),
        "stored_answers": Text(
            "Câu trả lời lưu tạm của hệ thống", "Answers kept for repeated requests"
        ),
        "bookings": Text(
            "Đặt chỗ: hoạt động, thời gian, quyết định", "Bookings: activity, times, decisions"
        ),
        "wishes": Text("Nguyện vọng trong đợt phân bổ", "Wishes of allocation rounds"),
        "permit_steps": Text("Ngày nộp và kết quả thủ tục", "Days and outcomes of permits"),
        "damages": Text("Hư hại và cách giải quyết", "Damage and how it was settled"),
        "places_in_queues": Text("Đăng ký chờ của thành viên", "The member's places in queues"),
        "acts": Text("Nhật ký thao tác", "Acts in the audit trail"),
    },
    "kept_for": {
        "administrative_record": Text(
            "Hồ sơ sử dụng địa điểm; người gửi không còn được nêu",
            "Record of how the city's places were used; the person is no longer named",
        ),
        "accounts": Text("Đối chiếu, bồi thường", "Accounts and claims"),
        "still_running": Text(
            "Còn hiệu lực, là quyền của thành viên; chỉ thay mã đăng nhập",
            "Still running and the member's own; only the sign-in is replaced",
        ),
        "audit_trail": Text(
            "Nhật ký bắt buộc; chỉ có mã đăng nhập, không có họ tên",
            "Compulsory trail; it holds the sign-in's id and no name",
        ),
    },
}
