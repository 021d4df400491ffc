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
    "import_empty": Text(
        "Tệp không có dòng nào để nhập. Cần một dòng tên cột và ít nhất một dòng dữ liệu.",
        "The file has no rows. It needs a line of column names and at least one row.",
    ),
    "import_too_long": Text(
        "Tệp có hơn {limit} dòng. Hãy chia thành nhiều tệp.",
        "The file has more than {limit} rows. Split it.",
    ),
    "import_too_large": Text(
        "Tệp giải nén ra hơn {limit} byte. Hãy gửi tệp nhỏ hơn.",
        "The file unpacks to more than {limit} bytes. Send a smaller one.",
    ),
    "import_not_readable": Text(
        "Không đọc được tệp. Hãy lưu lại dưới dạng XLSX hoặc CSV UTF-8.",
        "The file cannot be read. Save it as XLSX or as CSV UTF-8.",
    ),
    "import_not_unicode": Text(
        "Tệp CSV không ở dạng UTF-8, dấu tiếng Việt sẽ bị sai. Trong Excel hãy chọn “CSV UTF-8”.",
        "The CSV is not UTF-8, so Vietnamese marks would be lost. In Excel choose “CSV UTF-8”.",
    ),
    "import_column_unknown": Text(
        "Không có cột “{column}”. Các cột: {allowed}.",
        "There is no column “{column}”. They are: {allowed}.",
    ),
    "import_column_twice": Text(
        "Cột {column} có hai lần. Hãy bỏ bớt một.", "The column {column} is there twice. Drop one."
    ),
    "import_column_missing": Text(
        "Thiếu cột để nhận ra thành viên: cần một trong {columns}.",
        "A column that says which member is missing: one of {columns}.",
    ),
    "import_row_too_long": Text(
        "Dòng này có nhiều ô hơn dòng tên cột.",
        "This row has more cells than there are column names.",
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
