"""The words of rights and duties: refusals, codes and pages, in Vietnamese and English."""

from __future__ import annotations

from services.members.domain import activities, benefits, duties, member_rights
from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "member_suspended": Text(
        "Thành viên đang bị tạm đình chỉ đến {until}; trong thời gian đó các quyền tạm dừng.",
        "The member is suspended until {until}; its rights rest that long.",
    ),
    "member_no_more": Text(
        "Không gian này không còn là thành viên (hiện: {status}). Muốn trở lại, hãy đăng ký mới.",
        "This space is no member any more (now: {status}). To come back, apply anew.",
    ),
    "certificate_missing": Text(
        "Chưa có giấy chứng nhận thành viên. Hãy hỏi Trung tâm về buổi trao giấy chứng nhận.",
        "There is no certificate of membership. Ask the Centre about its ceremony.",
    ),
    "certificate_not_valid": Text(
        "Giấy chứng nhận không còn giá trị sử dụng (hiện: {status}). Hãy hỏi Trung tâm về gia hạn.",
        "The certificate is not valid (now: {status}). Ask the Centre about a renewal.",
    ),
    "tax_code_unknown": Text(
        "Chưa có mã số thuế trong hồ sơ. Hãy ghi mã số thuế trong yêu cầu xác nhận.",
        "The file has no tax code. Give it with the request for a confirmation.",
    ),
    "description_en_missing": Text(
        "Chưa có phần giới thiệu bằng tiếng Anh. Hãy bổ sung vào thông tin thành viên.",
        "There is no description in English. Add it to the member's profile.",
    ),
    "member_to_choose": Text(
        "Hãy nêu thành viên (member_id) mà yêu cầu này dành cho.",
        "Name the member (member_id) that this is for.",
    ),
    "benefit_already_open": Text(
        "Đã có yêu cầu cùng loại cho năm {year} đang được xử lý. Hãy theo dõi yêu cầu đó.",
        "A request of this kind for {year} is being worked on. Follow that one.",
    ),
    "introduction_already_open": Text(
        "Đã có yêu cầu giới thiệu tới {partner} đang được xử lý. Hãy theo dõi yêu cầu đó.",
        "A request for an introduction to {partner} is being worked on. Follow that one.",
    ),
    "request_has_document": Text(
        "Văn bản cho yêu cầu này đã được soạn ({document}). Hãy bỏ văn bản đó trước.",
        "A document is in work for this request ({document}). Discard it first.",
    ),
    "own_request": Text(
        "Bạn không được xử lý yêu cầu của không gian mà bạn đại diện. Hãy nhờ cán bộ khác.",
        "You may not handle a request of a space that you speak for. Ask another officer.",
    ),
    "partner_unknown": Text(
        "Không có thành phố đối tác này. Hãy chọn trong danh sách: {allowed}.",
        "There is no such partner city. Choose from the list: {allowed}.",
    ),
    "outcome_in_future": Text(
        "Ngày có kết quả chưa tới. Hãy kiểm tra ngày.", "The day of the outcome is still to come."
    ),
    "year_too_far": Text(
        "Năm của hồ sơ thuế phải từ {first} đến {last}.",
        "The year of the tax file must be from {first} to {last}.",
    ),
    "sign_up_after_start": Text(
        "Phải đóng đăng ký trước khi hoạt động bắt đầu.",
        "Sign-up must be over before the activity begins.",
    ),
    "activity_has_begun": Text(
        "Hoạt động đã bắt đầu nên không đổi được nữa.",
        "The activity has begun; this cannot be changed any more.",
    ),
    "activity_not_begun": Text(
        "Hoạt động chưa bắt đầu. Hãy điểm danh khi hoạt động diễn ra.",
        "The activity has not begun. Note who is there when it does.",
    ),
    "activity_not_over": Text(
        "Hoạt động chưa kết thúc. Hãy chờ đến khi kết thúc.", "The activity is not over yet."
    ),
    "attendance_missing": Text(
        "Còn {people} người chưa được điểm danh. Hãy ghi có mặt hoặc vắng mặt.",
        "For {people} people it is not noted whether they came. Note it.",
    ),
    "activity_without_certificate": Text(
        "Hoạt động này không cấp giấy chứng nhận tham gia.",
        "This activity gives no certificates of participation.",
    ),
    "places_taken": Text(
        "Đã có {taken} chỗ được nhận, không giảm xuống dưới số đó được.",
        "{taken} places are taken; there cannot be fewer.",
    ),
    "sign_up_not_open_yet": Text(
        "Chưa đến thời gian đăng ký (mở lúc {opens_at}).", "Sign-up opens at {opens_at}."
    ),
    "sign_up_closed": Text(
        "Đã hết thời gian đăng ký (đóng lúc {closes_at}).", "Sign-up was over at {closes_at}."
    ),
    "member_has_its_places": Text(
        "Mỗi thành viên được cử tối đa {limit} người. Hãy hủy một đăng ký trước.",
        "Each member may send {limit}. Cancel one sign-up first.",
    ),
    "signed_up_already": Text(
        "Người này đã được đăng ký. Hãy ghi tên người khác.",
        "This person is signed up already. Name someone else.",
    ),
    "participations_not_here": Text(
        "Các đăng ký này không thuộc hoạt động: {participations}.",
        "These sign-ups do not belong to the activity: {participations}.",
    ),
    "nobody_to_certify": Text(
        "Không có ai đã tham dự mà chưa có giấy chứng nhận.",
        "Nobody who attended is without a certificate.",
    ),
}

