"""A person is forgotten: every table is searched for what was planted, and every file is looked at.

What the city must keep stays without them, and the report says so.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from shared.events.bookings import ErasureCarriedOutV1
from shared.events.members import PersonErasureOrderedV1
from shared.ids import new_id
from tests.bookings.asking import PDF, drafted, set_rules
from tests.bookings.making import POTTERY, City, done, made
from tests.bookings.test_activity_reports import marks, report_of, url_of
from tests.bookings.test_permits import ANSWERS
from tests.bookings.test_waiting import slot, watched
from tests.support.pictures import jpeg
from tests.support.tokens import ISSUER

pytestmark = pytest.mark.asyncio

MARK = "Vết-riêng"
"""Stands in every text that the person writes."""
NAME = "Nguyễn Thị Dấu Vết"
PHONE = "0912345678"
STAND_IN = "erased|0197c000-0000-7000-8000-000000000001"
LINE = {"code": "who", "kind": "line", "title": {"vi": "Người phụ trách"}}
FORM = {"questions": [LINE], "documents": []}
PDF_TYPE = {"Content-Type": "application/pdf"}


class Leaver:
    """A member's person who leaves something in every place."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.id = new_id()

    @property
    def key(self) -> str:
        return f"{ISSUER}|member-{self.id}"

    @property
    def client(self) -> Any:
        return self.city.member(self.id)

    def order(self, id: UUID | None = None) -> PersonErasureOrderedV1:
        return PersonErasureOrderedV1(
            id=id or new_id(), sign_in=self.key, stand_in=STAND_IN, traces=[NAME, PHONE]
        )

    async def write_everywhere(self) -> dict[str, Any]:
        """Returns the booking that took place."""
        await self.city.admit(id=self.id)
        space = await self.city.make_space()
        await set_rules(self.city, space, intake=FORM, reapproval=["title"])
        booking = await self._ask(space)
        await self._draft(space)
        await self._permit(booking)
        await self._change(booking)
        await self._wait(space)
        await self._give_up(space)
        await self._picture()
        await made(self.client.post("/v1/calendar-feeds", json={"note": f"{MARK} lịch"}))
        await self._report(booking)
        return booking

    async def _ask(self, space: dict[str, Any]) -> dict[str, Any]:
        body = self.city.request(space, self.city.at(days=40))
        body["answers"] = {"who": f"{MARK} {NAME} {PHONE}"}
        headers = {"Idempotency-Key": f"k-{self.id}"}
        booking = await made(self.client.post("/v1/bookings", json=body, headers=headers))
        url = f"/v1/bookings/{booking['id']}"
        form = {"file": (f"{MARK}.pdf", PDF + b"%1", "application/pdf")}
        await made(self.client.post(f"{url}/attachments?kind=programme", files=form))
        seen = {"Idempotency-Key": f"h-{self.id}"}
        return await done(self.city.host.post(f"{url}/confirm", headers=seen))

    async def _draft(self, space: dict[str, Any]) -> None:
        draft = await drafted(self.city, self.id, space_id=space["id"], answers={"who": MARK})
        form = {"file": (f"{MARK}.pdf", PDF + b"%2", "application/pdf")}
        await made(self.client.post(f"/v1/booking-drafts/{draft['id']}/attachments", files=form))

    async def _permit(self, booking: dict[str, Any]) -> None:
        url = f"/v1/bookings/{booking['id']}/permits"
        headers = {"If-Match": '"0"'}
        await done(self.client.put(url, json={"answers": ANSWERS}, headers=headers))
        receipts = f"{url}/performance_approval/receipts?kind=receipt"
        await made(self.client.post(receipts, content=PDF + b"%3", headers=PDF_TYPE))
        filed = {"filed_on": self.city.at(0).date().isoformat(), "reference": "12/VHTT"}
        await done(self.client.post(f"{url}/performance_approval/file", json=filed))
        for who, words in ((self.client, f"{MARK} hỏi"), (self.city.officer, f"Chào {NAME}")):
            answer = await who.post(f"{url}/messages", json={"body": words})
            assert answer.status_code in (200, 201), answer.text

    async def _change(self, booking: dict[str, Any]) -> None:
        current = await self.city.booking(booking["id"])
        headers = {"If-Match": f'"{current["version"]}"'}
        body = {"activity": {"title": {"vi": "Tên khác"}}, "note": f"{MARK} xin đổi"}
        url = f"/v1/bookings/{booking['id']}"
        changed = await done(self.client.patch(url, json=body, headers=headers))
        assert changed["waiting_change"] is not None

    async def _wait(self, space: dict[str, Any]) -> None:
        activity = POTTERY | {"title": {"vi": f"{MARK} chờ"}, "summary": {"vi": MARK}}
        await self.city.confirmed(space, self.city.at(days=50))
        slots = [slot(self.city.at(days=50))]
        over = await watched(self.city, self.id, space, slots=slots, activity=activity)
        await done(self.client.post(f"/v1/watches/{over['id']}/end"))
        await watched(self.city, self.id, space, slots=slots)

    async def _give_up(self, space: dict[str, Any]) -> None:
        body = self.city.request(space, self.city.at(days=60))
        booking = await made(self.client.post("/v1/bookings", json=body))
        why = {"reason": f"{MARK} bị ốm", "reason_code": "illness"}
        await done(self.client.post(f"/v1/bookings/{booking['id']}/cancel", json=why))

    async def _picture(self) -> None:
        url = f"/v1/venues/{self.city.venue['id']}/photos"
        headers = {"Content-Type": "image/jpeg"}
        photo = await made(self.city.host.post(url, content=jpeg(), headers=headers))
        change = {"credit": f"Ảnh: {NAME}"}
        patch = self.city.host.patch(f"/v1/photos/{photo['id']}", json=change, headers=ANY)
        await done(patch)

    async def _report(self, booking: dict[str, Any]) -> None:
        self.city.service.clock.advance(timedelta(days=40, hours=2))
        await self.city.service.do_due()
        report = await report_of(self.city, booking)
        body = {"audience": 55, "summary": f"{MARK} kể"}
        match = {"If-Match": f'"{report["version"]}"'}
        await done(self.client.patch(url_of(report), json=body, headers=match))
        picture = {"Content-Type": "image/jpeg"}
        photos = url_of(report, f"photos?caption={MARK}")
        await made(self.client.post(photos, content=jpeg(8), headers=picture))
        noted = {"severity": "minor", "description": "Vỡ một viên gạch"}
        shown = await made(self.city.host.post(url_of(report, "damages"), json=noted))
        damage = url_of(report, f"damages/{shown['damages'][0]['id']}")
        await done(self.client.post(f"{damage}/reply", json={"reply": f"{MARK} xin lỗi"}))
        await done(self.city.host.post(f"{damage}/settle", json={"settlement": "Đã đền"}))
        said = marks("member") | {"comment": f"{MARK} nhận xét"}
        await done(self.client.post(url_of(report, "evaluate"), json=said))
        await done(self.client.post(url_of(report, "submit")))


