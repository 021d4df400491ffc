"""The sentences for the refusals of the members service, in Vietnamese and English."""

from __future__ import annotations

from services.members import texts_applications, texts_calls, texts_decisions, texts_membership
from services.members.texts_certificates import SENTENCES as CERTIFICATE_SENTENCES
from services.members.texts_closed_files import SENTENCES as CLOSED_FILES
from services.members.texts_directory import SENTENCES as DIRECTORY_SENTENCES
from services.members.texts_official_documents import SENTENCES as OFFICIAL_DOCUMENTS
from services.members.texts_personal_data import SENTENCES as PERSONAL_DATA
from services.members.texts_review import SENTENCES as REVIEW
from services.members.texts_rights import SENTENCES as RIGHTS
from services.members.texts_year import SENTENCES as YEAR
from services.members.vocabulary import VOCABULARY
from shared.texts import Text

__all__ = ["SENTENCES", "VOCABULARY"]

SENTENCES: dict[str, Text] = {
    **texts_applications.SENTENCES,
    **texts_calls.SENTENCES,
    **texts_decisions.SENTENCES,
    **texts_membership.SENTENCES,
    **DIRECTORY_SENTENCES,
    **PERSONAL_DATA,
    **CLOSED_FILES,
    "already_drafted": Text(
        "Bạn đã có bản nháp cùng tên trong đợt này (mã {application}). Hãy sửa tiếp bản đó.",
        "You have a draft of this name in this call (id {application}). Go on with that one.",
    ),
    "applicant_only": Text(
        "Chỉ người nộp hồ sơ được làm việc này.", "Only the applicant may do this."
    ),
    "own_application": Text(
        "Bạn không được thẩm định hay quyết định hồ sơ của chính mình.",
        "You may not review or decide your own application.",
    ),
    "officer_only_fields": Text(
        "Chỉ cán bộ Trung tâm được sửa: {fields}. Hãy gửi đề nghị tới Trung tâm.",
        "Only an officer of the Centre may change: {fields}. Ask the Centre.",
    ),
    "call_closed": Text(
        "Đợt đăng ký đã đóng. Hãy chờ đợt sau.", "The call is closed. Wait for the next one."
    ),
    "call_not_open_yet": Text(
        "Đợt đăng ký chưa mở. Hãy quay lại sau thời điểm mở.",
        "The call is not open yet. Come back when it opens.",
    ),
    "call_already_open": Text(
        "Đợt đăng ký đã mở, không đổi được thời điểm mở.",
        "The call has opened; its opening cannot be moved any more.",
    ),
    "closes_in_past": Text(
        "Thời điểm đóng đã qua. Hãy chọn thời điểm sau hiện tại.",
        "The closing time has passed. Choose one that is still to come.",
    ),
    "criterion_twice": Text(
        "Mỗi mã tiêu chí chỉ dùng một lần: {criteria}.", "Use each criterion once: {criteria}."
    ),
    "wrong_status": Text(
        "Đang ở trạng thái “{status}”; việc này chỉ làm được khi: {needed}.",
        "It is “{status}” now; this needs one of: {needed}.",
    ),
    "part_missing": Text("Phần này còn thiếu. Hãy bổ sung.", "This part is missing. Add it."),
    "contact_unreachable": Text(
        "Cần ít nhất một thư điện tử hoặc số điện thoại của người liên hệ.",
        "At least an e-mail address or a phone number of the contact is needed.",
    ),
    "document_missing": Text(
        "Còn thiếu tài liệu bắt buộc: {kind}. Hãy tải lên.",
        "A required document is missing: {kind}. Upload it.",
    ),
    "due_in_past": Text(
        "Hạn bổ sung đã qua. Hãy chọn từ hôm nay trở đi.",
        "The deadline has passed. Choose today or later.",
    ),
    "already_reviewed": Text(
        "Bạn đã thẩm định hồ sơ này; phiếu đã nộp không sửa được.",
        "You have reviewed this application; a review is not changed.",
    ),
    "score_missing": Text(
        "Chưa có điểm cho tiêu chí {criterion}.", "There is no score for {criterion}."
    ),
    "score_out_of_range": Text(
        "Điểm phải từ 0 đến {limit}.", "The score must be between 0 and {limit}."
    ),
    "criterion_unknown": Text(
        "Không có tiêu chí này. Các tiêu chí: {allowed}.",
        "There is no such criterion. They are: {allowed}.",
    ),
    "quorum_not_reached": Text(
        "Mới có {reviews} phiếu thẩm định, cần ít nhất {quorum}.",
        "There are {reviews} reviews; at least {quorum} are needed.",
    ),
    "reason_needed": Text(
        "Không duyệt thì phải nêu lý do bằng văn bản.", "A rejection needs a reason in writing."
    ),
    "application_not_approved": Text(
        "Hồ sơ {application} chưa được duyệt (đang: {status}).",
        "Application {application} is not approved (it is: {status}).",
    ),
    "application_has_ceremony": Text(
        "Hồ sơ {application} đã có trong danh sách của một buổi lễ khác hoặc đã được trao.",
        "Application {application} is on another ceremony's list or was awarded.",
    ),
    "ceremony_has_awards": Text(
        "Buổi lễ đã trao {awarded} giấy chứng nhận nên không hủy được.",
        "{awarded} certificates were handed over; the ceremony cannot be cancelled.",
    ),
    "ceremony_empty": Text(
        "Danh sách của buổi lễ đang trống. Hãy thêm hồ sơ được duyệt.",
        "The ceremony's list is empty. Add approved applications.",
    ),
    "not_on_the_list": Text(
        "Các hồ sơ này không có trong danh sách buổi lễ: {applications}.",
        "These applications are not on the ceremony's list: {applications}.",
    ),
    "until_in_past": Text(
        "Ngày kết thúc đã qua. Hãy chọn từ hôm nay trở đi.",
        "The last day has passed. Choose today or later.",
    ),
    "address_to_publish_missing": Text(
        "Chưa có địa chỉ để công khai. Hãy nhập phường/xã trước.",
        "There is no address to make public. Enter the ward first.",
    ),
    "certificate_token_needed": Text(
        "Hãy quét mã QR trên giấy chứng nhận, hoặc đăng nhập với quyền của thành viên.",
        "Scan the certificate's QR code, or sign in as the member.",
    ),
    "contact_erased": Text(
        "Người liên hệ này đã được xóa theo yêu cầu. Hãy thêm người liên hệ mới.",
        "This contact was erased on request. Add a new one.",
    ),
    "grant_already_held": Text(
        "Người này đang có đúng quyền đó (mã {grant}).",
        "This person holds that very grant (id {grant}).",
    ),
    "grant_ended": Text("Quyền này đã được thu hồi.", "This grant has ended."),
    "grant_names_too_much": Text(
        "Vai trò {role} không đi với trường này. Hãy bỏ trống.",
        "The role {role} does not go with this field. Leave it out.",
    ),
    "field_not_phone": Text(
        "Phải là số điện thoại, ví dụ 0912345678 hoặc +84912345678.",
        "It must be a phone number, for example 0912345678 or +84912345678.",
    ),
    "document_kind_unknown": Text(
        "Không có loại tài liệu này. Có thể: {allowed}.",
        "There is no such kind of document. Possible: {allowed}.",
    ),
    **REVIEW,
    **OFFICIAL_DOCUMENTS,
    **RIGHTS,
    **YEAR,
}
SENTENCES |= CERTIFICATE_SENTENCES
