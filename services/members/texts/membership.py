"""Sentences of membership life: facts and their days, people who act for a member, renewals."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "before_admission": Text(
        "Ngày này trước ngày kết nạp ({since}). Hãy chọn từ ngày đó trở đi.",
        "This day is before the admission ({since}). Choose that day or a later one.",
    ),
    "later_fact_in_the_way": Text(
        "Không khớp với sự kiện đã ghi cho ngày {day}: {fact}. Hãy chọn ngày khác, hoặc cho thôi"
        " sự kiện đó nếu ngày ấy chưa đến.",
        "It does not go with what is entered for {day}: {fact}. Choose another day, or call that"
        " off if its day is still to come.",
    ),
    "document_needed": Text(
        "Cần văn bản làm căn cứ. Hãy nêu tên văn bản trong trường document.",
        "It needs the document it rests on. Name it in document.",
    ),
    "same_member": Text(
        "Hãy chọn một thành viên khác, không phải chính thành viên này.",
        "Name another member, not this one itself.",
    ),
    "other_not_a_member": Text(
        "“{name}” đang ở trạng thái “{status}”, không thể kế tục. Hãy chọn thành viên khác.",
        "“{name}” is “{status}” and cannot carry it on. Choose one that is a member.",
    ),
    "other_member_to_name": Text(
        "Sáp nhập hoặc nhập trùng thì cần nêu một thành viên khác sẽ kế tục; việc khác thì không.",
        "A merger or double needs another member that carries on, anything else needs none.",
    ),
    "parts_needed": Text(
        "Chia tách hẳn thì cần ít nhất hai không gian mới; tách một phần thì cần ít nhất một.",
        "A split into new spaces needs two or more of them, a part that splits off at least one.",
    ),
    "part_twice": Text(
        "Mỗi không gian mới cần một tên riêng.", "Each new space needs a name of its own."
    ),
    "successor_not_a_part": Text(
        "Không gian kế tục phải là một trong các phần mới.",
        "The successor must be one of the new parts.",
    ),
    "successor_needs_end": Text(
        "Thành viên vẫn tiếp tục hoạt động nên không cần không gian kế tục.",
        "The member goes on, so nobody succeeds it. Leave the successor out.",
    ),
    "representative_only": Text(
        "Chỉ người đại diện của thành viên hoặc cán bộ Trung tâm được làm việc này.",
        "Only the member's representative or an officer of the Centre may do this.",
    ),
    "representative_to_be_replaced": Text(
        "Không thu hồi quyền của người đại diện; hãy ghi nhận người đại diện mới.",
        "A representative's access is not ended: enter a new representative instead.",
    ),
    "representative_already": Text(
        "Người này đang là người đại diện.", "This person is the representative already."
    ),
    "no_one_to_delegate": Text(
        "Thành viên chưa có người đại diện để ủy quyền. Hãy ghi nhận người đại diện trước.",
        "The member has no representative who could delegate. Enter one first.",
    ),
    "delegation_needs_end": Text("Ủy quyền phải có ngày kết thúc.", "A delegation needs an end."),
    "delegated_to_oneself": Text(
        "Không thể ủy quyền cho chính mình. Hãy chọn người khác.",
        "Nobody delegates to themselves. Choose another person.",
    ),
    "delegation_too_long": Text(
        "Ủy quyền không quá {days} ngày. Hãy chọn ngày kết thúc sớm hơn.",
        "A delegation lasts at most {days} days. Choose an earlier end.",
    ),
    "delegation_outlasts": Text(
        "Ủy quyền không được dài hơn quyền của người ủy quyền.",
        "A delegation cannot outlast the right of who gives it.",
    ),
    "appeal_too_late": Text(
        "Đã hết hạn khiếu nại ngày {last_day}. Nếu chậm vì lý do khách quan, hãy hỏi Trung tâm.",
        "The time to appeal ended on {last_day}. If the delay was not your fault, ask the Centre.",
    ),
    "no_open_appeal": Text(
        "Không có khiếu nại nào đang chờ giải quyết.", "No appeal waits for a decision."
    ),
    "own_removal": Text(
        "Người đã quyết định đưa ra khỏi mạng lưới không giải quyết khiếu nại về việc đó.",
        "Who removed the member does not decide on the appeal against it.",
    ),
    "answer_too_late": Text(
        "Đã hết hạn trả lời ngày {last_day}. Hãy liên hệ Trung tâm.",
        "The time to answer ended on {last_day}. Ask the Centre.",
    ),
    "day_to_come": Text(
        "Ngày này chưa đến. Hãy chọn hôm nay hoặc một ngày đã qua.",
        "This day is still to come. Choose today or a day before.",
    ),
}