VOCABULARY: dict[str, dict[str, Text]] = {
    "right_state": member_rights.STATES,
    "duty_state": duties.STATES,
    "benefit_status": benefits.BENEFIT_STATUS,
    "introduction_status": benefits.INTRODUCTION_STATUS,
    "activity_status": activities.ACTIVITY_STATUS,
    "participation_status": activities.PARTICIPATION_STATUS,
}

NO_SUM = Text(
    "Giấy này chỉ xác nhận tư cách thành viên để bổ sung hồ sơ thuế; không tính và không hứa hẹn "
    "mức ưu đãi nào. Việc ưu đãi do cơ quan thuế xem xét theo quy định.",
    "This only confirms membership for a tax file; it neither computes nor promises any incentive. "
    "The tax authority decides by its own rules.",
)
"""Said on the page and with every request."""

CONFIRMATION = {
    "title": Text("Về việc xác nhận thành viên Mạng lưới", "On membership of the Network"),
    "opening": Text(
        "Theo đề nghị ngày {day} của thành viên, {authority} xác nhận không gian sau đây là thành "
        "viên Mạng lưới không gian văn hóa sáng tạo Hà Nội:",
        "At the member's request of {day}, the {authority} confirms that the following space is a "
        "member of the Hanoi Creative Spaces Network:",
    ),
    "column_what": Text("Nội dung", "Subject"),
    "column_value": Text("Thông tin", "Details"),
    "name": Text("Tên không gian", "Name of the space"),
    "taxpayer_name": Text("Tên người nộp thuế", "Name of the taxpayer"),
    "tax_code": Text("Mã số thuế", "Tax code"),
    "kind": Text("Loại hình", "Kind"),
    "ownership": Text("Hình thức sở hữu", "Ownership"),
    "member_since": Text("Là thành viên từ ngày", "Member since"),
    "certificate": Text("Giấy chứng nhận", "Certificate"),
    "certificate_line": Text("Số {number}, cấp ngày {issued_on}", "No. {number} of {issued_on}"),
    "valid_until": Text(", có giá trị đến ngày {day}", ", valid until {day}"),
    "status": Text("Tình trạng", "Status"),
    "year": Text("Dùng cho hồ sơ thuế năm", "For the tax file of"),
    "recipient_tax": Text("Cơ quan thuế (do thành viên nộp)", "Tax authority (through the member)"),
}

INTRODUCTION = {
    "title": Text("Giới thiệu {member} tới thành phố {city}", "Introducing {member} to {city}"),
    "opening": Text(
        "{authority} trân trọng giới thiệu tới {office}, thành phố {city} – thành phố sáng tạo của "
        "UNESCO trong lĩnh vực {field}:",
        "The {authority} has the honour of introducing to the {office}, {city}, UNESCO Creative "
        "City of {field}:",
    ),
    "member": Text(
        "{name} ({kind}), thành viên Mạng lưới không gian văn hóa sáng tạo Hà Nội từ ngày {since}.",
        "{name} ({kind}), member of the Hanoi Creative Spaces Network since {since}.",
    ),
    "website": Text("Trang thông tin: {website}", "Website: {website}"),
    "purpose": Text("Mục đích: {purpose}", "Purpose: {purpose}"),
    "closing": Text(
        "Đề nghị Quý cơ quan quan tâm, hỗ trợ kết nối với các đơn vị phù hợp. Trân trọng cảm ơn.",
        "We would be grateful if you helped it to meet fitting organisations in your city.",
    ),
}

PARTICIPATION = {
    "title": Text("Về việc tham gia “{activity}”", "Participation in “{activity}”"),
    "opening": Text("{authority} chứng nhận:", "The {authority} certifies that:"),
    "person": Text("{person}, thuộc {member},", "{person}, of {member},"),
    "space": Text("Đại diện của {member}", "A representative of {member}"),
    "attended": Text(
        "{who} đã tham gia {kind} “{activity}”, tổ chức {period}, {place}.",
        "{who} took part in the {kind} “{activity}”, held {period}, {place}.",
    ),
    "at": Text("tại {place}", "at {place}"),
    "on": Text("ngày {first}", "on {first}"),
    "from_to": Text("từ ngày {first} đến ngày {last}", "from {first} to {last}"),
    "online": Text("hình thức trực tuyến", "online"),
    "hours": Text("Thời lượng tham gia: {hours} giờ.", "Duration: {hours} hours."),
}

DUTY_TITLES = {
    "renew": Text("Gia hạn trước khi giấy chứng nhận hết hạn", "Renew before the certificate ends"),
    "attend": Text("Tham dự: {activity}", "Take part: {activity}"),
    "report": Text("Báo cáo năm {year}", "Report on {year}"),
    "evaluation": Text("Đánh giá năm {year}", "Evaluation of {year}"),
}
