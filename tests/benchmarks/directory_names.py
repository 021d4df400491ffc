"""Members for the directory's benchmark: names as they are in Hanoi, in any number.

Nearly every name begins as most of them do; a made-up word stands in 0.8 % of them, so that a page
is full with ten thousand members and with a hundred thousand.
"""

from __future__ import annotations

import asyncpg

from services.members.models.name_words import ADD_WORDS
from shared.ids import new_id
from shared.vietnamese import fold, sort_key
from tests.support.running import START

SHARE_OF_RARE = 125
"""One in so many names has the rare word: 0.8 %."""
RARE, FREQUENT = "tràng tiền", "không gian"
BEGINNINGS = ("Không gian sáng tạo", "Không gian văn hóa", "Không gian nghệ thuật", "Không gian")
MIDDLES = ("Sông Hồng", "Hàng Mã", "Đông Ngạc", "Bưởi", "Ấm Áp", "Vườn Ươm", "Cửa Nam", "Ô Chợ Dừa")
KINDS = ("art_space", "craft_village", "gallery", "library", "cafe", "museum")
FIELDS = ("design", "music", "film", "crafts", "photography", "literature")
COLUMNS = (
    *("id", "version", "event_sequence", "readers", "created_at", "updated_at", "name", "search"),
    *("sort_key", "kind", "ownership", "fields", "status", "status_since", "address_line", "ward"),
    *("ward_search", "address_public", "latitude", "longitude", "website", "description_vi"),
    "member_since",
)


def name_of(number: int) -> str:
    """No two alike; the rare word is spread over the alphabet as over the numbers."""
    middle = MIDDLES[number * 7 % len(MIDDLES)]
    rare = " Tràng Tiền" if number % SHARE_OF_RARE == 0 else ""
    if number % 20 == 19:
        return f"Xưởng {middle}{rare} {number}"
    return f"{BEGINNINGS[number % len(BEGINNINGS)]} {middle}{rare} {number}"


def _row(number: int) -> tuple[object, ...]:
    name, ward, day = name_of(number), f"Phường Mẫu {number % 126}", START.date()
    return (
        *(new_id(), 1, 1, ["public"], START, START, name, fold(name), sort_key(name)),
        *(KINDS[number % 6], "private", [FIELDS[number % 6], FIELDS[number % 5]]),
        *("active", day, f"Số {number} phố Mẫu", ward, fold(ward), True),
        *(21 + number % 1000 / 5000, 105.7 + number % 997 / 3000, "https://mau.example"),
        *("Một không gian mẫu mở cửa cho mọi người, có xưởng và phòng trưng bày.", day),
    )


async def fill_directory(database: str, count: int) -> None:
    """Members and the words of their names, as the service would have written them."""
    connection = await asyncpg.connect(database)
    try:
        rows = [_row(number) for number in range(count)]
        await connection.copy_records_to_table("members", records=rows, columns=COLUMNS)
        words = {word for row in rows for word in str(row[7]).split() if len(word) > 1}
        await connection.execute(str(ADD_WORDS).replace(":words", "$1"), sorted(words))
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
