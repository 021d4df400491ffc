"""Members book places, and what is public is published."""

from __future__ import annotations

from deploy.demo import acts
from deploy.demo.season import BOOKINGS, Season


async def members_book(season: Season) -> None:
    """Thành viên đặt chỗ · Members ask for spaces, the host confirms."""
    city, wished = season.city, []
    for number in range(BOOKINGS):
        member = season.members[number % len(season.members)]
        start = acts.tomorrow_at(city, 2 + (number % 3) * 3, days=5 + number // 3)
        spaces = await acts.bookable_spaces(member, start, 2)
        space = spaces[number % len(spaces)]
        title = f"Buổi thực hành mẫu số {number + 1}"
        wished.append(
            await acts.request_booking(member, space, start, 2, title, public=number % 5 != 4)
        )
    season.promises.check("bookings requested", BOOKINGS, len(wished))
    host = season.city.someone("officer", "officer")
    for booking in wished:
        season.bookings.append(await host.post("bookings", f"/v1/bookings/{booking['id']}/confirm"))
    confirmed = sum(one["status"] == "confirmed" for one in season.bookings)
    season.promises.check("bookings confirmed", BOOKINGS, confirmed)


async def rivals_meet(season: Season) -> None:
    """Hai bên cùng một chỗ · Everybody wants one slot at one moment; one gets it."""
    city = season.city
    start = acts.tomorrow_at(city, 3, days=40)
    spaces = await acts.bookable_spaces(season.members[0], start, 2)
    rivals = [
        await acts.request_booking(member, spaces[0], start, 2, "Tranh chỗ (mẫu)", public=False)
        for member in season.members
    ]
    answers = await acts.all_at_once(
        *(
            season.officer.ask("POST", "bookings", f"/v1/bookings/{one['id']}/confirm", json={})
            for one in rivals
        )
    )
    statuses = sorted(answer.status_code for answer in answers)
    season.promises.check("of six rivals for one slot", [200] + [409] * 5, statuses)
    loser = next(answer for answer in answers if answer.status_code == 409)
    season.tell(f"    {loser.json()['detail']}")


async def items_are_published(season: Season) -> None:
    """Biên tập viên đăng tin · The editor publishes what is public to the feeds."""
    public = [one for one in season.bookings if one["activity"]["public"]]
    for booking in public[:6]:
        season.items.append(await acts.publish_item(season.editor, booking))
    expected = [item["id"] for item in season.items]

    async def in_feed(path: str) -> bool:
        answer = await season.city.passer_by.ask("GET", "promotion", f"/v1/feeds/{path}")
        return all(id in answer.text for id in expected)

    for path in ("atom.xml", "feed.json", "calendar.ics"):
        await season.city.until(f"all items are in {path}", lambda path=path: in_feed(path))  # type: ignore[misc]
    season.promises.check("items in each of three feeds", 6, len(expected))


async def one_is_called_off(season: Season) -> None:
    """Một buổi bị hủy · A member cancels; what was published is withdrawn everywhere."""
    booking, item = season.bookings[0], season.items[0]
    member = next(one for one in season.members if one.id == str(booking["member"]["id"]))
    await member.person.post(
        "bookings", f"/v1/bookings/{booking['id']}/cancel", {"reason": "Nghệ nhân bị ốm."}
    )

    async def retracted() -> bool:
        shown = await season.editor.get("promotion", f"/v1/items/{item['id']}")
        return bool(shown["status"] == "retracted")

    await season.city.until("the published item is retracted", retracted)
    atom = await season.city.passer_by.ask("GET", "promotion", "/v1/feeds/atom.xml")
    season.promises.check("the feed carries a tombstone", True, "deleted-entry" in atom.text)
    free = await acts.bookable_spaces(member, acts.tomorrow_at(season.city, 2, days=5), 2)
    freed = booking["space"]["id"] in {one["id"] for one in free}
    season.promises.check("the freed place can be booked again", True, freed)
