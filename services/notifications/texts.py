"""The sentences and labels of notifications, in both languages."""

from __future__ import annotations

from services.notifications.domain import STATUSES
from shared.texts import Text, Vocabulary

SENTENCES: dict[str, Text] = {
    "wrong_status": Text(
        "Đang ở trạng thái “{status}”; việc này chỉ làm được khi: {needed}.",
        "It is “{status}” now; this needs one of: {needed}.",
    ),
    "message_too_old": Text(
        "Thư đã quá thời hạn còn có ích. Hãy liên hệ trực tiếp với người nhận.",
        "The letter is past the time in which it is of use. Get in touch with the person directly.",
    ),
    "contact_was_erased": Text(
        "Dữ liệu của người nhận đã được xóa theo yêu cầu; không thể gửi lại.",
        "The recipient's data has been erased; the letter cannot be sent again.",
    ),
    "recipient_no_address": Text(
        "Người nhận chưa có địa chỉ thư điện tử. Hãy bổ sung trong hồ sơ thành viên.",
        "The recipient has no e-mail address. Add one to the member's file.",
    ),
    "recipient_address_suppressed": Text(
        "Địa chỉ của người nhận không còn dùng được. Hãy sửa địa chỉ trong hồ sơ rồi gửi lại.",
        "The recipient's address does not work. Correct it in the file, then send again.",
    ),
    "recipient_opted_out": Text(
        "Người nhận đã tắt loại thư này.",
        "The recipient has switched letters of this kind off.",
    ),
    "contact_unclear": Text(
        "Thành viên này có nhiều người liên hệ. Hãy nêu rõ contact_id: {contact_ids}.",
        "This member has several contacts. Name one in contact_id: {contact_ids}.",
    ),
}

STATUS_REASON = {
    "contact_erased": Text(
        "Dữ liệu của người nhận đã được xóa theo yêu cầu.",
        "The recipient's data was erased on request.",
    ),
    "contact_restricted": Text(
        "Người nhận đã yêu cầu hạn chế xử lý dữ liệu.",
        "The recipient had the use of their data restricted.",
    ),
    "no_address": Text(
        "Không có địa chỉ thư điện tử của người nhận.",
        "There is no e-mail address of the recipient.",
    ),
    "address_suppressed": Text(
        "Địa chỉ này đã từng bị trả lại nên không gửi nữa cho đến khi được sửa.",
        "Letters to this address came back; it is not written to until it is corrected.",
    ),
    "opted_out": Text(
        "Người nhận đã tắt loại thư này.", "The recipient has switched letters of this kind off."
    ),
    "too_old": Text(
        "Sự việc đã qua quá lâu; gửi lúc này chỉ gây hiểu nhầm.",
        "The matter is too long past; the letter would only confuse.",
    ),
    "mailbox_unknown": Text(
        "Máy chủ bên nhận báo không có hộp thư này.", "The receiving server knows no such mailbox."
    ),
    "address_not_valid": Text(
        "Địa chỉ thư điện tử không đúng dạng.", "The e-mail address is not well formed."
    ),
    "address_not_supported": Text(
        "Máy chủ thư không chuyển được tới địa chỉ có ký tự ngoài ASCII.",
        "The mail server cannot write to an address with letters outside ASCII.",
    ),
    "refused_by_policy": Text(
        "Máy chủ bên nhận từ chối theo chính sách của họ; địa chỉ vẫn có thể đúng.",
        "The receiving server refused for its own policy; the address may be right.",
    ),
    "letter_refused": Text(
        "Máy chủ thư từ chối nội dung thư.", "The mail server refused the letter itself."
    ),
    "tries_exhausted": Text(
        "Máy chủ bên nhận tạm từ chối quá nhiều lần.",
        "The receiving server put the letter off too many times.",
    ),
}

