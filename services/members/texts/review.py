"""The words of the review: refusals, codes, minutes and headings, in Vietnamese and English."""

from __future__ import annotations

from services.members.domain import assigning, conflicts, meetings
from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "conflict_of_interest": Text(
        "Bạn phải tránh hồ sơ này vì: {grounds}. Hãy báo cán bộ Trung tâm giao người khác.",
        "You are recused from this file: {grounds}. Ask an officer to give it to someone else.",
    ),
    "conflict_known": Text(
        "Xung đột lợi ích này đã được khai báo.", "This conflict of interest is declared already."
    ),
    "conflict_lifted": Text("Khai báo này đã được gỡ.", "This declaration was lifted already."),
    "not_assigned": Text(
        "Đợt này đã phân công người thẩm định và hồ sơ này không được giao cho bạn.",
        "Reviewers are assigned in this call, and this file is not yours.",
    ),
    "already_assigned": Text(
        "Người này đang được giao hoặc đã thẩm định hồ sơ.",
        "This person has the file or reviewed it already.",
    ),
    "reviewer_recused": Text(
        "Người này phải tránh hồ sơ vì: {grounds}. Hãy chọn người khác.",
        "This person is recused: {grounds}. Choose someone else.",
    ),
    "hand_over_to_self": Text(
        "Người nhận bàn giao phải là người khác.", "The work must go to another person."
    ),
    "no_reviewers": Text(
        "Chưa có người thẩm định nào có thể nhận việc. Hãy nêu tên hoặc lập hội đồng.",
        "There is no reviewer who could take work. Name some, or set up a board.",
    ),
    "reviewer_known": Text(
        "Người thẩm định này đã có trong danh sách. Hãy sửa mục sẵn có.",
        "This reviewer is on the list. Change the entry that is there.",
    ),
    "chair_only": Text(
        "Chỉ chủ tịch hội đồng thẩm định của đợt này được làm việc này.",
        "Only the chair of this call's review board may do this.",
    ),
    "no_review_board": Text(
        "Đợt này chưa có hội đồng thẩm định. Hãy lập hội đồng trước.",
        "This call has no review board. Set one up first.",
    ),
    "own_recommendation": Text(
        "Bạn đã kiến nghị về hồ sơ này nên người khác phải quyết định.",
        "You recommended on this file; someone else must decide.",
    ),
    "ranking_sealed": Text(
        "Bạn còn {files} hồ sơ chưa chấm trong đợt này. Hãy chấm xong để xem xếp hạng.",
        "You have {files} files of this call still to score. Score them to see the ranking.",
    ),
    "chair_is_secretary": Text(
        "Chủ trì và thư ký phải là hai người.", "Chair and secretary must be two people."
    ),
    "chair_not_present": Text(
        "Người chủ trì {chair} phải có tên trong danh sách có mặt.",
        "The chair {chair} must be among those present.",
    ),
    "present_twice": Text(
        "Có người được ghi hai lần trong danh sách có mặt.", "Someone is listed as present twice."
    ),
    "more_votes_than_voters": Text(
        "Có {cast} phiếu nhưng chỉ {voters} người có mặt được bỏ phiếu cho hồ sơ này.",
        "There are {cast} votes, but {voters} of those present may vote on this file.",
    ),
    "no_votes_cast": Text("Chưa có phiếu nào cho hồ sơ này.", "No votes are given for this file."),
    "majority_says_otherwise": Text(
        "Kiến nghị trái với đa số phiếu. Hãy kiểm tra số phiếu.",
        "The recommendation goes against the majority. Check the counts.",
    ),
    "tie_needs_reason": Text(
        "Số phiếu ngang nhau: ghi lý do kết luận theo ý kiến chủ trì.",
        "The votes are equal: note why the chair decided so.",
    ),
    "voted_twice": Text(
        "Mỗi hồ sơ chỉ bỏ phiếu một lần: {applications}.", "Vote on each file once: {applications}."
    ),
    "not_in_review": Text(
        "Các hồ sơ này không ở giai đoạn thẩm định của đợt: {applications}.",
        "These files are not in review in this call: {applications}.",
    ),
    "meeting_not_held_yet": Text(
        "Cuộc họp chưa diễn ra nên chưa thông qua được biên bản.",
        "The meeting has not been held; its minutes cannot be adopted yet.",
    ),
    "meeting_without_votes": Text(
        "Chưa có kết quả bỏ phiếu nào. Hãy nhập phiếu trước.",
        "There are no votes. Enter them first.",
    ),
    "meeting_below_quorum": Text(
        "Chỉ có {present} người có mặt, cần ít nhất {quorum}.",
        "Only {present} were present; at least {quorum} are needed.",
    ),
}

