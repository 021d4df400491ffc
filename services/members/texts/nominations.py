"""The words of the dossier that proposes city-level awards, in both languages."""

from __future__ import annotations

from shared.texts import Text

WORDS: dict[str, Text] = {
    "cover_title": Text("{title}", "{title}"),
    "cover_intro": Text(
        "Hồ sơ đề nghị tặng {form} cho {count} tập thể, cá nhân có thành tích năm {year}.",
        "Dossier that proposes {count} organisations and persons for the {form}, for their "
        "achievements in {year}.",
    ),
    "cover_parts": Text("Hồ sơ gồm", "The dossier consists of"),
    "cover_end": Text(
        "Chữ ký số của từng văn bản nằm ở bản gốc của văn bản đó; hồ sơ này là bản đóng quyển.",
        "The digital signature of each document is in its original; this dossier binds copies.",
    ),
    "column_part": Text("Văn bản", "Document"),
    "part_submission": Text("Tờ trình kèm danh sách đề nghị", "Submission with the list proposed"),
    "part_report": Text("Báo cáo thành tích", "Report of achievements"),
    "part_minutes": Text("Biên bản họp xét khen thưởng", "Minutes of the board that voted"),
    "submission_title": Text("Về việc {title}", "{title}"),
    "submission_basis": Text(
        "Căn cứ kết quả hoạt động năm {year} của các thành viên Mạng lưới không gian văn hóa sáng "
        "tạo Hà Nội;",
        "On the grounds of what the members of the Hanoi Creative Spaces Network did in {year};",
    ),
    "submission_meeting": Text(
        "Căn cứ biên bản họp xét khen thưởng ngày {day} tại {place};",
        "on the grounds of the minutes of the board's meeting of {day} at {place};",
    ),
    "submission_ask": Text(
        "Sở Văn hóa và Thể thao kính trình xem xét, tặng {form} cho {organisations} tập thể và "
        "{persons} cá nhân có tên sau đây.",
        "the Department of Culture and Sports submits the following {organisations} organisations "
        "and {persons} persons for the {form}.",
    ),
    "submission_end": Text(
        "Kính trình xem xét, quyết định./.", "Respectfully submitted for decision."
    ),
    "candidates": Text("Danh sách đề nghị", "List proposed"),
    "column_recipient": Text("Tập thể, cá nhân", "Organisation or person"),
    "column_title": Text("Thành tích", "Achievement"),
    "as_above": Text("Như trên;", "As above;"),
    "report_title": Text(
        "Thành tích của tập thể, cá nhân được đề nghị khen thưởng năm {year}",
        "Achievements of those proposed for commendation in {year}",
    ),
    "report_intro": Text(
        "Thành tích năm {year} của {organisations} tập thể và {persons} cá nhân được đề nghị tặng "
        "{form}:",
        "Achievements in {year} of the {organisations} organisations and {persons} persons "
        "proposed for the {form}:",
    ),
    "report_end": Text(
        "Mỗi thành tích trên chỉ được dùng cho một hình thức khen thưởng và được ghi nhận trong "
        "hệ thống của Mạng lưới.",
        "Each achievement above is used for one form of commendation only and stands in the "
        "records of the Network.",
    ),
    "achievements": Text("Các thành tích được ghi nhận", "Achievements on record"),
    "column_day": Text("Ngày", "Day"),
    "column_achievement": Text("Nội dung", "What was done"),
    "column_hours": Text("Số giờ", "Hours"),
    "column_audience": Text("Lượt người", "Visits"),
    "minutes_title": Text(
        "Họp xét đề nghị khen thưởng năm {year}", "Meeting of the board on commendations for {year}"
    ),
    "minutes_time": Text(
        "Thời gian: {time}, ngày {day}. Địa điểm: {place}.", "Held at {time} on {day}, {place}."
    ),
    "minutes_led": Text(
        "Chủ trì: {chair}. Thư ký: {secretary}.", "Chair: {chair}. Secretary: {secretary}."
    ),
    "minutes_present": Text("Có mặt {count} người: {people}.", "Present, {count}: {people}."),
    "minutes_votes": Text("Kết quả biểu quyết", "Result of the vote"),
    "column_votes": Text("Tán thành / không / trắng", "For / against / abstained"),
    "minutes_conclusion": Text("Kết luận: {conclusion}", "Conclusion: {conclusion}"),
    "minutes_as_voted": Text(
        "Hội đồng nhất trí đề nghị theo kết quả biểu quyết.", "The board proposes as voted."
    ),
    "archive_of_board": Text("Hội đồng;", "The board;"),
    "chair": Text("CHỦ TRÌ", "CHAIR"),
    "secretary": Text("THƯ KÝ", "SECRETARY"),
}
