"""The sentences for the refusals around the year: reports, evaluation, awards, nominations."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "report_of_other_member": Text(
        "Đây là báo cáo của thành viên khác.", "This is the report of another member."
    ),
    "report_paper_day_needed": Text(
        "Cán bộ chỉ nộp thay báo cáo giấy đã ký. Hãy nhập ngày nhận bản giấy.",
        "An officer hands in only what was signed on paper. Enter the day it was received.",
    ),
    "report_due_before_opening": Text(
        "Hạn nộp phải sau ngày mở.", "The last day must come after the opening."
    ),
    "report_round_exists": Text(
        "Đợt báo cáo năm {year} vừa được lập. Hãy tải lại.",
        "The round of reports on {year} was planned just now. Load it again.",
    ),
    "report_round_open": Text(
        "Đợt báo cáo đã mở, không đổi được ngày mở.",
        "The round has opened; its opening cannot be moved any more.",
    ),
    "not_in_year": Text(
        "Ngày này không thuộc năm {year}. Hãy sửa ngày hoặc bỏ mục này.",
        "This day is not in {year}. Correct it or leave the entry out.",
    ),
    "day_in_future": Text(
        "Ngày này chưa đến. Hãy kiểm tra lại.", "This day has not come yet. Check it."
    ),
    "year_to_come": Text("Năm này chưa đến. Hãy chọn năm khác.", "That year has not come yet."),
    "contribution_void": Text(
        "Đóng góp này đã bị loại nên không sửa được nữa.",
        "This contribution is void; it is not changed any more.",
    ),
    "achievement_in_award": Text(
        "Đóng góp này là thành tích của một khen thưởng (mã {award}). Hãy xử lý khen thưởng trước.",
        "An award rests on this contribution (id {award}). Settle the award first.",
    ),
    "evaluation_round_exists": Text(
        "Năm {year} đã có một đợt đánh giá.", "There is a round of evaluation for {year} already."
    ),
    "point_rule_unknown": Text(
        "Không có quy tắc tính điểm này. Có thể: {allowed}.",
        "There is no such rule for points. Possible: {allowed}.",
    ),
    "own_space_scored": Text(
        "Bạn không được chấm điểm không gian của chính mình.", "You may not score your own space."
    ),
    "criterion_not_scored_by_people": Text(
        "Tiêu chí này không có hoặc được tính tự động. Các tiêu chí do người chấm: {allowed}.",
        "There is no such criterion, or it is counted by itself. People score: {allowed}.",
    ),
    "scores_missing": Text(
        "Còn {count} không gian chưa có đủ điểm: {spaces}.",
        "{count} spaces still lack a score: {spaces}.",
    ),
    "nominate_own_space": Text(
        "Thành viên chỉ đề cử không gian của mình và người của không gian đó.",
        "A member nominates its own space and its people only.",
    ),
    "award_member_needed": Text(
        "Khen thưởng tập thể cần một không gian thành viên.",
        "An award to an organisation needs a member space.",
    ),
    "award_person_named": Text(
        "Khen thưởng cá nhân cần họ tên; khen thưởng tập thể không nêu cá nhân.",
        "An award to a person needs the name; one to an organisation names no person.",
    ),
    "award_not_to_person": Text(
        "Việc đồng ý nêu tên chỉ có ở khen thưởng cá nhân.",
        "Only an award to a person has a consent to be named.",
    ),
    "award_without_consent": Text(
        "Không có sự đồng ý nêu tên nào đang có hiệu lực.", "No consent to be named is in force."
    ),
    "award_of_other_person": Text(
        "Chỉ người được khen thưởng hoặc cán bộ được rút lại sự đồng ý.",
        "Only the person rewarded or an officer withdraws the consent.",
    ),
    "award_not_proposed": Text(
        "Khen thưởng cấp thành phố phải được trình trước bằng hồ sơ đề nghị.",
        "A city-level award must have been proposed by a dossier first.",
    ),
    "awards_of_several_forms": Text(
        "Một quyết định chỉ tặng một hình thức khen thưởng. Hãy tách ra.",
        "One decision awards one form of commendation. Split them.",
    ),
    "own_nomination": Text(
        "Người đề cử không được tự quyết định khen thưởng.",
        "Who nominated may not decide on the award.",
    ),
    "own_award": Text(
        "Bạn không được quyết định khen thưởng cho mình hay không gian của mình.",
        "You may not decide on an award to yourself or your own space.",
    ),
    "achievement_unknown": Text(
        "Các đóng góp này không phải của không gian đó trong năm đó, hoặc đã bị loại: "
        "{contributions}.",
        "These contributions are not that space's of that year, or are void: {contributions}.",
    ),
    "achievement_missing": Text(
        "Hãy nêu ít nhất một thành tích đã được ghi nhận.",
        "Name at least one achievement on record.",
    ),
    "achievement_rewarded_already": Text(
        "Thành tích {contribution} đã thuộc một khen thưởng khác (mã {award}). Một thành tích "
        "không được khen thưởng nhiều lần.",
        "Achievement {contribution} stands in another award (id {award}). One achievement is not "
        "rewarded twice.",
    ),
    "nomination_not_of_city": Text(
        "Hồ sơ đề nghị chỉ dành cho hình thức khen thưởng cấp thành phố.",
        "A dossier is for city-level commendations only.",
    ),
    "candidate_not_free": Text(
        "Đề cử {award} không cùng hình thức và năm, không còn ở trạng thái đề cử, hoặc đã có trong "
        "hồ sơ khác.",
        "Nomination {award} is of another form or year, is settled, or is on another dossier.",
    ),
    "candidate_voted_twice": Text(
        "Mỗi đề cử chỉ biểu quyết một lần: {awards}.", "Each candidate is voted on once: {awards}."
    ),
    "not_a_candidate": Text(
        "Không có trong danh sách đề nghị: {awards}.", "Not on the list proposed: {awards}."
    ),
    "nomination_without_meeting": Text(
        "Chưa có biên bản họp xét. Hãy nhập cuộc họp và kết quả biểu quyết.",
        "No meeting of the board is recorded. Enter it with its votes.",
    ),
    "nomination_without_candidates": Text(
        "Danh sách đề nghị đang trống.", "The list of candidates is empty."
    ),
    "candidates_without_vote": Text(
        "Chưa biểu quyết: {candidates}.", "Not voted on: {candidates}."
    ),
    "candidates_outvoted": Text(
        "Không đạt quá nửa số phiếu: {candidates}. Hãy đưa ra khỏi danh sách.",
        "Without a majority: {candidates}. Take them off the list.",
    ),
    "nomination_rewarded": Text(
        "Đã có khen thưởng theo hồ sơ này nên không rút được.",
        "An award was granted on this dossier; it cannot be withdrawn.",
    ),
    "dossier_parts_not_out": Text(
        "Chưa ban hành: {parts}. Hãy ký và ban hành các văn bản này trước.",
        "Not issued yet: {parts}. Sign and issue these documents first.",
    ),
    "years_out_of_order": Text(
        "Năm cuối phải không trước năm đầu.", "The last year must not lie before the first."
    ),
}
