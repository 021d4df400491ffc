"""Sentences, labels and the words of the dossier and of the minutes of a destruction."""

from __future__ import annotations

from services.members.domain import closed_files as domain
from shared.texts import Text

VOCABULARY: dict[str, dict[str, Text]] = {
    "file_kind": domain.FILE_KIND,
    "closed_file_status": domain.STATUS,
    "destruction_status": domain.DESTRUCTION_STATUS,
}

SENTENCES: dict[str, Text] = {
    "file_matters_open": Text(
        "Hồ sơ còn việc chưa xong: {matters}. Hãy giải quyết trước khi kết thúc hồ sơ.",
        "Something of this file is still open: {matters}. Finish it before closing the file.",
    ),
    "file_closed_already": Text("Hồ sơ này đã được kết thúc.", "This file was closed already."),
    "file_not_kept": Text(
        "Hồ sơ “{file}” không ở trạng thái đang lưu.", "The file “{file}” is not in keeping."
    ),
    "file_kept_for_ever": Text(
        "Hồ sơ “{file}” được lưu vĩnh viễn.", "The file “{file}” is kept for ever."
    ),
    "file_kept_until": Text(
        "Hồ sơ “{file}” còn phải lưu đến hết {until}.",
        "The file “{file}” is kept until {until}.",
    ),
    "file_held": Text(
        "Đang có lệnh giữ đối với hồ sơ “{file}”.", "A legal hold stands on the file “{file}”."
    ),
    "destruction_by_two": Text(
        "Người lập danh mục hủy không được duyệt danh mục đó. Hãy chuyển cho người khác.",
        "Who prepared a list of destruction does not approve it. Pass it on to another.",
    ),
    "minutes_not_issued": Text(
        "Biên bản hủy chưa được ban hành. Hãy trình ký và ban hành trước.",
        "The minutes of the destruction are not issued. Have them signed and issued first.",
    ),
    "nothing_to_destroy": Text(
        "Không có hồ sơ nào hết thời hạn lưu.", "No file has reached the end of its time."
    ),
    "dossier_gone": Text(
        "Hồ sơ đã được hủy theo biên bản; chỉ còn thông tin về việc hủy.",
        "The dossier was destroyed by minutes; only the record of that is left.",
    ),
    "bundle_of_one_thing": Text(
        "Hãy nêu hồ sơ (kind và id) hoặc khoảng thời gian (from và to).",
        "Name a file (kind and id) or a period (from and to).",
    ),
    "bundle_too_large": Text(
        "Có hơn {limit} mục. Hãy chọn khoảng thời gian ngắn hơn.",
        "There are more than {limit} entries. Choose a shorter period.",
    ),
}

DOSSIER = {
    "title": Text("Hồ sơ kết thúc: {title}", "Closed file: {title}"),
    "intro": Text(
        "Hồ sơ gồm trang này, các tài liệu kèm theo và nhật ký thao tác, đúng như trong hệ thống"
        " ngày {day}. Thông tin liên hệ của cá nhân không nằm trong hồ sơ.",
        "The file consists of this page, the documents with it and the trail of acts, as the"
        " system held them on {day}. Contact details of persons are not in it.",
    ),
    "retention": Text("Thời hạn lưu: {term}. Căn cứ: {source}.", "Kept: {term}. By: {source}."),
    "for_ever": Text("vĩnh viễn", "for ever"),
    "until": Text("{years} năm, đến hết {until}", "{years} years, until {until}"),
    "facts": Text("Nội dung hồ sơ", "What the file holds"),
    "column_fact": Text("Nội dung", "Item"),
    "column_value": Text("Chi tiết", "Detail"),
    "contents": Text("Mục lục tài liệu", "Contents"),
    "column_part": Text("Tài liệu", "Document"),
    "column_path": Text("Tệp", "File"),
    "column_sha": Text("Mã kiểm tra SHA-256", "SHA-256 checksum"),
    "made_by": Text("Người lập hồ sơ", "Drawn up by"),
    "taken_by": Text("Người nhận lưu trữ", "Received for the archive"),
    "page": Text("Trang tổng hợp hồ sơ", "Summary of the file"),
    "trail": Text("Nhật ký thao tác", "Trail of acts"),
}

FACTS = {
    "kind_of_file": Text("Loại hồ sơ", "Kind of file"),
    "name": Text("Tên", "Name"),
    "number": Text("Số", "Number"),
    "status": Text("Kết quả", "Outcome"),
    "received_on": Text("Ngày nhận", "Received on"),
    "promised_on": Text("Ngày hẹn trả kết quả", "Promised for"),
    "call": Text("Đợt", "Call"),
    "kind": Text("Loại hình", "Kind"),
    "ownership": Text("Hình thức sở hữu", "Ownership"),
    "fields": Text("Lĩnh vực", "Fields"),
    "address": Text("Địa chỉ", "Address"),
    "online_url": Text("Địa chỉ trực tuyến", "Online address"),
    "answer": Text("Trả lời", "Answer"),
    "supplement": Text("Yêu cầu bổ sung", "Supplement asked"),
    "review": Text("Phiếu thẩm định", "Review"),
    "total": Text("Tổng điểm (%)", "Total (%)"),
    "decision": Text("Quyết định", "Decision"),
    "grounds": Text("Nội dung khiếu nại", "Grounds"),
    "result": Text("Trả lời khiếu nại", "Answer"),
    "held_at": Text("Thời gian", "Held at"),
    "place": Text("Địa điểm", "Place"),
    "awarded": Text("Giấy chứng nhận đã trao", "Certificates awarded"),
    "member_since": Text("Thành viên từ", "Member since"),
    "left_on": Text("Rời mạng lưới", "Left on"),
    "certificate": Text("Giấy chứng nhận", "Certificate"),
    "asked": Text("Yêu cầu", "Request"),
    "report": Text("Việc đã làm", "What was done"),
}

MINUTES = {
    "title": Text("Hủy tài liệu hết thời hạn lưu trữ", "Destruction of files past their time"),
    "opening": Text(
        "Ngày {day}, lập danh mục {count} hồ sơ đã hết thời hạn lưu trữ để hủy. Lý do: {reason}",
        "On {day} a list of {count} files past their time was drawn up for destruction. Reason:"
        " {reason}",
    ),
    "checked": Text(
        "Từng hồ sơ đã được kiểm tra: đã hết thời hạn lưu, không có lệnh giữ.",
        "Each file was checked: its time is over and no hold stands on it.",
    ),
    "closing": Text(
        "Việc hủy do hệ thống thực hiện sau khi người thứ hai duyệt. Quyết định, số giấy chứng nhận"
        " và thông tin về việc hủy được giữ lại.",
        "The system carries it out after a second person has approved it. Decisions, numbers of"
        " certificates and the record of the destruction stay.",
    ),
    "files": Text("Danh mục hồ sơ hủy", "Files to be destroyed"),
    "column_file": Text("Hồ sơ", "File"),
    "column_number": Text("Số", "Number"),
    "column_closed": Text("Kết thúc ngày", "Closed on"),
    "column_until": Text("Lưu đến hết", "Kept until"),
    "first": Text("Người lập danh mục", "Drawn up by"),
    "second": Text("Người duyệt", "Approved by"),
    "recipients": Text("Bộ phận lưu trữ", "The archive"),
}
