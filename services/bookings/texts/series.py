"""Sentences about bookings with several dates."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "times_unclear": Text(
        "Hãy nêu starts_at và ends_at, có thể kèm rrule; hoặc nêu danh sách dates.",
        "Give starts_at and ends_at, with an rrule if wanted; or a list of dates.",
    ),
    "rrule_not_valid": Text(
        "Không hiểu quy tắc lặp ở phần “{part}”. Dùng FREQ=DAILY, WEEKLY hoặc MONTHLY với "
        "INTERVAL, COUNT hoặc UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST.",
        "The rule of repetition is not understood at “{part}”. Use FREQ=DAILY, WEEKLY or MONTHLY "
        "with INTERVAL, COUNT or UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST.",
    ),
    "rrule_without_end": Text(
        "Quy tắc lặp cần điểm kết thúc: COUNT hoặc UNTIL.",
        "The rule of repetition needs an end: COUNT or UNTIL.",
    ),
    "rrule_without_dates": Text(
        "Quy tắc lặp không cho ngày nào. Hãy kiểm tra BYDAY, BYMONTHDAY và UNTIL.",
        "The rule of repetition gives no date. Look at BYDAY, BYMONTHDAY and UNTIL.",
    ),
    "too_many_dates": Text(
        "Mỗi đặt chỗ có tối đa {limit} ngày giờ. Hãy chia thành nhiều yêu cầu.",
        "A booking may have {limit} dates. Divide it into several requests.",
    ),
    "dates_overlap": Text(
        "Lần này chồng lên lần khác của cùng yêu cầu: {times} (kể cả chuẩn bị và dọn dẹp).",
        "This date overlaps another one of the same request: {times} (set-up and clear-up "
        "included).",
    ),
    "date_unknown": Text(
        "Đặt chỗ này không có ngày giờ {id}. Xem dates của đặt chỗ.",
        "This booking has no date {id}. See its dates.",
    ),
    "date_to_name": Text(
        "Đặt chỗ này có nhiều ngày giờ: hãy nêu date_id.",
        "This booking has several dates: name one in date_id.",
    ),
    "space_of_another_host": Text(
        "Chỉ chuyển được sang không gian của cùng đơn vị quản lý.",
        "A date moves only to a space of the same host.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {}
