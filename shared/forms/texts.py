"""The sentences for what is wrong with a form or with an answer to it."""

from __future__ import annotations

from shared.texts import Text

FORM_SENTENCES: dict[str, Text] = {
    "form_code_twice": Text(
        "Mỗi mã chỉ dùng một lần trong biểu mẫu: {codes}.", "Use each code once in a form: {codes}."
    ),
    "question_needs_choices": Text(
        "Câu hỏi chọn phải có ít nhất một lựa chọn.", "A question to choose from needs choices."
    ),
    "question_takes_no_choices": Text(
        "Loại câu hỏi này không có lựa chọn. Hãy bỏ danh sách lựa chọn hoặc đổi loại.",
        "This kind of question has no choices. Leave them out or change the kind.",
    ),
    "question_bounds_crossed": Text(
        "Giới hạn dưới lớn hơn giới hạn trên, hoặc lớn hơn mức mà loại câu hỏi này cho phép.",
        "The lower bound lies above the upper one, or above what this kind of question allows.",
    ),
    "question_unknown": Text(
        "Biểu mẫu không có câu hỏi này. Hãy tải lại biểu mẫu.",
        "The form has no such question. Load the form again.",
    ),
    "answer_missing": Text(
        "Chưa trả lời câu hỏi “{question}”. Hãy điền câu trả lời.",
        "Not answered: “{question}”. Answer it.",
    ),
    "answer_not_whole_number": Text("Phải là số nguyên.", "It must be a whole number."),
    "answer_chosen_twice": Text(
        "Mỗi lựa chọn chỉ được chọn một lần.", "Choose each choice once only."
    ),
    "field_not_web_address": Text(
        "Phải là địa chỉ bắt đầu bằng https:// hoặc http://.",
        "It must be an address that starts with https:// or http://.",
    ),
}
