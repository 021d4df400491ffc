"""Lists of members that are taken over: what a column means, and what a row may do.

Each row says of one member what is so; who is new is created, who is known is changed, and the same
list again changes nothing. A member is known by its id, else by the key that the list has for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.members.domain.states import MEMBER_STATUS, only_in
from shared.errors import Failure
from shared.tables.rows import at_row
from shared.texts import Text

COLUMNS = {
    "external_key": Text("Mã trong danh sách", "Key in the list"),
    "member_id": Text("Mã thành viên", "Member id"),
    "name": Text("Tên không gian", "Name"),
    "kind": Text("Loại hình", "Kind"),
    "ownership": Text("Hình thức sở hữu", "Ownership"),
    "fields": Text("Lĩnh vực", "Fields"),
    "member_since": Text("Thành viên từ ngày", "Member since"),
    "address_line": Text("Số nhà, đường", "Street address"),
    "ward": Text("Phường/xã", "Ward"),
    "address_public": Text("Công khai địa chỉ", "Address public"),
    "latitude": Text("Vĩ độ", "Latitude"),
    "longitude": Text("Kinh độ", "Longitude"),
    "online_url": Text("Địa chỉ trực tuyến", "Online address"),
    "website": Text("Trang web", "Website"),
    "description_vi": Text("Giới thiệu (tiếng Việt)", "Description (Vietnamese)"),
    "description_en": Text("Giới thiệu (tiếng Anh)", "Description (English)"),
    "contact_name": Text("Người liên hệ", "Contact name"),
    "contact_email": Text("Thư điện tử liên hệ", "Contact e-mail"),
    "contact_phone": Text("Điện thoại liên hệ", "Contact phone"),
    "contact_locale": Text("Ngôn ngữ liên hệ", "Contact language"),
}
KNOWN_BY = ("external_key", "member_id")
"""By one of these a row says which member it speaks of."""
NEEDED_OF_NEW = ("name", "kind", "ownership", "member_since")
OF_PROFILE = (
    *("external_key", "name", "kind", "ownership", "fields", "member_since", "address_line"),
    *("ward", "address_public", "latitude", "longitude", "online_url", "website"),
    *("description_vi", "description_en"),
)
"""Columns that are the member's own; those of its contact begin with `contact_`."""
TO_READ_ONLY = ("status", "certificate_number")
"""Columns that an export has besides, and an import passes over."""

OUTCOME = {
    "created": Text("Tạo mới", "Created"),
    "changed": Text("Cập nhật", "Changed"),
    "unchanged": Text("Không đổi", "Unchanged"),
}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row as it was read: its number in the file, and what its cells say by column.

    An empty cell is None; a column that the file does not have is not among the values.
    """

    number: int
    values: dict[str, Any]
    failures: tuple[Failure, ...] = ()


def check_keys(rows: list[ImportRow]) -> list[Failure]:
    """Each key and each member stands in a file once."""
    failures: list[Failure] = []
    for column in KNOWN_BY:
        first: dict[Any, int] = {}
        for row in rows:
            value = row.values.get(column)
            if value is not None and first.setdefault(value, row.number) != row.number:
                twice = Failure("import_row_twice", field=column, row=first[value])
                failures += at_row(row.number, [twice])
    return failures


def check_new(values: dict[str, Any], today: date) -> list[Failure]:
    """What a member must have to be taken over."""
    failures = [
        Failure("field_missing", field=column)
        for column in NEEDED_OF_NEW
        if values.get(column) is None
    ]
    return failures + check_days(values, today)


def check_known(status: str, values: dict[str, Any], today: date) -> list[Failure]:
    """What may be changed of a member that is there: not that it has a name, and only now."""
    failures = only_in(MEMBER_STATUS, status, "active", "suspended")
    failures += [
        Failure("field_missing", field=column)
        for column in NEEDED_OF_NEW
        if column in values and values[column] is None
    ]
    return failures + check_days(values, today)


def check_days(values: dict[str, Any], today: date) -> list[Failure]:
    """A membership that is taken over began before."""
    return [
        Failure("import_day_to_come", field=column)
        for column in ("member_since",)
        if values.get(column) is not None and values[column] > today
    ]


def check_place(state: Mapping[str, Any]) -> list[Failure]:
    """An address has a ward; coordinates are two. `state` is what the member would then have."""
    failures = []
    if state["ward"] is None and state["address_line"] is not None:
        failures.append(Failure("field_missing", field="ward"))
    if state["ward"] is None and state["address_public"]:
        failures.append(Failure("address_to_publish_missing", field="address_public"))
    if (state["latitude"] is None) != (state["longitude"] is None):
        missing = "latitude" if state["latitude"] is None else "longitude"
        failures.append(Failure("field_missing", field=missing))
    return failures


def check_contact(contact: Mapping[str, Any]) -> list[Failure]:
    """A contact has a name, and a way to reach the person."""
    failures = [] if contact["name"] else [Failure("field_missing", field="contact_name")]
    if not (contact["email"] or contact["phone"]):
        failures.append(Failure("contact_unreachable", field="contact_email"))
    return failures
