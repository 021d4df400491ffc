"""The sentences for refusals about files: answers, supplements, documents, paper, renewal."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "asked_twice": Text(
        "Mục {asked} được yêu cầu hai lần. Hãy gộp lại thành một.",
        "{asked} is asked for twice. Ask for it once.",
    ),
    "question_not_in_form": Text(
        "Mẫu hồ sơ không có câu hỏi {question}. Có thể: {allowed}.",
        "The form has no question {question}. Possible: {allowed}.",
    ),
    "field_not_tax_code": Text(
        "Mã số thuế gồm 10 chữ số, hoặc 13 chữ số cho đơn vị phụ thuộc. Nhóm không có mã số thuế"
        " thì bỏ trống.",
        "A tax code has 10 digits, or 13 for a dependent unit. A group without one leaves it out.",
    ),
    "not_a_paper_file": Text(
        "Hồ sơ này không phải hồ sơ giấy, hoặc người nộp đã tiếp nhận.",
        "This is not a file on paper, or its applicant has taken it over.",
    ),
    "file_withdrawn": Text(
        "Hồ sơ đã rút nên không cấp mã tiếp nhận được.",
        "The file is withdrawn; no code can be issued for it.",
    ),
    "code_not_valid": Text(
        "Mã không đúng, đã dùng hoặc đã hết hạn. Hãy kiểm tra lại, hoặc xin Trung tâm mã mới.",
        "The code is wrong, used or has run out. Check it, or ask the Centre for a new one.",
    ),
    "take_over_by_handler": Text(
        "Bạn đã nhập, thẩm định hoặc quyết định hồ sơ này nên không thể nhận làm người nộp.",
        "You entered, reviewed or decided this file, so you cannot become its applicant.",
    ),
    "renewal_admits_nobody": Text(
        "Hồ sơ {application} là hồ sơ gia hạn của một thành viên nên không trao chứng nhận mới tại"
        " lễ.",
        "Application {application} renews a membership; a ceremony makes no new member of it.",
    ),
    "receipt_missing": Text(
        "Hồ sơ chưa nộp nên chưa có giấy biên nhận.",
        "The file has not been handed in, so there is no receipt yet.",
    ),
}
