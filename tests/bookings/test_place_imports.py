"""Lists of places: taken over whole or not at all, again without effect."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import Workbook

from services.bookings.api.imported_places import ImportedPlace
from services.bookings.api.spaces import ChangeSpace
from services.bookings.api.venues import ChangeVenue
from services.bookings.domain.place_imports import COLUMNS
from services.bookings.domain.place_rules import RULES
from shared.events.bookings import SpacePublishedV1
from tests.bookings.making import City, codes, done, made, refused

HEAD = [
    "type",
    "key",
    "venue_key",
    "parent_key",
    "name_vi",
    "kind",
    "capacity",
    "indoor",
    "opening",
]
ROWS = [
    ["space", "BT-SK", "BT", "BT-KV", "Sân khấu kính", "Sân khấu", "300", "không", ""],
    ["space", "BT-KV", "BT", "", "Khuôn viên", "grounds", "2000", "no", "T2-CN 06:00-22:00"],
    ["Địa điểm", "BT", "", "", "Bảo tàng bên hồ", "", "", "", "T2-T6 08:00-17:00; T7 08:00-12:00"],
]


def as_csv(head: list[str], rows: list[list[str]], delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([head, *rows])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(head: list[str], rows: list[list[str]]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append([int(one) if one.isdigit() else one or None for one in row])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def send(city: City, content: bytes, **query: Any) -> Any:
    return city.officer.post("/v1/place-imports", content=content, params=query)


@pytest.mark.parametrize("write", [as_csv, as_xlsx, lambda *table: as_csv(*table, delimiter=";")])
async def test_a_list_is_taken_over_in_whatever_order_it_stands(city: City, write: Any) -> None:
    content = write(HEAD, ROWS)
    tried = await done(send(city, content, dry_run="true"))
    assert tried["result"]["created"] == 3
    assert (await done(city.officer.get("/v1/venues", params={"q": "bên hồ"})))["items"] == []

    taken = await made(send(city, content))
    assert [(one["row"], one["key"], one["outcome"]) for one in taken["items"]] == [
        (2, "BT-SK", "created"),
        (3, "BT-KV", "created"),
        (4, "BT", "created"),
    ]
    ids = {one["key"]: one["id"] for one in taken["items"]}
    stage = await done(city.officer.get(f"/v1/spaces/{ids['BT-SK']}"))
    assert (stage["kind"], stage["capacity"], stage["indoor"]) == ("stage", 300, False)
    assert (stage["parent_id"], stage["venue_id"]) == (ids["BT-KV"], ids["BT"])
    assert stage["opening"][0] == {"day": 1, "opens": "08:00", "closes": "17:00"}
    assert len(stage["opening"]) == 6
    assert "opening" in stage["inherited"]
    assert len(await city.service.published(SpacePublishedV1)) == 2

    again = await made(send(city, content))
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 3)
    assert (await done(city.officer.get(f"/v1/spaces/{ids['BT-SK']}")))["version"] == 1


async def test_what_differs_is_changed_and_an_empty_cell_changes_nothing(city: City) -> None:
    await made(send(city, as_csv(HEAD, ROWS)))
    head = ["type", "key", "capacity", "layouts", "accessibility", "lead_hours"]
    layouts, facts = "theatre=200; Đứng=350", "step_free=yes; Thang máy=không"
    rows = [["space", "BT-SK", "350", layouts, facts, ""], ["venue", "BT", "", "", "", "48"]]
    taken = await made(send(city, as_csv(head, rows)))
    assert [(one["key"], one["changed"]) for one in taken["items"]] == [
        ("BT-SK", ["accessibility", "capacity", "layouts"]),
        ("BT", ["lead_hours"]),
    ]
    space = await done(city.officer.get(f"/v1/spaces/{taken['items'][0]['id']}"))
    assert space["layouts"][1]["code"] == "standing"
    assert space["accessibility"] == {"step_free": "yes", "lift": "no"}
    assert (space["name"]["vi"], space["lead_hours"]) == ("Sân khấu kính", 48)


PATCHED_AS = {
    "parent_id": ["parent_key"],
    "name": ["name_vi", "name_en"],
    "address": ["address_line", "ward"],
    "external_key": ["key"],
    "inherited": [],  # an empty cell changes nothing, so a list gives no rule back to the venue
    "keep_confirmed": [],  # said of the list as a whole
    "rules": list(RULES),
}
"""The columns of the fields that are not called as their column is."""


def test_every_field_of_a_place_that_can_be_changed_has_a_column() -> None:
    fields = [*ChangeSpace.model_fields, *ChangeVenue.model_fields]
    columns = {column for one in fields for column in PATCHED_AS.get(one, [one])}
    assert columns | {"type", "venue_key"} == set(COLUMNS)
    assert set(ImportedPlace.model_fields) == set(COLUMNS)


RULES_AS_WRITTEN = {
    "seasons": "Mùa hè 05-15..08-31: T2-CN 06:00-22:00 | 12-24..12-31: đóng cửa",
    "on_holidays": "Đóng cửa",
    "on_make_up_days": "T2",
    "no_show_minutes": "30",
    "noise_limits": "06:00-21:00=70; 21:00 – 06:00 = 55",
}


async def test_every_rule_can_be_written_in_a_cell(city: City) -> None:
    await made(send(city, as_csv(HEAD, ROWS)))
    content = as_csv(
        ["type", "key", *RULES_AS_WRITTEN], [["space", "BT-SK", *RULES_AS_WRITTEN.values()]]
    )
    taken = await made(send(city, content))
    (row,) = taken["items"]
    assert row["changed"] == sorted(RULES_AS_WRITTEN)
    space = await done(city.officer.get(f"/v1/spaces/{row['id']}"))
    summer, closed = space["seasons"]
    assert (summer["name"]["vi"], summer["from"], len(summer["opening"])) == ("Mùa hè", "05-15", 7)
    assert (closed["to"], closed["opening"]) == ("12-31", [])
    assert [space[rule] for rule in ("on_holidays", "on_make_up_days", "no_show_minutes")] == [
        0,
        1,
        30,
    ]
    assert [one["dba"] for one in space["noise_limits"]] == [70, 55]
    assert (await made(send(city, content)))["unchanged"] == 1


async def test_a_rule_that_cannot_be_read_is_told_with_how_to_write_it(city: City) -> None:
    await made(send(city, as_csv(HEAD, ROWS)))
    wrong = {
        "seasons": "Mùa hè: T2 08:00-17:00",
        "on_holidays": "T9",
        "on_make_up_days": "đóng cửa",
        "no_show_minutes": "-1",
        "noise_limits": "06:00-21:00=loud",
    }
    content = as_csv(["type", "key", *wrong], [["space", "BT-SK", *wrong.values()]])
    problem = await refused(send(city, content), 422)
    assert {one["field"]: one["code"] for one in problem["errors"]} == {
        "rows.2.seasons": "import_season_not_readable",
        "rows.2.on_holidays": "import_weekday_not_readable",
        "rows.2.on_make_up_days": "field_too_small",
        "rows.2.no_show_minutes": "field_too_small",
        "rows.2.noise_limits": "import_pair_not_readable",
    }


async def test_a_list_with_mistakes_is_refused_whole_with_every_one_of_them(city: City) -> None:
    rows = [
        ["space", "A", "BT", "", "Sân", "stage", "0", "maybe", "T9 08:00-17:00"],
        ["space", "B", "NONE", "", "Sân", "stage", "10", "yes", ""],
        ["space", "C", "", "", "", "", "", "", ""],
        ["theatre", "D", "", "", "Sân", "", "", "", ""],
        ["space", "", "BT", "", "Sân", "stage", "10", "", ""],
    ]
    problem = await refused(send(city, as_csv(HEAD, rows)), 422)
    found = {(error["field"], error["code"]) for error in problem["errors"]}
    assert found == {
        ("rows.2.capacity", "field_too_small"),
        ("rows.2.indoor", "field_not_boolean"),
        ("rows.2.opening", "import_opening_not_readable"),
        ("rows.5.type", "field_not_listed"),
        ("rows.6.key", "field_missing"),
    }
    problem = await refused(send(city, as_csv(HEAD, rows[1:3])), 422)
    found = {(error["field"], error["code"]) for error in problem["errors"]}
    assert found == {
        ("rows.2.venue_key", "import_place_unknown"),
        ("rows.3.venue_key", "field_missing"),
        ("rows.3.name_vi", "field_missing"),
        ("rows.3.kind", "field_missing"),
        ("rows.3.capacity", "field_missing"),
    }
    assert (await done(city.officer.get("/v1/place-imports")))["items"] == []


async def test_rows_that_rest_on_a_wrong_one_are_not_told_as_well(city: City) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][6] = ""  # the grounds have no capacity
    problem = await refused(send(city, as_csv(HEAD, rows)), 422)
    assert [one["field"] for one in problem["errors"]] == ["rows.3.capacity"]


async def test_keys_stand_once_and_parts_in_no_circle(city: City) -> None:
    twice = [ROWS[2], ROWS[2]]
    assert codes(await refused(send(city, as_csv(HEAD, twice)), 422)) == ["import_place_twice"]
    circle = [list(row) for row in ROWS]
    circle[1][3] = "BT-SK"
    problem = await refused(send(city, as_csv(HEAD, circle)), 422)
    assert set(codes(problem)) == {"import_parent_loop"}
    strange = [["venue", "X", "BT", "", "Tên", "", "9", "", ""]]
    problem = await refused(send(city, as_csv(HEAD, strange)), 422)
    assert codes(problem) == ["import_cell_of_other_type"] * 2


async def test_what_is_taken_ahead_is_not_moved_by_a_list_either(city: City) -> None:
    taken = await made(send(city, as_csv(HEAD, ROWS[1:])))
    id = next(one["id"] for one in taken["items"] if one["key"] == "BT-KV")
    member = city.member(await city.admit())
    booking = await made(
        member.post("/v1/bookings", json=city.request({"id": id}, city.at(days=3)))
    )
    await done(city.officer.post(f"/v1/bookings/{booking['id']}/confirm"))
    problem = await refused(send(city, as_csv(HEAD, ROWS)), 422)
    assert codes(problem) == ["tree_in_use"]
    assert problem["errors"][0]["field"] == "rows.2.row"


async def test_names_of_columns_are_ours_in_either_language(city: City) -> None:
    head = ["Loại dòng", "Mã", "Tên", "Phường/xã"]
    taken = await made(send(city, as_csv(head, [["Venue", "T", "Nhà văn hóa", "Ngọc Hà"]])))
    assert taken["created"] == 1
    problem = await refused(send(city, as_csv(["type", "colour"], [["venue", "x"]])), 422)
    assert codes(problem) == ["import_column_unknown", "import_column_missing"]
    assert codes(await refused(send(city, b""), 422)) == ["import_empty"]
    answer = await city.host.post("/v1/place-imports", content=as_csv(HEAD, ROWS))
    assert answer.status_code == 403
