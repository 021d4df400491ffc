"""Pictures of places: without what a camera wrote into them, in their host's order."""

from __future__ import annotations

from typing import Any

import pytest

from services.bookings.usecases.remove_orphans import REMOVE_ORPHANS
from tests.bookings.making import City, codes, done, made, refused
from tests.support.pictures import SECRET, jpeg, png, webp
from tests.support.statements import counted

JPEG = {"Content-Type": "image/jpeg"}


async def add(city: City, path: str, content: bytes = b"", **headers: str) -> dict[str, Any]:
    sent = city.host.post(f"{path}/photos", content=content or jpeg(), headers=JPEG | headers)
    return await made(sent)


@pytest.mark.parametrize("content", [jpeg(6), png(), webp()], ids=["jpeg", "png", "webp"])
async def test_a_picture_is_shown_to_everyone_without_metadata(city: City, content: bytes) -> None:
    space = await city.make_space()
    photo = await add(city, f"/v1/spaces/{space['id']}", content)
    assert (photo["width"], photo["height"], photo["scan_status"]) == (4, 3, "not_scanned")
    answer = await city.service.http.get(photo["url"])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == photo["media_type"]
    assert "immutable" in answer.headers["cache-control"]
    assert SECRET in content
    assert SECRET not in answer.content
    known = {"If-None-Match": answer.headers["etag"]}
    assert (await city.service.http.get(photo["url"], headers=known)).status_code == 304
    shown = (await done(city.service.http.get(f"/v1/spaces/{space['id']}")))["photos"]
    assert [one["id"] for one in shown] == [photo["id"]]


async def test_pictures_stand_in_their_hosts_order_with_words_beside_them(city: City) -> None:
    path = f"/v1/venues/{city.venue['id']}"
    first, second = await add(city, path), await add(city, path, png())
    change = {"position": 0, "alt": {"vi": "Sân khấu bên hồ"}, "credit": "Ảnh: Xưởng Mẫu"}
    changed = await done(
        city.host.patch(f"/v1/photos/{second['id']}", json=change, headers={"If-Match": "*"})
    )
    assert changed["alt"] == {"vi": "Sân khấu bên hồ", "en": None}
    shown = (await done(city.service.http.get(path)))["photos"]
    assert [one["id"] for one in shown] == [second["id"], first["id"]]
    assert shown[0]["alt"]["vi"] == "Sân khấu bên hồ"
    listed = await done(city.service.http.get("/v1/photos", params={"venue_id": city.venue["id"]}))
    assert [one["id"] for one in listed["items"]] == [second["id"], first["id"]]


async def test_a_removed_picture_goes_with_its_file_unless_another_has_it(city: City) -> None:
    path = f"/v1/venues/{city.venue['id']}"
    first, second = await add(city, path), await add(city, path)
    await done(city.host.delete(f"/v1/photos/{first['id']}"))
    assert (await city.service.http.get(first["url"])).status_code == 404
    await city.service.do_due()
    assert (await city.service.http.get(second["url"])).status_code == 200
    assert len((await done(city.service.http.get(path)))["photos"]) == 1
    assert REMOVE_ORPHANS.name == "remove_orphan"


async def test_a_phones_own_picture_is_refused_with_what_to_do(city: City) -> None:
    path, heic = f"/v1/venues/{city.venue['id']}/photos", b"\0\0\0\x18ftypheic" + bytes(99)
    for language, words in (
        ("vi", ("JPEG, PNG, WebP", "Tương thích nhất")),
        ("en", ("JPEG, PNG, WebP", "Most Compatible")),
    ):
        headers = JPEG | {"Accept-Language": language}
        (error,) = (await refused(city.host.post(path, content=heic, headers=headers), 422))[
            "errors"
        ]
        assert error["code"] == "picture_is_heic"
        assert all(one in error["detail"] for one in words), error["detail"]


async def test_what_is_no_picture_is_refused(city: City) -> None:
    path = f"/v1/venues/{city.venue['id']}/photos"
    for content, code in (
        (b"", "document_empty"),
        (b"%PDF-1.7", "document_type_refused"),
        (b"\xff\xd8\xff\xe0 no more", "image_not_readable"),
        (jpeg() + bytes(9_100_000), "photo_too_large"),
    ):
        problem = await refused(city.host.post(path, content=content, headers=JPEG), 422)
        assert codes(problem) == [code]
    stranger = city.service.as_("host", host=city.venue["id"])
    problem = await refused(stranger.post(path, content=jpeg(), headers=JPEG), 403)
    assert codes(problem) == ["not_host_of_venue"]
    tried = await city.host.post(f"{path}?dry_run=true", content=jpeg(), headers=JPEG)
    assert tried.json()["would_answer"] == 201
    assert (await done(city.service.http.get(path.removesuffix("/photos"))))["photos"] == []


async def test_a_place_has_so_many_pictures_and_no_more(running: Any) -> None:
    async with running("bookings", photos_per_place=2) as service:
        city = City(service)
        await city.open_venue()
        path = f"/v1/venues/{city.venue['id']}"
        for _ in range(2):
            await add(city, path)
        problem = await refused(city.host.post(f"{path}/photos", content=png(), headers=JPEG))
        assert codes(problem) == ["too_many_photos"]
        space = await city.make_space()
        await add(city, f"/v1/spaces/{space['id']}")


async def test_a_list_of_spaces_shows_pictures_without_asking_more(city: City) -> None:
    space = await city.make_space()
    for _ in range(3):
        await add(city, f"/v1/spaces/{space['id']}")
    for number in range(10):
        await city.make_space(name={"vi": f"Phòng {number}"})
    with counted(city.service) as statements:
        listed = await done(city.service.http.get("/v1/spaces"))
    assert len(listed["items"]) == 11
    assert len(statements) <= 3, statements
