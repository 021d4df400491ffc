"""Sentences and labels about consents, requests of persons, holds and restrictions."""

from __future__ import annotations

from services.members.domain import personal_data as domain
from services.members.regulations.personal_data_terms import PURPOSES
from shared.texts import Text

VOCABULARY: dict[str, dict[str, Text]] = {
    "personal_data_request_kind": domain.REQUEST_KIND,
    "personal_data_request_status": domain.REQUEST_STATUS,
    "personal_data_refusal": domain.REFUSAL,
    "consent_purpose": PURPOSES,
    "consent_status": domain.CONSENT_STATUS,
    "consent_way": domain.CONSENT_WAY,
    "personal_data_place": domain.PLACE,
    "kept_for": domain.KEPT_FOR,
}

SENTENCES: dict[str, Text] = {
    "own_data_request": Text(
        "Bạn không được trả lời yêu cầu của chính mình. Hãy chuyển cho cán bộ khác.",
        "You may not answer a request of your own. Pass it on to another officer.",
    ),
    "data_request_by_person": Text(
        "Chỉ người yêu cầu được rút yêu cầu.", "Only who made the request may take it back."
    ),
    "data_request_extended_already": Text(
        "Thời hạn trả lời đã được gia hạn một lần.", "Its time was extended once already."
    ),
    "data_request_purpose": Text(
        "Phản đối hoặc rút lại sự đồng ý thì nêu mục đích (purpose); yêu cầu khác thì không.",
        "An objection or a withdrawn consent names its purpose; other requests do not.",
    ),
    "data_request_correction": Text(
        "Yêu cầu chỉnh sửa cần nêu nội dung đúng (correction); yêu cầu khác thì không.",
        "A request to correct says what is right (correction); other requests do not.",
    ),
    "data_request_person": Text(
        "Yêu cầu trên giấy cần nêu người yêu cầu.", "A request on paper names who asks."
    ),
    "data_request_on_paper_by_officer": Text(
        "Chỉ cán bộ được nhập giấy tờ của người khác.",
        "Only an officer may enter what someone else brought on paper.",
    ),
    "data_request_is_no_copy": Text(
        "Yêu cầu này không phải yêu cầu xem hoặc cấp bản sao dữ liệu.",
        "This request does not ask to see the data or to have a copy.",
    ),
    "received_in_future": Text(
        "Ngày này chưa đến. Hãy chọn muộn nhất {last}.",
        "This day is still to come. Choose {last} at the latest.",
    ),
    "held_by_law": Text(
        "Đang có lệnh giữ hồ sơ, chưa được xóa: {holds}.",
        "A legal hold stands, nothing is erased: {holds}.",
    ),
    "files_still_open": Text(
        "Các hồ sơ sau còn đang giải quyết: {files}. Hãy rút hoặc chờ kết quả trước khi xóa.",
        "These files are still open: {files}. Withdraw them or wait for their outcome first.",
    ),
    "data_restricted": Text(
        "Dữ liệu đang bị hạn chế xử lý theo yêu cầu. Hãy bỏ hạn chế trước khi xóa.",
        "The use of the data is restricted on request. Lift the restriction before erasing it.",
    ),
    "not_restricted": Text(
        "Dữ liệu này không bị hạn chế xử lý.", "The use of this data is not restricted."
    ),
    "consent_purpose_unknown": Text(
        "Không có mục đích này. Xem danh sách tại /v1/consent-texts.",
        "There is no such purpose. See the list at /v1/consent-texts.",
    ),
    "consent_text_outdated": Text(
        "Nội dung đồng ý hiện là bản {current}. Hãy đọc lại rồi đồng ý.",
        "The text to agree to is version {current} now. Read it again, then agree.",
    ),
    "consent_already_given": Text(
        "Sự đồng ý này vừa được ghi nhận.", "This consent has just been recorded."
    ),
    "consent_of_another": Text(
        "Chỉ người đã đồng ý được rút lại sự đồng ý.", "Only who gave a consent may withdraw it."
    ),
    "held_already": Text("Đã có lệnh giữ đang hiệu lực.", "A hold on this stands already."),
    "hold_lifted": Text("Lệnh giữ này đã được bỏ.", "This hold was lifted already."),
}
