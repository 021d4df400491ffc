"""What fair share and allocation rounds say."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "season_ends_before_start": Text(
        "Ngày cuối của mùa phải từ ngày đầu trở đi.",
        "The last day of a season is on or after its first.",
    ),
    "seasons_overlap": Text(
        "Các ngày này đã thuộc mùa khác ({seasons}). Hãy chọn ngày chưa thuộc mùa nào.",
        "These days belong to another season ({seasons}). Choose days that are in none.",
    ),
    "season_in_use": Text(
        "Mùa này đã có đợt phân bổ ({count}), nên không đổi ngày được nữa.",
        "Allocation rounds ({count}) rest on this season, so its days cannot change any more.",
    ),
    "over_season_cap": Text(
        "Mỗi thành viên được tối đa {cap} giờ trong mùa; bạn đã có {used} giờ và yêu cầu thêm "
        "{asked} giờ. Hãy giảm số giờ hoặc chọn ngày của mùa khác.",
        "A member may have at most {cap} hours in a season; you have {used} and ask for {asked} "
        "more. Ask for fewer hours, or for days of another season.",
    ),
    "season_over": Text(
        "Mùa này đã kết thúc ngày {ended}. Hãy chọn mùa khác.",
        "This season ended on {ended}. Choose another one.",
    ),
    "no_season_now": Text(
        "Hôm nay không thuộc mùa nào. Hãy nêu season_id (mã của mùa).",
        "Today is in no season. Name one in season_id.",
    ),
    "rules_reason_needed": Text(
        "Hãy nêu lý do mùa này có quy tắc riêng (rules_reason).",
        "Say why this season has rules of its own (rules_reason).",
    ),
    "not_host_of_all_venues": Text(
        "Chỉ cán bộ Trung tâm, hoặc đơn vị quản lý mọi địa điểm của đợt này, được làm việc này.",
        "Only an officer, or the host of all venues of this round, may do this.",
    ),
    "venue_not_there": Text(
        "Không có địa điểm {venue}. Xem /v1/venues.",
        "There is no venue {venue}. See /v1/venues.",
    ),
    "venue_in_other_round": Text(
        "Địa điểm {venue} đang thuộc đợt phân bổ khác của mùa này. Hãy kết thúc đợt đó trước.",
        "The venue {venue} is in another running round of this season. End that round first.",
    ),
    "wishes_not_yet": Text(
        "Chưa đến lúc gửi nguyện vọng: nhận từ {opens}.",
        "Wishes are not taken yet: from {opens} on.",
    ),
    "wishes_over": Text(
        "Đã hết hạn gửi nguyện vọng lúc {closed}. Hãy đặt chỗ theo cách thường.",
        "Wishes were taken until {closed}. Ask for a place in the usual way.",
    ),
    "wishes_still_open": Text(
        "Còn nhận nguyện vọng đến {closes}. Hãy chờ, hoặc đổi closes_at của đợt.",
        "Wishes are taken until {closes}. Wait, or change the round's closes_at.",
    ),
    "wishes_end_in_past": Text(
        "Hạn nhận nguyện vọng đã qua (bây giờ là {now}). Hãy chọn hạn sau.",
        "The end of the wishes has passed (it is {now} now). Choose a later one.",
    ),
    "wishes_end_after_season": Text(
        "Hạn nhận nguyện vọng phải trước khi mùa kết thúc ({last}).",
        "Wishes must end before the season does ({last}).",
    ),
    "too_many_wishes": Text(
        "Mỗi thành viên gửi tối đa {limit} nguyện vọng trong một đợt. Hãy rút bớt.",
        "A member sends at most {limit} wishes in a round. Withdraw one first.",
    ),
    "not_your_wish": Text("Đây không phải nguyện vọng của bạn.", "This wish is not yours."),
    "space_not_in_round": Text(
        "Không gian này không thuộc địa điểm nào của đợt.",
        "This space is in none of the round's venues.",
    ),
    "outside_season": Text(
        "Thời gian này nằm ngoài mùa ({first} – {last}).",
        "This time is outside the season ({first} – {last}).",
    ),
    "times_overlap": Text(
        "Thời gian {time} trùng với một thời gian khác của nguyện vọng. Hãy bỏ một trong hai.",
        "{time} overlaps another time of the wish. Leave one of the two out.",
    ),
    "more_wanted_than_times": Text(
        "Nguyện vọng chỉ nêu {limit} thời gian, nên wanted tối đa là {limit}.",
        "The wish names {limit} times, so wanted is at most {limit}.",
    ),
    "least_above_wanted": Text(
        "least không được lớn hơn wanted ({limit}).", "least is at most wanted ({limit})."
    ),
    "time_fits_no_space": Text(
        "Không không gian nào trong các không gian đã chọn nhận thời gian {time}: {reasons}",
        "None of the chosen spaces takes the time {time}: {reasons}",
    ),
    "space_fits_no_time": Text(
        "Không gian {space} không nhận thời gian nào đã nêu: {reasons}",
        "The space {space} takes none of the times: {reasons}",
    ),
    "wish_too_few": Text(
        "Không xếp được đủ {least} lần, ít hơn thì nguyện vọng nói là không dùng được.",
        "Not all of the {least} dates could be placed, and the wish says that fewer are of no use.",
    ),
    "wish_over_cap": Text(
        "{time}, {space}: vượt mức {cap} giờ mỗi mùa (đã có {used} giờ).",
        "{time}, {space}: above the cap of {cap} hours for a season ({used} hours are used).",
    ),
    "wish_time_taken": Text(
        "{time}, {space}: đã có lịch từ trước ({taken_by}).",
        "{time}, {space}: taken before the round ({taken_by}).",
    ),
    "wish_time_given": Text(
        "{time}, {space}: dành cho nguyện vọng đến lượt trước (lượt {turn}): thành viên đó khi ấy "
        "mới có {share} giờ tính theo trọng số, bạn có {own_share}.",
        "{time}, {space}: went to a wish whose turn came earlier (turn {turn}): that member had "
        "{share} hours by weight then, yours has {own_share}.",
    ),
    "wish_given_by_hand": Text(
        "{time}, {space}: người phụ trách đã xếp cho nguyện vọng khác.",
        "{time}, {space}: given to another wish by hand.",
    ),
    "wish_beside_own": Text(
        "{time}, {space}: vướng một lần khác được xếp cho chính thành viên này (kể cả giờ chuẩn "
        "bị, thu dọn).",
        "{time}, {space}: another date given to the same member is in the way (set-up and clear-up "
        "included).",
    ),
    "wish_rule_fails": Text(
        "{time}, {space}: không gian không nhận. {reason}",
        "{time}, {space}: the space does not take it. {reason}",
    ),
    "wish_left_out_by_hand": Text(
        "Người phụ trách không xếp nguyện vọng này: {reason}",
        "Left out by hand: {reason}",
    ),
    "wish_lost_since": Text(
        "{time}, {space}: không còn được sau khi lập phương án. {reason}",
        "{time}, {space}: lost since the plan was made. {reason}",
    ),
    "wish_member_not_active": Text(
        "Thành viên hiện không được đặt chỗ: {reason}",
        "The member may not book now: {reason}",
    ),
    "placed_in_turn": Text(
        "Xếp ở lượt {turn}, khi thành viên có {share} giờ tính theo trọng số; "
        "thời gian ưu tiên {time_choice}, không gian ưu tiên {space_choice}.",
        "Given in turn {turn}, when the member had {share} hours by weight; "
        "its time of preference {time_choice}, its space of preference {space_choice}.",
    ),
    "placed_and_moved": Text(
        "Xếp ở lượt {turn}, khi thành viên có {share} giờ tính theo trọng số; sau đó chuyển sang "
        "thời gian ưu tiên {time_choice}, không gian ưu tiên {space_choice} để có chỗ cho một "
        "nguyện vọng khác.",
        "Given in turn {turn}, when the member had {share} hours by weight; moved to its time of "
        "preference {time_choice}, its space of preference {space_choice}, to make room for "
        "another wish.",
    ),
    "placed_by_hand": Text(
        "Người phụ trách xếp: {reason}",
        "Placed by hand: {reason}",
    ),
    "wish_not_in_round": Text(
        "Nguyện vọng {wish} không thuộc đợt này, hoặc đã rút.",
        "The wish {wish} is not in this round, or was withdrawn.",
    ),
    "wish_named_twice": Text(
        "Nguyện vọng {wish} được nêu hai lần. Hãy gộp lại.",
        "The wish {wish} is named twice. Put both together.",
    ),
    "place_in_the_way": Text(
        "{time}, {space}: phương án đang dành cho nguyện vọng {wish}. "
        "Hãy đổi cả nguyện vọng đó trong cùng lần điều chỉnh.",
        "{time}, {space}: the plan gives it to the wish {wish}. "
        "Change that one in the same adjustment.",
    ),
    "place_not_free": Text(
        "{time}, {space}: đã có lịch ({taken_by}). Hãy chọn thời gian hoặc không gian khác.",
        "{time}, {space}: taken ({taken_by}). Choose another time or space.",
    ),
    "plan_changed_meanwhile": Text(
        "Phương án vừa được thay đổi. Hãy xem lại rồi xác nhận.",
        "The plan has just been changed. Look at it again, then confirm.",
    ),
    "plan_no_longer_fits": Text(
        "{title} – {time}, {space}: {reason} Hãy lập lại phương án, hoặc xác nhận với partly.",
        "{title} – {time}, {space}: {reason} Propose anew, or confirm with partly.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {
    "allocation_status": {
        "open": Text("Nhận nguyện vọng", "Taking wishes"),
        "proposed": Text("Đã có phương án", "Plan proposed"),
        "confirmed": Text("Đã xác nhận", "Confirmed"),
        "cancelled": Text("Đã hủy", "Cancelled"),
    },
    "wish_status": {
        "wished": Text("Đã gửi nguyện vọng", "Wished"),
        "withdrawn": Text("Đã rút", "Withdrawn"),
        "placed": Text("Được xếp đủ", "Placed"),
        "partly_placed": Text("Được xếp một phần", "Partly placed"),
        "not_placed": Text("Không xếp được", "Not placed"),
    },
    "share_boost": {
        "newcomer": Text("Thành viên mới", "Newcomer"),
        "ward_listed": Text("Phường, xã được thành phố ưu tiên", "Ward named by the city"),
        "ward_under_served": Text(
            "Phường, xã được phục vụ ít trong mùa trước", "Ward under-served in the season before"
        ),
    },
    "season_status": {
        "ahead": Text("Sắp tới", "Ahead"),
        "running": Text("Đang diễn ra", "Running"),
        "over": Text("Đã kết thúc", "Over"),
    },
}