ANY = {"If-Match": "*"}


async def stored(city: City) -> dict[str, str]:
    """Every row of every table as text; bytes as the text they hold."""
    async with city.service.database.sessions() as session:
        names = await session.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        )
        found = {}
        for name in names.all():
            rows = await session.execute(text(f'SELECT * FROM "{name}"'))
            values = [value for row in rows for value in row]
            found[name] = "\n".join(
                bytes(one).decode("utf-8", "replace") if isinstance(one, bytes) else str(one)
                for one in values
            )
        return found


def holding(tables: dict[str, str], *words: str) -> set[str]:
    return {name for name, rows in tables.items() if any(word in rows for word in words)}


def files_of(city: City) -> list[bytes]:
    folder = city.service.service.parts.settings.files_dir
    return [one.read_bytes() for one in folder.rglob("*") if one.is_file()]


async def test_nothing_that_a_person_wrote_or_sent_in_is_left(running: Any) -> None:
    async with running("bookings", orphan_file_minutes=0) as service:
        city = City(service)
        await city.open_venue()
        leaver = Leaver(city)
        booking = await leaver.write_everywhere()
        before = await stored(city)
        planted = holding(before, MARK, NAME)
        assert planted >= {
            "bookings", "booking_dates", "booking_attachments", "booking_drafts", "damages",
            "booking_changes", "watches", "activity_reports", "report_photos", "evaluations",
            "permit_messages", "photos", "calendar_feeds",
        }  # fmt: skip
        assert len(files_of(city)) == 5

        await service.deliver(leaver.order())
        after = await stored(city)
        assert holding(after, MARK, NAME, PHONE) == set()
        assert holding(after, leaver.key) == {"audit"}
        await service.do_due()
        assert len(files_of(city)) == 1  # the picture of the place
        shown = await city.booking(booking["id"])
        assert (shown["status"], shown["activity"]["title"]["vi"]) == ("completed", "Ngày hội gốm")


