"""The sentences for refusals that any service can give; a service adds its own in `texts.py`."""

from __future__ import annotations

from shared.files.texts import FILE_SENTENCES
from shared.forms.texts import FORM_SENTENCES
from shared.tables.texts import TABLE_SENTENCES
from shared.texts import Text

KIND_LABELS: dict[str, Text] = {
    "activity": Text("hoạt động", "activity"),
    "activity_report": Text("báo cáo hoạt động", "report on an activity"),
    "allocation_round": Text("đợt phân bổ", "allocation round"),
    "allocation_wish": Text("nguyện vọng", "wish"),
    "application": Text("hồ sơ", "application"),
    "asking_rules": Text("quy định đặt chỗ", "rules of asking"),
    "attachment": Text("tệp đính kèm", "attachment"),
    "award": Text("hình thức khen thưởng", "award"),
    "benefit": Text("yêu cầu xác nhận", "request for a confirmation"),
    "booking": Text("đặt chỗ", "booking"),
    "booking_change": Text("đề nghị thay đổi", "change of a booking"),
    "booking_draft": Text("bản nháp", "draft"),
    "calendar_feed": Text("lịch", "calendar"),
    "call": Text("đợt đăng ký", "call"),
    "ceremony": Text("buổi lễ", "ceremony"),
    "certificate": Text("giấy chứng nhận", "certificate"),
    "certificate_number": Text("số giấy chứng nhận", "certificate number"),
    "channel": Text("kênh", "channel"),
    "closed_file": Text("hồ sơ đã đóng", "closed file"),
    "closure": Text("đợt đóng cửa", "closure"),
    "complaint": Text("khiếu nại", "complaint"),
    "conduct_mark": Text("ghi nhận", "mark"),
    "consent": Text("sự đồng ý", "consent"),
    "contact": Text("người liên hệ", "contact"),
    "contribution": Text("đóng góp", "contribution"),
    "damage": Text("hư hỏng", "damage"),
    "dead_letter": Text("sự kiện bị giữ", "parked event"),
    "deadline_extension": Text("lần gia hạn", "extension of a deadline"),
    "decision": Text("quyết định", "decision"),
    "destruction": Text("đợt tiêu hủy hồ sơ", "destruction of files"),
    "document": Text("tài liệu", "document"),
    "due_work": Text("việc đến hạn", "piece of due work"),
    "equipment": Text("thiết bị", "equipment"),
    "erasure": Text("việc xóa dữ liệu cá nhân", "erasure"),
    "evaluation": Text("bản đánh giá", "evaluation"),
    "evaluation_round": Text("đợt đánh giá", "round of evaluations"),
    "fallback": Text("chỗ dự phòng", "fallback"),
    "form": Text("biểu mẫu", "form"),
    "grant": Text("quyền", "grant"),
    "introduction": Text("yêu cầu giới thiệu", "introduction"),
    "item": Text("bài giới thiệu", "item"),
    "legal_hold": Text("lệnh giữ hồ sơ", "hold on a file"),
    "member": Text("thành viên", "member"),
    "member_contacts": Text("thông tin liên hệ của thành viên", "contacts of the member"),
    "member_fact": Text("quyết định về tư cách thành viên", "fact about a membership"),
    "member_import": Text("lần nhập danh sách", "import"),
    "membership": Text("tư cách thành viên", "membership"),
    "message": Text("thư", "message"),
    "nomination": Text("đề cử", "nomination"),
    "no_show": Text("lần không đến", "no-show"),
    "offer": Text("lời mời", "offer"),
    "official_document": Text("văn bản", "official document"),
    "opening_exception": Text("ngày ngoại lệ", "exception"),
    "participation": Text("đăng ký tham dự", "place in an activity"),
    "partner": Text("thành phố đối tác", "partner city"),
    "permit": Text("thủ tục", "permit"),
    "permit_procedure": Text("loại thủ tục", "procedure"),
    "permit_receipt": Text("giấy tờ", "paper"),
    "personal_data_request": Text("yêu cầu về dữ liệu cá nhân", "request about personal data"),
    "photo": Text("ảnh", "picture"),
    "place_import": Text("lần nhập địa điểm", "import of places"),
    "post": Text("bài đăng", "post"),
    "recommendation": Text("kiến nghị", "recommendation"),
    "renewal": Text("hồ sơ gia hạn", "renewal"),
    "renewal_round": Text("đợt gia hạn", "round of renewals"),
    "report_round": Text("đợt báo cáo", "round of reports"),
    "review": Text("phiếu thẩm định", "review"),
    "review_assignment": Text("phân công thẩm định", "assignment of a reviewer"),
    "review_board": Text("hội đồng thẩm định", "review board"),
    "review_conflict": Text("xung đột lợi ích", "conflict of interest"),
    "review_meeting": Text("cuộc họp xét", "review meeting"),
    "reviewer": Text("người thẩm định", "reviewer"),
    "season": Text("mùa", "season"),
    "space": Text("không gian", "space"),
    "standing_case": Text("hồ sơ tư cách thành viên", "worklist"),
    "template": Text("mẫu thư", "template"),
    "venue": Text("địa điểm", "venue"),
    "watch": Text("chỗ chờ", "place in a queue"),
    "weather_call": Text("lệnh thời tiết", "weather call"),
    "yearly_report": Text("báo cáo năm", "yearly report"),
}
"""What people call the things that a problem speaks of."""

