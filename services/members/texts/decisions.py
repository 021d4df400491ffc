"""The sentences for the refusals about decisions and complaints."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "already_decided": Text(
        "{by} ({role}) đã quyết định “{outcome}” lúc {at}. Hãy xem quyết định đó.",
        "{by} ({role}) decided “{outcome}” at {at}. Look at that decision.",
    ),
    "recused_from_file": Text(
        "Bạn phải tránh hồ sơ này vì có xung đột lợi ích. Hãy để người khác quyết định.",
        "You are recused from this file. Let someone else judge it.",
    ),
    "principal_is_concerned": Text(
        "Bạn đang làm thay người nộp hồ sơ này nên không được quyết định. Hãy để người khác làm.",
        "You stand in for the applicant of this file. Let someone else judge it.",
    ),
    "principal_is_recused": Text(
        "Bạn đang làm thay người phải tránh hồ sơ này. Hãy để người khác quyết định.",
        "You stand in for someone who is recused from this file. Let someone else judge it.",
    ),
    "another_must_judge": Text(
        "Người đã quyết định (hoặc người làm thay) không được giải quyết khiếu nại về chính quyết"
        " định đó. Hãy chuyển cho người khác.",
        "Who decided, or their deputy, does not judge a complaint about it. Pass it on.",
    ),
    "effective_before_file": Text(
        "Ngày có hiệu lực sớm hơn ngày nộp hồ sơ ({handed_in_on}). Hãy chọn ngày sau.",
        "It would hold before the file was handed in ({handed_in_on}). Choose a later day.",
    ),
    "decision_changes_another": Text(
        "Đây là văn bản {kind_of_decision}, không sửa hay hủy được; hãy ra quyết định mới.",
        "This is itself a {kind_of_decision} and stands; take a new decision about the file.",
    ),
    "not_in_the_decision": Text(
        "Các hồ sơ này không (hoặc không còn) thuộc quyết định: {applications}.",
        "The decision is not, or no longer, about these applications: {applications}.",
    ),
    "date_stands_on_certificates": Text(
        "{certificates} giấy chứng nhận đã được chuẩn bị hoặc cấp theo ngày này; không sửa được.",
        "{certificates} certificates were prepared or issued by this date; it cannot be corrected.",
    ),
    "document_drafted_already": Text(
        "Quyết định đã có văn bản (mã {document}). Hãy tiếp tục với văn bản đó.",
        "The decision has its document (id {document}). Go on with that one.",
    ),
    "correction_empty": Text(
        "Nội dung đính chính không khác bản hiện tại. Hãy nêu điều cần sửa.",
        "The correction changes nothing. Say what is to read otherwise.",
    ),
    "complaint_by_concerned": Text(
        "Chỉ người chịu tác động của quyết định được khiếu nại; đơn giấy do cán bộ nhập, kèm ngày"
        " nhận.",
        "Only who is concerned may complain; an officer enters a paper with the day it came.",
    ),
    "complaint_by_complainant": Text(
        "Chỉ người khiếu nại được rút khiếu nại.", "Only who complained may take it back."
    ),
    "nothing_to_complain_about": Text(
        "Việc bị khiếu nại không còn hiệu lực.",
        "What would be complained about is not in force any more.",
    ),
    "complaint_already_open": Text(
        "Đã có khiếu nại đang được giải quyết về việc này. Hãy chờ kết quả.",
        "A complaint about this is open already. Wait for its outcome.",
    ),
    "complaint_about_one_thing": Text(
        "Hãy nêu decision_id hoặc member_id, chỉ một trong hai.",
        "Name either decision_id or member_id.",
    ),
    "complaint_about_which_file": Text(
        "Hãy nêu application_id của hồ sơ thuộc quyết định này.",
        "Name the application_id of a file that the decision is about.",
    ),
    "received_on_not_possible": Text(
        "Ngày nhận đơn phải từ {first} đến {last}.",
        "The day of receipt must be between {first} and {last}.",
    ),
    "complaint_extended_already": Text(
        "Thời hạn giải quyết đã được gia hạn một lần.", "Its time was extended once already."
    ),
    "extension_not_possible": Text(
        "Chỉ gia hạn được đến một ngày sau {after} và muộn nhất {latest}.",
        "It can be extended to a day after {after}, {latest} at the latest.",
    ),
    "remedy_does_not_fit": Text(
        "Biện pháp này không phù hợp với kết quả hoặc với việc bị khiếu nại.",
        "This does not follow from the outcome, or from what was complained about.",
    ),
}