async def test_the_report_says_what_went_what_stays_and_why(city: City) -> None:
    leaver = Leaver(city)
    booking = await leaver.write_everywhere()
    order = leaver.order()
    await city.service.deliver(order)
    (told,) = await city.service.published(ErasureCarriedOutV1, order.id)
    assert {one.place.code: one.count for one in told.erased} == {
        "answers": 1, "reasons": 1, "attachments": 2, "permit_papers": 1, "permit_messages": 2,
        "drafts": 1, "changes": 1, "report_texts": 1, "report_photos": 1, "damage_replies": 1,
        "evaluations": 1, "photo_credits": 1, "watches": 1, "feeds": 1, "stored_answers": 2,
    }  # fmt: skip
    kept = {one.place.code: (one.count, one.why.code) for one in told.kept}
    acts = kept.pop("acts")
    assert acts[0] > 10
    assert kept == {
        "bookings": (2, "administrative_record"),
        "permit_steps": (1, "administrative_record"),
        "damages": (1, "accounts"),
        "places_in_queues": (1, "still_running"),
    }
    assert told.still_found == []
    report = await report_of(city, booking)
    assert (report["audience"], report["summary"], report["photos"]) == (55, None, [])
    assert report["damages"][0]["settlement"] == "Đã đền"


async def test_an_order_is_carried_out_once_and_touches_nobody_else(city: City) -> None:
    leaver, other = Leaver(city), Leaver(city)
    await other.write_everywhere()
    city.service.clock.advance(timedelta(days=1))
    await leaver.write_everywhere()
    untouched = await done(other.client.get("/v1/bookings"))
    order = leaver.order()
    await city.service.deliver(order)
    await city.service.deliver(order)
    assert len(await city.service.published(ErasureCarriedOutV1)) == 1
    again = await done(other.client.get("/v1/bookings"))
    assert [one["id"] for one in again["items"]] == [one["id"] for one in untouched["items"]]
    tables = await stored(city)
    assert holding(tables, other.key) >= {"bookings", "booking_attachments", "permit_messages"}
    assert MARK in tables["activity_reports"]


async def test_who_never_signed_in_is_forgotten_by_name(city: City) -> None:
    leaver = Leaver(city)
    await city.admit(id=leaver.id)
    await leaver._picture()
    order = PersonErasureOrderedV1(id=new_id(), sign_in=None, stand_in=STAND_IN, traces=[NAME])
    await city.service.deliver(order)
    (told,) = await city.service.published(ErasureCarriedOutV1)
    assert [(one.place.code, one.count) for one in told.erased] == [("photo_credits", 1)]
    assert holding(await stored(city), NAME) == set()


async def test_what_a_host_told_others_of_a_person_is_named_in_the_report(city: City) -> None:
    leaver = Leaver(city)
    await city.admit(id=leaver.id)
    space = await city.make_space()
    asked = await city.requested(space, city.at(days=7), member=leaver.id)
    why = {"reason": f"Đã trao đổi với {NAME}"}
    await done(city.host.post(f"/v1/bookings/{asked['id']}/decline", json=why))
    await city.service.deliver(leaver.order())
    assert (await city.booking(asked["id"]))["reason"] is None
    (told,) = await city.service.published(ErasureCarriedOutV1)
    assert [(one.table, one.rows) for one in told.still_found] == [("journal", 1)]
    assert holding(await stored(city), NAME) == {"journal"}