RANKING_FLAGS = {
    "quorum_missing": Text("Chưa đủ số phiếu thẩm định", "Too few reviews"),
    "spread_too_wide": Text("Điểm lệch nhiều, cần thảo luận", "Scores far apart: discuss"),
    "tied": Text("Đồng hạng, cần chủ tịch hội đồng xem xét", "Tied: the chair settles it"),
    "set_aside": Text("Phiếu không tính do xung đột lợi ích", "Set aside: conflict of interest"),
}

VOCABULARY: dict[str, dict[str, Text]] = {
    "review_assignment_status": assigning.STATUS,
    "conflict_ground": conflicts.GROUNDS,
    "review_meeting_status": meetings.STATUS,
    "recommendation": meetings.OUTCOMES,
    "ranking_flag": RANKING_FLAGS,
}

COLUMNS = (
    Text("Hạng", "Rank"),
    Text("Hồ sơ", "File"),
    Text("Trạng thái", "Status"),
    Text("Tổng điểm (%)", "Total (%)"),
    Text("Chênh lệch (%)", "Spread (%)"),
    Text("Cần lưu ý", "To be discussed"),
    Text("Người thẩm định", "Reviewer"),
    Text("Nhận xét", "Comment"),
    Text("Kiến nghị", "Recommendation"),
    Text("Lý do kiến nghị", "Reason of the recommendation"),
    Text("Quyết định", "Decision"),
    Text("Lý do quyết định", "Reason of the decision"),
)
"""Headings of the table of reasons; the scores stand between the seventh and the eighth."""

MINUTES = {
    "title": Text("Họp xét hồ sơ: {call}", "Meeting of the review board: {call}"),
    "time": Text("Thời gian bắt đầu: {time}, ngày {day}.", "Began at {time} on {day}."),
    "place": Text("Địa điểm: {place}.", "Place: {place}."),
    "led": Text(
        "Chủ trì: {chair}. Thư ký: {secretary}.", "Chair: {chair}. Secretary: {secretary}."
    ),
    "secretary": Text("Thư ký", "Secretary"),
    "chair": Text("Chủ trì", "Chair"),
    "attendance": Text(
        "Có mặt {present}/{all} thành viên có quyền bỏ phiếu: {people}.",
        "Present: {present} of {all} members with a vote: {people}.",
    ),
    "absent": Text("Vắng mặt: {people}.", "Absent: {people}."),
    "method": Text(
        "Hội đồng nghe báo cáo điểm thẩm định, thảo luận và bỏ phiếu từng hồ sơ. "
        "Người có xung đột lợi ích với hồ sơ nào không bỏ phiếu hồ sơ đó.",
        "The board heard the scores, discussed and voted on each file. Whoever has a conflict of "
        "interest with a file did not vote on it.",
    ),
    "votes": Text("Kết quả bỏ phiếu", "Votes"),
    "column_file": Text("Hồ sơ", "File"),
    "column_counts": Text(
        "Số phiếu: tán thành / không tán thành / không ý kiến", "Votes: for / against / abstain"
    ),
    "column_outcome": Text("Kiến nghị của Hội đồng", "Recommendation"),
    "tally": Text(
        "Tổng số {files} hồ sơ: đề nghị duyệt {approve}, đề nghị không duyệt {reject}, "
        "cần thảo luận thêm {discuss}.",
        "{files} files in all: recommended for approval {approve}, for rejection {reject}, to be "
        "discussed further {discuss}.",
    ),
    "conclusion": Text("Kết luận: {conclusion}", "Conclusion: {conclusion}"),
    "as_voted": Text(
        "Hội đồng thống nhất kiến nghị theo kết quả bỏ phiếu nêu trên.",
        "The board recommends as voted above.",
    ),
    "end": Text("Biên bản được thông qua lúc {time}, ngày {day}.", "Adopted at {time} on {day}."),
    "not_adopted": Text("Biên bản chưa được thông qua.", "These minutes are not adopted yet."),
    "recipients": Text("Thành viên Hội đồng", "Members of the board"),
}
"""The words of the minutes; the frame of the page is that of every official document."""
