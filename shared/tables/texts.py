"""The sentences for lists that cannot be read, in Vietnamese and English."""

from __future__ import annotations

from shared.texts import Text

TABLE_SENTENCES: dict[str, Text] = {
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
    "import_row_too_long": Text(
        "Dòng này có nhiều ô hơn dòng tên cột.",
        "This row has more cells than there are column names.",
    ),
}
