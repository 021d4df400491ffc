"""Lists of places that are taken over: what a column means, and in which order rows are written.

Each row says of one venue or space what is so. It is known by its key in the list; who is new is
created, who is known is changed, an empty cell changes nothing, and the same list again changes
nothing.

    venue   centre                     1
    space   stage   part of grounds    3   after what it is a part of
    space   grounds                    2
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.errors import Failure
from shared.tables.rows import at_row
from shared.texts import Text

VENUE, SPACE = "venue", "space"
COLUMNS = {
    "type": Text("Loại dòng", "Type"),
    "key": Text("Mã", "Key"),
    "venue_key": Text("Mã địa điểm", "Key of its venue"),
    "parent_key": Text("Là phần của", "Part of"),
    "name_vi": Text("Tên", "Name"),
    "name_en": Text("Tên tiếng Anh", "English name"),
    "host_id": Text("Mã đơn vị quản lý", "Host id"),
    "address_line": Text("Số nhà, đường", "Street address"),
    "ward": Text("Phường/xã", "Ward"),
    "kind": Text("Loại không gian", "Kind"),
    "capacity": Text("Sức chứa", "Capacity"),
    "indoor": Text("Trong nhà", "Indoor"),
    "layouts": Text("Kiểu bố trí", "Ways of set-up"),
    "opening": Text("Giờ mở cửa", "Opening hours"),
    "seasons": Text("Giờ theo mùa", "Seasons"),
    "on_holidays": Text("Ngày lễ mở như", "On holidays as on"),
    "on_make_up_days": Text("Ngày làm bù mở như", "On make-up days as on"),
    "policy": Text("Quy định chung", "Policy"),
    "setup_minutes": Text("Phút chuẩn bị", "Set-up minutes"),
    "clearup_minutes": Text("Phút dọn dẹp", "Clear-up minutes"),
    "lead_hours": Text("Yêu cầu trước (giờ)", "Lead hours"),
    "longest_hours": Text("Dài nhất (giờ)", "Longest hours"),
    "check_in_minutes": Text("Nhận chỗ trước (phút)", "Check-in minutes"),
    "no_show_minutes": Text("Coi là vắng sau (phút)", "No-show minutes"),
    "crowd_limit": Text("Số người tối đa", "Crowd limit"),
    "refused_kinds": Text("Không nhận loại hoạt động", "Refused kinds"),
    "refused_contents": Text("Không nhận nội dung", "Refused contents"),
    "noise_limits": Text("Giới hạn tiếng ồn", "Noise limits"),
    "accessibility": Text("Tiếp cận", "Accessibility"),
}
NEEDED: Mapping[str, Sequence[str]] = {
    VENUE: ("name_vi",),
    SPACE: ("venue_key", "name_vi", "kind", "capacity"),
}
"""What a new one must have."""
OF_SPACE = ("venue_key", "parent_key", "kind", "capacity", "indoor", "layouts")
OF_VENUE = ("host_id", "address_line", "ward")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row as it was read; an empty cell is not among the values."""

    number: int
    values: dict[str, Any]
    failures: tuple[Failure, ...] = ()

    @property
    def type(self) -> str:
        return str(self.values.get("type", SPACE))

    @property
    def key(self) -> str:
        return str(self.values["key"])


def check_rows(rows: Sequence[PlaceRow]) -> list[Failure]:
    """Each key stands once, of venues and of spaces; no cell speaks of the other type."""
    failures: list[Failure] = []
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.failures:
            continue
        before = first.setdefault((row.type, row.key), row.number)
        if before != row.number:
            failures += at_row(row.number, [Failure("import_place_twice", field="key", row=before)])
        strange = OF_SPACE if row.type == VENUE else OF_VENUE
        failures += at_row(
            row.number,
            [
                Failure("import_cell_of_other_type", field=column)
                for column in strange
                if column in row.values
            ],
        )
    return failures


def check_new(row: PlaceRow) -> list[Failure]:
    missing = [column for column in NEEDED[row.type] if column not in row.values]
    return at_row(row.number, [Failure("field_missing", field=column) for column in missing])


def in_order(rows: Iterable[PlaceRow]) -> tuple[list[PlaceRow], list[Failure]]:
    """Venues first, then each space after the one it is a part of; those in a circle fail."""
    rows = list(rows)
    ordered = [row for row in rows if row.type == VENUE]
    waiting = [row for row in rows if row.type == SPACE]
    unwritten = {row.key for row in waiting}
    while waiting:
        ready = [row for row in waiting if row.values.get("parent_key") not in unwritten]
        if not ready:
            loop = Failure("import_parent_loop", field="parent_key")
            return ordered, [one for row in waiting for one in at_row(row.number, [loop])]
        ordered += ready
        unwritten -= {row.key for row in ready}
        waiting = [row for row in waiting if row.key in unwritten]
    return ordered, []
