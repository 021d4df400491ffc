"""Sentences of the directory and of lists that are taken over."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "box_not_readable": Text(
        "Phải là bốn số: kinh độ tây, vĩ độ nam, kinh độ đông, vĩ độ bắc;"
        " ví dụ 105.7,20.9,106.0,21.1.",
        "It must be four numbers: west, south, east, north; for example 105.7,20.9,106.0,21.1.",
    ),
    "box_not_on_earth": Text(
        "Kinh độ từ -180 đến 180, vĩ độ từ -90 đến 90, nam không lớn hơn bắc.",
        "Longitudes are -180 to 180, latitudes -90 to 90, and south is not above north.",
    ),
    "import_column_missing": Text(
        "Thiếu cột để nhận ra thành viên: cần một trong {columns}.",
        "A column that says which member is missing: one of {columns}.",
    ),
    "import_row_twice": Text(
        "Giá trị này đã có ở dòng {row}. Mỗi thành viên chỉ một dòng.",
        "Row {row} has this value already. Each member stands in one row.",
    ),
    "import_keys_differ": Text(
        "Mã trong danh sách và mã thành viên chỉ hai thành viên khác nhau, hoặc khác mã đã ghi.",
        "The key and the member id speak of two members, or the key differs from the one known.",
    ),
    "import_name_known": Text(
        "Đã có thành viên cùng tên (mã {member}). Nếu là một, hãy điền mã này vào cột member_id;"
        " nếu là hai không gian khác nhau, hãy gửi lại với same_names=true.",
        "A member has this name (id {member}). If it is the same, put that id into member_id;"
        " if they are two, send it again with same_names=true.",
    ),
    "import_day_to_come": Text(
        "Ngày này chưa đến. Danh sách chỉ nhận những gì đã có.",
        "This day is still to come. A list takes over what is so already.",
    ),
}
