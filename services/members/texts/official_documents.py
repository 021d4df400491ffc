"""The sentences for the refusals around official documents, in Vietnamese and English."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "authority_signature_needed": Text(
        "Loại văn bản này phải do người có thẩm quyền ký. Hãy tải tệp đã ký lên.",
        "This kind of document needs the authority's signature. Upload the signed file.",
    ),
    "seal_not_set_up": Text(
        "Chưa có khóa của dấu hệ thống. Hãy nhờ cán bộ vận hành đặt HCN_DOCUMENT_SEAL_KEY.",
        "The system's seal has no key. Ask an operator to set HCN_DOCUMENT_SEAL_KEY.",
    ),
    "number_missing": Text(
        "Chưa có số văn bản. Hãy nhập số theo sổ của văn thư.",
        "The document has no number. Enter it from the records office's register.",
    ),
    "number_from_series": Text(
        "Số của loại văn bản này do hệ thống cấp. Hãy bỏ trống.",
        "Numbers of this kind are given by the system. Leave it out.",
    ),
    "number_taken": Text(
        "Số {number} đã thuộc một văn bản khác trong năm {year}. Hãy kiểm tra sổ.",
        "Number {number} belongs to another document of {year}. Check the register.",
    ),
    "date_missing": Text(
        "Chưa có ngày của văn bản. Hãy nhập ngày.", "The document has no date. Enter it."
    ),
    "date_in_future": Text(
        "Ngày của văn bản chưa tới. Hãy ban hành khi tới ngày đó.",
        "The document's date is still to come. Issue it on that day.",
    ),
    "number_fixed": Text(
        "Văn bản đã mang số {number} và ngày; không đổi được nữa. Hãy bỏ trống, hoặc bỏ văn bản"
        " này và soạn lại.",
        "The document carries number {number} and its date already. Leave them out, or discard it"
        " and draft another.",
    ),
    "signature_tampered": Text(
        "Tệp đã bị sửa sau khi ký. Hãy lấy lại bản gốc từ người ký.",
        "The file was changed after it was signed. Get the original from the signer.",
    ),
    "signature_missing": Text(
        "Tệp không có chữ ký số. Nếu văn bản được ký trên giấy, hãy đánh dấu on_paper.",
        "The file has no digital signature. If it was signed on paper, say so with on_paper.",
    ),
    "signer_unknown": Text(
        "Chữ ký của {signer} không thuộc danh sách tin cậy. Hãy nhờ cán bộ vận hành bổ sung.",
        "The signature of {signer} is not on the trust list. Ask an operator to add it.",
    ),
    "file_not_pdf": Text(
        "Không đọc được tệp PDF này (hỏng hoặc có mật khẩu). Hãy gửi tệp khác.",
        "This PDF cannot be read (broken, or locked with a password). Send another.",
    ),
    "successor_in_work": Text(
        "Đang có văn bản khác (mã {document}) đính chính, thay thế hoặc hủy văn bản này. Hãy làm"
        " xong hoặc bỏ văn bản đó trước.",
        "Another document (id {document}) that changes this one is in work. Finish or discard it"
        " first.",
    ),
    "rows_uneven": Text(
        "Mỗi dòng phải có đúng {columns} ô như tiêu đề.",
        "Each row must have exactly {columns} cells, like the heading.",
    ),
}