HISTORY = {
    "queued": Text("Đã xếp hàng chờ gửi", "Queued"),
    "sending": Text("Bắt đầu gửi", "Handed over"),
    "sent_again": Text(
        "Lần gửi trước bị gián đoạn; gửi lại đúng thư đó (cùng Message-ID)",
        "The try before was cut off; the same letter is handed over again (same Message-ID)",
    ),
    "delivered": STATUSES["delivered"],
    "failed": STATUSES["failed"],
    "expired": STATUSES["expired"],
    "suppressed": STATUSES["suppressed"],
    "erased": Text("Đã xóa nội dung thư và địa chỉ", "Text and address erased"),
    "resend_asked": Text("Cán bộ yêu cầu gửi lại", "An officer asked to send it again"),
    "put_off": Text("Máy chủ bên nhận tạm từ chối", "Put off by the receiving server"),
    "mail_server_away": Text(
        "Máy chủ thư tạm ngắt; thư vẫn chờ", "The mail server is away; the letter waits"
    ),
    "sender_refused": Text(
        "Máy chủ thư không nhận địa chỉ gửi; cần sửa cấu hình",
        "The mail server refused our sender address; the settings need mending",
    ),
}

TEMPLATE = {
    "application_submitted": Text("Đã nhận hồ sơ", "Application received"),
    "application_task": Text("Việc cho cán bộ: hồ sơ chờ xem xét", "Task: application to review"),
    "application_supplement_requested": Text("Đề nghị bổ sung hồ sơ", "Additions requested"),
    "application_resubmitted": Text("Đã nhận bản bổ sung", "Additions received"),
    "application_withdrawn": Text("Đã rút hồ sơ", "Application withdrawn"),
    "application_approved": Text("Hồ sơ được chấp thuận", "Application approved"),
    "application_rejected": Text("Hồ sơ chưa được chấp thuận", "Application not approved"),
    "application_decision_annulled": Text(
        "Quyết định không còn hiệu lực", "Decision no longer in force"
    ),
    "application_decision_corrected": Text("Đính chính quyết định", "Decision corrected"),
    "complaint_lodged": Text("Đã nhận khiếu nại", "Complaint received"),
    "complaint_answered": Text("Trả lời khiếu nại", "Complaint answered"),
    "complaint_task": Text("Việc cho cán bộ: khiếu nại mới", "Task: new complaint"),
    "complaint_due": Text("Việc cho cán bộ: khiếu nại đến hạn", "Task: complaint due"),
    "data_request_answered": Text(
        "Trả lời yêu cầu về dữ liệu cá nhân", "Request about personal data answered"
    ),
    "data_request_task": Text(
        "Việc cho cán bộ: yêu cầu về dữ liệu cá nhân", "Task: request about personal data"
    ),
    "data_request_due": Text(
        "Việc cho cán bộ: yêu cầu dữ liệu đến hạn", "Task: request about personal data due"
    ),
    "ceremony_invitation": Text("Thư mời dự lễ", "Invitation to a ceremony"),
    "ceremony_changed": Text("Thay đổi buổi lễ", "Ceremony changed"),
    "ceremony_cancelled": Text("Hủy buổi lễ", "Ceremony cancelled"),
    "certificate_issued": Text("Chúc mừng thành viên mới", "Congratulations to a new member"),
    "member_suspended": Text("Tạm đình chỉ quyền thành viên", "Membership rights suspended"),
    "member_removed": Text("Đưa ra khỏi mạng lưới", "Removed from the network"),
    "member_renewal_due": Text("Đến hạn gia hạn thành viên", "Membership to be renewed"),
    "report_due": Text("Báo cáo năm đến hạn", "Yearly report due"),
    "evaluation_completed": Text("Kết quả đánh giá năm", "Result of the evaluation"),
    "member_reinstated": Text("Khôi phục quyền thành viên", "Membership rights restored"),
    "benefit_task": Text("Việc cho cán bộ: yêu cầu xác nhận", "Task: request for a confirmation"),
    "benefit_confirmed": Text("Đã cấp giấy xác nhận", "Confirmation issued"),
    "benefit_declined": Text("Không cấp giấy xác nhận", "Confirmation declined"),
    "participation_moved_up": Text("Đã có chỗ trong hoạt động", "A place in an activity"),
    "participation_rescheduled": Text("Hoạt động đổi lịch", "Activity changed"),
    "participation_called_off": Text("Hoạt động bị hủy", "Activity called off"),
    "booking_requested": Text("Đã nhận đăng ký địa điểm", "Booking request received"),
    "booking_task": Text("Việc cho đơn vị quản lý: đăng ký chờ trả lời", "Task: booking request"),
    "booking_granted": Text("Địa điểm được xác nhận", "Booking confirmed"),
    "booking_declined": Text("Đăng ký địa điểm không được nhận", "Booking declined"),
    "booking_called_off": Text("Đăng ký địa điểm đã hủy", "Booking cancelled"),
    "booking_called_off_task": Text(
        "Báo cho đơn vị quản lý: đăng ký đã hủy", "Notice to the host: booking cancelled"
    ),
    "booking_offered": Text("Có chỗ dành cho thành viên", "A place is held for you"),
    "booking_offer_lapsed": Text("Chỗ đã thôi giữ", "A place is held no longer"),
    "booking_moved": Text("Đổi thời gian hoặc địa điểm", "Booking moved"),
    "permit_step_due": Text("Thủ tục phải nộp", "Permit to be filed"),
    "booking_change_task": Text(
        "Việc cho đơn vị quản lý: đề nghị thay đổi", "Task: change of a booking"
    ),
    "booking_change_decided": Text("Trả lời đề nghị thay đổi", "Change of a booking answered"),
    "fallback_lost": Text("Không còn chỗ dự phòng khi mưa", "Indoor place lost"),
    "permit_completed": Text("Thủ tục đã hoàn tất", "Permits settled"),
    "requests_paused": Text("Tạm dừng nhận yêu cầu đặt chỗ", "New requests paused"),
    "requests_resumed": Text("Lại gửi được yêu cầu đặt chỗ", "New requests possible again"),
    "standing_case_opened": Text(
        "Đặt chỗ chờ quyết định khi tư cách thành viên thay đổi",
        "Bookings to be decided after a change of standing",
    ),
    "standing_case_task": Text(
        "Việc cho đơn vị quản lý: giữ hay hủy đặt chỗ", "Task: keep or cancel bookings"
    ),
    "standing_case_decided": Text("Kết quả về đặt chỗ sắp tới", "Coming bookings decided"),
    "standing_case_decided_task": Text(
        "Báo cho đơn vị quản lý: đặt chỗ đã có kết quả", "Notice to the host: bookings decided"
    ),
    "dates_upset": Text("Đóng cửa, thời tiết: đặt chỗ", "Closure or weather: bookings"),
    "dates_upset_task": Text(
        "Báo cho đơn vị quản lý: đóng cửa, thời tiết", "Notice to the host: closure or weather"
    ),
    "allocation_outcome": Text("Kết quả phân bổ", "Outcome of an allocation round"),
    "allocation_called_off": Text("Đợt phân bổ đã hủy", "Allocation round called off"),
    "item_published": Text("Bài giới thiệu đã đăng", "Piece published"),
    "item_retracted": Text("Bài giới thiệu đã gỡ", "Piece retracted"),
    "item_changes_requested": Text("Đề nghị chỉnh sửa bài", "Changes requested"),
}

VOCABULARY: Vocabulary = {
    "message_status": STATUSES,
    "message_status_reason": STATUS_REASON,
    "message_history": HISTORY,
    "template": TEMPLATE,
    "template_purpose": {
        "service": Text("Thư nghiệp vụ, không tắt được", "Service letter, cannot be switched off"),
        "update": Text("Thư cập nhật, có thể tắt", "Update, can be switched off"),
    },
    "recipient_kind": {
        "contact": Text("Người liên hệ", "Contact"),
        "staff": Text("Cán bộ", "Staff"),
    },
    "channel": {"email": Text("Thư điện tử", "E-mail")},
    "contact_status": {
        "reachable": Text("Nhận được thư", "Reachable"),
        "bounced": Text("Thư bị trả lại", "A letter came back"),
        "contact_erased": STATUS_REASON["contact_erased"],
        "contact_restricted": STATUS_REASON["contact_restricted"],
    },
}
