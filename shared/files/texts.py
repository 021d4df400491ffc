"""The sentences for refused files, in Vietnamese and English."""

from __future__ import annotations

from shared.texts import Text

FILE_SENTENCES: dict[str, Text] = {
    "document_type_refused": Text(
        "Không nhận loại tệp {media_type}. Có thể: {allowed}.",
        "Files of type {media_type} are not taken. Possible: {allowed}.",
    ),
    "picture_is_heic": Text(
        "Không nhận ảnh HEIC/HEIF vì nhiều máy và trình duyệt không mở được. Hãy gửi ảnh "
        "{allowed}: ảnh đã chụp thì lưu hoặc xuất thành JPEG rồi gửi lại; để chụp JPEG từ nay, "
        "trên iPhone chọn Cài đặt › Camera › Định dạng › Tương thích nhất, trên điện thoại khác "
        "tắt ảnh hiệu quả cao trong cài đặt máy ảnh.",
        "HEIC/HEIF pictures are not taken, because many devices and browsers cannot open them. "
        "Send {allowed}: save or export a picture that you have as JPEG and send that; to take "
        "JPEG from now on, choose Settings › Camera › Formats › Most Compatible on an iPhone, or "
        "turn off high-efficiency pictures in the camera settings of another phone.",
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
