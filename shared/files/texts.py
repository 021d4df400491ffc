"""The sentences for refused files, in Vietnamese and English."""

from __future__ import annotations

from shared.texts import Text

FILE_SENTENCES: dict[str, Text] = {
    "document_type_refused": Text(
        "Không nhận loại tệp {media_type}. Có thể: {allowed}.",
        "Files of type {media_type} are not taken. Possible: {allowed}.",
    ),
    "document_content_differs": Text(
        "Nội dung tệp không đúng với loại {media_type}. Hãy kiểm tra tệp.",
        "The file's content is not {media_type}. Check the file.",
    ),
    "document_too_large": Text(
        "Tệp lớn hơn {limit} byte. Hãy gửi tệp nhỏ hơn.",
        "The file is larger than {limit} bytes. Send a smaller one.",
    ),
    "document_empty": Text("Tệp trống. Hãy chọn tệp khác.", "The file is empty. Choose another."),
    "document_needs_password": Text(
        "Tệp PDF có mật khẩu nên không xem được. Hãy bỏ mật khẩu rồi gửi lại.",
        "The PDF needs a password, so nobody can read it. Take the password off and send it again.",
    ),
    "document_runs_something": Text(
        "Tệp PDF tự chạy lệnh khi mở nên không nhận. Hãy in lại thành PDF thường.",
        "The PDF runs something when it is opened and is not taken. Print it to a plain PDF.",
    ),
    "document_infected": Text(
        "Tệp có mã độc nên không nhận. Hãy gửi tệp khác.",
        "The file is infected and is not taken. Send another.",
    ),
    "document_quarantined": Text(
        "Tệp đang chờ quét mã độc. Hãy thử lại sau ít phút.",
        "The file waits to be scanned for viruses. Try again in some minutes.",
    ),
}