SHARED_SENTENCES: dict[str, Text] = {
    **FORM_SENTENCES,
    **FILE_SENTENCES,
    **TABLE_SENTENCES,
    "not_found": Text(
        "Không tìm thấy {kind} {id}, hoặc bạn không được xem. Hãy kiểm tra lại mã.",
        "There is no {kind} {id}, or you may not see it. Check the id.",
    ),
    "not_yet_known": Text(
        "Dịch vụ này chưa nhận được thông tin về {kind} {id}. Hãy thử lại sau giây lát.",
        "This service has not heard of {kind} {id} yet. Try again in a moment.",
    ),
    "route_not_found": Text(
        "Địa chỉ này không tồn tại. Xem danh sách tại /docs.",
        "There is nothing at this address. See /docs for what there is.",
    ),
    "method_not_allowed": Text(
        "Địa chỉ này không nhận phương thức {method}. Xem /docs.",
        "This address does not take {method}. See /docs.",
    ),
    "sign_in": Text(
        "Hãy đăng nhập: gửi mã truy cập trong tiêu đề Authorization: Bearer.",
        "Sign in: send a token in the header Authorization: Bearer.",
    ),
    "token_not_valid": Text(
        "Mã truy cập không hợp lệ. Hãy đăng nhập lại.",
        "The token is not valid. Sign in again.",
    ),
    "token_expired": Text(
        "Phiên đăng nhập đã hết hạn. Hãy đăng nhập lại.",
        "The token has expired. Sign in again.",
    ),
    "token_not_yet_valid": Text(
        "Mã truy cập chưa có hiệu lực. Hãy thử lại sau.",
        "The token is not valid yet. Try again later.",
    ),
    "token_of_other_issuer": Text(
        "Mã truy cập không do hệ thống đăng nhập của thành phố cấp. Hãy đăng nhập lại.",
        "The token was not issued by the city's sign-in. Sign in again.",
    ),
    "token_for_other_audience": Text(
        "Mã truy cập không dành cho hệ thống này. Hãy đăng nhập lại.",
        "The token is meant for another system. Sign in again.",
    ),
    "issuer_away": Text(
        "Không kết nối được hệ thống đăng nhập. Hãy thử lại sau giây lát.",
        "The sign-in system cannot be reached. Try again in a moment.",
    ),
    "role_needed": Text(
        "Việc này cần vai trò: {roles}. Hãy nhờ cán bộ vận hành cấp quyền.",
        "This needs one of the roles: {roles}. Ask an operator for a grant.",
    ),
    "member_needed": Text(
        "Bạn chưa đại diện cho thành viên nào của mạng lưới. Hãy nộp hồ sơ hoặc xin cấp quyền.",
        "You do not act for any member of the network. Apply, or ask for a grant.",
    ),
    "member_unclear": Text(
        "Bạn đại diện cho nhiều thành viên. Hãy nêu rõ member_id.",
        "You act for several members. Name one in member_id.",
    ),
    "member_not_yours": Text(
        "Bạn không được hành động thay cho thành viên này.",
        "You may not act for this member.",
    ),
    "stale_version": Text(
        "Bản ghi đã thay đổi (nay là bản {version}). Hãy tải lại rồi sửa tiếp.",
        "It has changed since (it is now version {version}). Load it again, then edit.",
    ),
    "if_match_needed": Text(
        "Hãy gửi tiêu đề If-Match với version bạn đang sửa.",
        "Send the header If-Match with the version that you are editing.",
    ),
    "if_match_not_readable": Text(
        'If-Match phải là version trong ngoặc kép, ví dụ "3".',
        'If-Match must be a version in quotes, for example "3".',
    ),
    "key_with_other_body": Text(
        "Idempotency-Key này đã dùng cho một nội dung khác. Hãy dùng khóa mới.",
        "This Idempotency-Key was used with another body. Use a new key.",
    ),
    "key_still_running": Text(
        "Yêu cầu với Idempotency-Key này đang được xử lý. Hãy thử lại sau giây lát.",
        "A request with this Idempotency-Key is still running. Try again in a moment.",
    ),
    "key_too_long": Text(
        "Idempotency-Key dài tối đa {limit} ký tự.",
        "An Idempotency-Key has at most {limit} characters.",
    ),
    "body_too_large": Text(
        "Nội dung gửi lên lớn hơn {limit} byte. Hãy gửi nhỏ hơn.",
        "The body is larger than {limit} bytes. Send less.",
    ),
    "event_too_large": Text(
        "Nội dung quá dài ({size} byte, tối đa {limit}). Hãy rút gọn.",
        "The content is too long ({size} bytes, at most {limit}). Shorten it.",
    ),
    "value_not_storable": Text(
        "Một giá trị chứa ký tự hoặc con số mà hệ thống không lưu được. Hãy sửa rồi gửi lại.",
        "A value holds a character or a number that cannot be stored. Change it and send again.",
    ),
    "body_not_json": Text(
        "Nội dung gửi lên không phải JSON hợp lệ. Hãy kiểm tra cú pháp.",
        "The body is not valid JSON. Check its syntax.",
    ),
    "code_wrong_form": Text(
        "Mã bắt đầu bằng chữ, chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới, ví dụ "
        "meeting_room. Xem /v1/vocabulary.",
        "A code begins with a letter and has only small letters without marks, digits and "
        "underscores, for example meeting_room. See /v1/vocabulary.",
    ),
    "fields_not_valid": Text(
        "Một số trường chưa đúng. Xem danh sách errors.",
        "Some fields are not right. See errors.",
    ),
    "field_missing": Text("Trường này là bắt buộc.", "This field is required."),
    "field_unknown": Text("Không có trường này.", "There is no such field."),
    "field_has_control_characters": Text(
        "Có ký tự điều khiển không hợp lệ. Hãy xóa đi.",
        "It holds control characters. Remove them.",
    ),
    "field_not_near": Text(
        "Năm phải từ {first} đến {last}.", "The year must be from {first} to {last}."
    ),
    "field_not_uuid": Text("Phải là một mã UUID.", "It must be a UUID."),
    "field_not_text": Text("Phải là văn bản.", "It must be text."),
    "field_not_number": Text("Phải là số.", "It must be a number."),
    "field_not_instant": Text(
        "Phải là thời điểm có múi giờ, ví dụ 2026-11-23T09:00:00Z.",
        "It must be an instant with a zone, for example 2026-11-23T09:00:00Z.",
    ),
    "field_not_date": Text(
        "Phải là ngày dạng 2026-11-23.", "It must be a date such as 2026-11-23."
    ),
    "field_not_boolean": Text("Phải là true hoặc false.", "It must be true or false."),
    "field_not_email": Text("Phải là địa chỉ thư điện tử.", "It must be an e-mail address."),
    "field_too_short": Text("Quá ngắn: ít nhất {limit}.", "Too short: at least {limit}."),
    "field_too_long": Text("Quá dài: nhiều nhất {limit}.", "Too long: at most {limit}."),
    "field_too_small": Text("Phải ít nhất là {limit}.", "It must be at least {limit}."),
    "field_too_large": Text("Nhiều nhất là {limit}.", "It must be at most {limit}."),
    "field_not_listed": Text("Phải là một trong: {allowed}.", "It must be one of: {allowed}."),
    "field_not_object": Text("Phải là một đối tượng JSON.", "It must be a JSON object."),
    "field_not_list": Text("Phải là một danh sách.", "It must be a list."),
    "image_not_readable": Text(
        "Không đọc được ảnh này. Hãy lưu lại thành JPEG, PNG hoặc WebP rồi gửi lại.",
        "The picture cannot be read. Save it again as JPEG, PNG or WebP, then send it.",
    ),
    "too_many_tries": Text(
        "Quá nhiều lượt thử. Hãy thử lại sau {seconds} giây.",
        "Too many tries. Try again in {seconds} seconds.",
    ),
    "cursor_not_readable": Text(
        "Con trỏ trang không đọc được. Hãy bắt đầu lại từ trang đầu.",
        "The cursor cannot be read. Start again from the first page.",
    ),
    "sort_unknown": Text(
        "Không sắp xếp theo {sort} được. Có thể: {allowed}.",
        "It cannot be sorted by {sort}. Possible: {allowed}.",
    ),
    "ends_before_start": Text(
        "Thời điểm kết thúc phải sau thời điểm bắt đầu.", "The end must come after the start."
    ),
    "database_away": Text(
        "Cơ sở dữ liệu đang tạm ngắt. Yêu cầu chưa được ghi; hãy thử lại sau giây lát.",
        "The database is away for a moment. Nothing was written; try again shortly.",
    ),
    "database_busy": Text(
        "Nhiều người đang sửa cùng một bản ghi. Yêu cầu chưa được ghi; hãy thử lại sau giây lát.",
        "Many people are changing the same thing. Nothing was written; try again shortly.",
    ),
    "outcome_unknown": Text(
        "Mất kết nối đúng lúc ghi: không rõ đã ghi hay chưa. Hãy tải lại trước khi làm lại.",
        "The connection broke while writing: it may or may not be written. Load it again first.",
    ),
    "dry_run_not_readable": Text(
        "dry_run phải là true hoặc false.", "dry_run must be true or false."
    ),
    "field_wrong_form": Text("Không đúng dạng cần thiết.", "It does not have the right form."),
    "internal_error": Text(
        "Đã có lỗi phía hệ thống, không có gì được ghi. "
        "Hãy báo mã {correlation_id} cho cán bộ vận hành.",
        "Something went wrong on our side and nothing was written. "
        "Give {correlation_id} to the operator.",
    ),
}
