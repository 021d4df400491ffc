"""The public directory: what is found, what is shown, and at what cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.members.directory import CANDIDATES, WALK
from services.members.domain.spelling import forms_of
from services.members.models import NameWord
from tests.members.lists import PERSON, counted, read_csv, space, taken_over
from tests.members.making import done, if_match, refused

pytestmark = pytest.mark.asyncio

NAMES = [
    "Không gian sáng tạo Sông Hồng",
    "Xưởng gốm Bát Tràng",
    "Đình Đông Thành",
    "Ấm Áp",
    "An Nhiên",
    "Dó – giấy 100% thủ công",
]


async def people(network, *names, **changes):
    rows = [space(f"K{number}", name, **changes) for number, name in enumerate(names)]
    return (await taken_over(network, *rows))["items"]


async def names(network, **params):
    found = done(await network.public.get("/v1/members", params=params))
    return [one["name"] for one in found["items"]]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("khong gian sang tao", NAMES[0]),
        ("tao sang", NAMES[0]),
        ("SÔNG hồng", NAMES[0]),
        ("dinh dong", NAMES[2]),
        ("100%", NAMES[5]),
        ("do giay", NAMES[5]),
        ("an", NAMES[4]),
    ],
)
async def test_words_are_found_in_any_order_without_marks(network, q, found):
    await people(network, *NAMES)
    assert found in await names(network, q=q)


@pytest.mark.parametrize(
    ("q", "found", "instead"),
    [
        ("khong gain sagn tao", NAMES[0], "khong gian sang tao"),
        ("battrang", NAMES[1], "bat trang"),
        ("xuwong", NAMES[1], "xuong"),
        ("dinh dongg thanh", NAMES[2], "dinh dong thanh"),
    ],
)
async def test_a_slip_of_the_keyboard_finds_what_was_meant_and_says_so(network, q, found, instead):
    await people(network, *NAMES)
    answer = done(await network.public.get("/v1/members", params={"q": q}))
    assert [one["name"] for one in answer["items"]] == [found]
    assert answer["searched_instead"] == instead


async def test_what_nobody_is_called_is_not_found(network):
    await people(network, *NAMES)
    for q in ("xyzxyz", "_00%", "%", "\\", "khong gian xyzxyz", "q" * 200, "- ( )"):
        answer = done(await network.public.get("/v1/members", params={"q": q}))
        assert answer["items"] == [], q
        assert answer["searched_instead"] is None


async def test_a_new_name_is_found_by_a_slip_and_the_old_one_no_more(network):
    (entry,) = await people(network, "Nhà Tơ")
    url = f"/v1/members/{entry['member_id']}"
    shown = done(await network.officer.get(url))
    change = {"name": "Vườn Ươm"}
    done(await network.officer.patch(url, json=change, headers=if_match(shown)))
    assert await names(network, q="vuno uom") == ["Vườn Ươm"]
    assert await names(network, q="nha to") == []


async def test_pages_of_a_search_follow_the_alphabet_even_when_too_many_match(network, monkeypatch):
    """Gathered, walked through, and gathered after a walk that led nowhere, they are the same."""
    await people(network, *(f"Không gian {letter}" for letter in "đdcaăâ"), "A", "E", "Xưởng")
    ways = []
    for most, walk in ((CANDIDATES, WALK), (3, WALK), (0, 3), (0, 1)):
        monkeypatch.setattr("services.members.directory.CANDIDATES", most)
        monkeypatch.setattr("services.members.directory.WALK", walk)
        for sort in ("name", "-name"):
            found, cursor = [], None
            while True:
                params = {"q": "khong gian", "limit": 2, "sort": sort}
                params |= {"cursor": cursor} if cursor else {}
                page = done(await network.public.get("/v1/members", params=params))
                found += [one["name"][-1] for one in page["items"]]
                if not (cursor := page["next_cursor"]):
                    break
            ways.append("".join(found))
    assert ways == ["aăâcdđ", "đdcâăa"] * 4


async def test_a_page_after_the_last_does_not_turn_to_other_words(network):
    await people(network, "Sang A", "Sang B", "Sanh C")
    page = done(await network.public.get("/v1/members", params={"q": "sang", "limit": 1}))
    cursor = page["next_cursor"]
    second = {"q": "sang", "limit": 1, "cursor": cursor}
    page = done(await network.public.get("/v1/members", params=second))
    url = f"/v1/members/{page['items'][0]['id']}"
    done(await network.officer.post(f"{url}/leave"))
    page = done(await network.public.get("/v1/members", params=second))
    assert (page["items"], page["searched_instead"]) == ([], None)


async def test_a_ward_is_found_by_its_present_and_its_former_name(network):
    await people(network, "Cũ", ward="Phường Hàng Bạc")
    await people(network, "Mới", external_key="M", ward="Phường Hoàn Kiếm")
    await people(network, "Kín", external_key="N", ward="Phường Hoàn Kiếm", address_public="")
    for ward in ("phuong hoan kiem", "Hoàn Kiếm", "Phường Hàng Bạc", "hang bac"):
        assert await names(network, ward=ward) == ["Cũ", "Mới"], ward
    assert await names(network, ward="Phường Láng") == []


async def test_a_box_finds_public_places_only(network):
    await people(network, "Trong", latitude="21.03", longitude="105.85")
    await people(network, "Ngoài", external_key="N", latitude="10.77", longitude="106.70")
    await people(network, "Kín", external_key="P", address_public="không")
    assert await names(network, bbox="105.7,20.9,106.0,21.1") == ["Trong"]
    assert await names(network, bbox="170,-90,106.75,90") == ["Ngoài", "Trong"]
    assert await names(network, bbox="170,-90,-170,90") == []
    for wrong in ("1,2,3", "a,b,c,d", "nan,1,2,3", ",,,"):
        code = "box_not_on_earth" if "nan" in wrong else "box_not_readable"
        answer = await network.public.get("/v1/members", params={"bbox": wrong})
        refused(answer, 422, code)
    for wrong in ("-181,0,0,0", "0,5,0,4", "0,0,0,91", "inf,0,0,0"):
        answer = await network.public.get("/v1/members.geojson", params={"bbox": wrong})
        refused(answer, 422, "box_not_on_earth")
    refused(await network.public.get("/v1/members?status=gone"), 422, "field_not_listed")


@pytest.mark.parametrize("who", ["public", "stranger", "officer", "applicant"])
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_each_entry_is_the_members_own_page(network, who, language):
    mine = await network.member()
    url = f"/v1/members/{mine['member_id']}"
    body = {"reason": "x", "reason_code": "safety"}
    await people(network, *NAMES[:3], **PERSON, description_en="About", website="https://a.example")
    await people(network, "Trực tuyến", external_key="T", online_url="https://t.example")
    done(await network.officer.post(f"{url}/suspend", json=body))
    client = getattr(network, who)
    headers = {"Accept-Language": language}
    items = done(await client.get("/v1/members", headers=headers))["items"]
    assert len(items) == 5
    for item in items:
        assert item == done(await client.get(f"/v1/members/{item['id']}", headers=headers))


async def test_the_map_and_the_table_show_what_is_public_and_nothing_else(network):
    await people(network, "Mở", **PERSON, fields="design; film", website="https://mo.example")
    await people(network, "Kín", external_key="B", address_public="", **PERSON)
    answer = await network.public.get("/v1/members.geojson", headers={"Accept-Language": "en"})
    assert answer.headers["content-type"] == "application/geo+json"
    shut, open_ = done(answer)["features"]
    assert shut["geometry"] is None
    assert shut["properties"]["address_line"] is None
    assert open_["geometry"] == {"type": "Point", "coordinates": [105.8542, 21.0285]}
    assert open_["properties"]["field_labels"] == ["Design", "Film"]
    assert open_["properties"]["ward"] == "Phường Hoàn Kiếm"
    table = await network.public.get("/v1/members.csv")
    rows = read_csv(table)
    assert [row["name"] for row in rows] == ["Kín", "Mở"]
    assert [row["latitude"] for row in rows] == ["", "21.0285"]
    assert rows[1]["fields"] == "design; film"
    for body in (answer.text, table.text):
        for private in ("Nguyễn", "lienhe@", "91234"):
            assert private not in body
    assert "phố Mẫu" not in rows[0].values()


async def test_a_member_puts_itself_on_the_map_and_takes_itself_off(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    shown = done(await network.applicant.get(url))
    place = {"latitude": 21.03, "longitude": 105.85}
    change = {"coordinates": place, "online_url": "https://t.example"}
    hidden = done(await network.applicant.patch(url, json=change, headers=if_match(shown)))
    assert (hidden["coordinates"], hidden["private"]["coordinates"]) == (None, place)
    assert done(await network.public.get(url))["private"] is None
    change = {"address_public": True}
    public = done(await network.applicant.patch(url, json=change, headers=if_match(hidden)))
    assert done(await network.public.get(url))["coordinates"] == place
    box = {"bbox": "105.8,21,105.9,21.1"}
    assert len(done(await network.public.get("/v1/members.geojson", params=box))["features"]) == 1
    change = {"coordinates": None}
    off = done(await network.applicant.patch(url, json=change, headers=if_match(public)))
    assert (off["coordinates"], off["online_url"]) == (None, "https://t.example")
    for wrong in ({"latitude": 91, "longitude": 0}, {"latitude": 1}, {"latitude": "NaN"}):
        change = {"coordinates": wrong}
        answer = await network.applicant.patch(url, json=change, headers=if_match(off))
        assert answer.status_code == 422


async def test_a_table_runs_nothing_in_a_spreadsheet(network):
    await people(network, '=HYPERLINK("http://x")', "@cmd", "+1")
    rows = read_csv(await network.public.get("/v1/members.csv"))
    assert {row["name"] for row in rows} == {'\'=HYPERLINK("http://x")', "'@cmd", "'+1"}


@pytest.mark.parametrize("path", ["/v1/members", "/v1/members.geojson", "/v1/members.csv"])
async def test_who_has_it_already_is_told_so_until_something_changes(network, path):
    (entry,) = await people(network, "Mẫu")
    first = await network.public.get(path)
    known = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
    again = await network.public.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "public, no-cache"
    assert (await network.public.get(path, params={"q": "x"}, headers=known)).status_code == 200
    english = {**known, "Accept-Language": "en"}
    assert (await network.public.get(path, headers=english)).status_code == 200
    url = f"/v1/members/{entry['member_id']}/suspend"
    body = {"reason": "x", "reason_code": "safety"}
    done(await network.officer.post(url, json=body))
    assert (await network.public.get(path, headers=known)).status_code == 200


@pytest.mark.parametrize(
    ("path", "params", "budget"),
    [
        ("/v1/members", {}, 1),
        ("/v1/members", {"q": "khong gian", "kind": "art_space", "field": "design"}, 1),
        ("/v1/members", {"q": "khogn gian"}, 3),
        ("/v1/members.geojson", {}, 2),
        ("/v1/members.csv", {"q": "khogn"}, 4),
    ],
)
async def test_a_page_costs_the_same_few_queries_however_many_members(
    network, monkeypatch, path, params, budget
):
    for number in (1, 30):
        await people(network, *(f"Không gian {number}-{one}" for one in range(number)))
        network.clock.advance(timedelta(seconds=1))
        with counted(network, monkeypatch) as said:
            done_ = await network.public.get(path, params=params)
        assert done_.status_code == 200
        assert len(said) == budget, said


async def test_the_database_makes_the_forms_that_the_domain_asks_for(network):
    await people(network, *NAMES)
    async with network.service.database.sessions() as session:
        rows = list(await session.scalars(select(NameWord)))
    assert {row.word for row in rows} >= {"khong", "trang", "dinh", "100"}
    assert all(set(row.near) == forms_of(row.word) for row in rows)
