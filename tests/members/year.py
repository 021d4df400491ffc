"""What tests of the year make: activities as other services tell them, rounds, awards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shared.events import bookings, promotion
from shared.events.base import Bilingual, Reference
from shared.events.samples.making import coded
from shared.ids import new_id
from tests.members.making import Network, done

PLACE = Reference(id=new_id(), name="Sân khấu kính")
VENUE = Reference(id=new_id(), name="Bảo tàng Hà Nội")


class Year:
    """Steps through a member's year; each returns the answer's body."""

    def __init__(self, network: Network) -> None:
        self.network, self.officer = network, network.officer
        self.judge = network.service.as_("decider", sub="director")

    def as_member(self, member_id: str, sub: str = "applicant"):
        return self.network.service.as_("member", sub=sub, member=member_id)

    async def held(
        self,
        member_id: str,
        *,
        public: bool = True,
        audience: int | None = 40,
        days_ago: int = 3,
        id: UUID | None = None,
    ) -> UUID:
        """A booking that was granted and took place."""
        starts = self.network.clock.now() - timedelta(days=days_ago)
        ends = starts + timedelta(hours=3)
        member, id = Reference(id=UUID(member_id), name="Không gian"), id or new_id()
        title = Bilingual(vi="Xưởng gốm mở cửa", en=None)
        granted = bookings.BookingGrantedV1(
            id=id,
            member=member,
            space=PLACE,
            venue=VENUE,
            host_id=new_id(),
            starts_at=starts,
            ends_at=ends,
            dates=[bookings.NoticeDate(id=id, starts_at=starts, ends_at=ends, space=PLACE)],
            activity_title=title,
            public=public,
            version=2,
        )
        activity = bookings.PublicActivity(
            title=title,
            summary=None,
            kind=coded("workshop", "Xưởng", "Workshop"),
            expected_audience=audience,
        )
        done = coded("completed", "Đã diễn ra", "Completed")
        date = bookings.BookedDate(id=id, starts_at=starts, ends_at=ends, status=done, space=PLACE)
        completed = bookings.BookingCompletedV1(
            id=id,
            status=done,
            dates=[date],
            space=PLACE,
            venue=VENUE,
            starts_at=starts,
            ends_at=ends,
            activity=activity if public else None,
            member=member if public else None,
        )
        await self.network.service.deliver(granted, completed)
        return id

    async def no_show(self, member_id: str, date_id: UUID | None = None) -> None:
        now = self.network.clock.now()
        times = {"starts_at": now - timedelta(days=1), "ends_at": now - timedelta(hours=20)}
        event = bookings.BookingNoShowV1(
            id=new_id(),
            dates=[bookings.NoticeDate(id=date_id or new_id(), space=PLACE, **times)],
            member=Reference(id=UUID(member_id), name="Không gian"),
            space=PLACE,
            venue=VENUE,
            host_id=new_id(),
            **times,
            activity_title=Bilingual(vi="Buổi đọc sách", en=None),
            public=True,
            version=3,
        )
        await self.network.service.deliver(event)

    def item(self, member_id: str, published_at: datetime, **changes: Any) -> dict[str, Any]:
        return {
            "id": new_id(),
            "slug": "bai",
            "status": coded("published", "Đã đăng", "Published"),
            "kind": coded("news", "Tin", "News"),
            "title": Bilingual(vi="Bài về xưởng gốm", en=None),
            "summary": None,
            "body": None,
            "languages": ["vi"],
            "url": "https://promotion.example/items/bai",
            "member": Reference(id=UUID(member_id), name="Không gian"),
            "booking_id": None,
            "place": None,
            "starts_at": None,
            "ends_at": None,
            "license": None,
            "published_at": published_at,
            "updated_at": published_at,
            "retracted_at": None,
            "dates": [],
            "retraction_code": None,
            **changes,
        }

    async def published(self, member_id: str) -> dict[str, Any]:
        state = self.item(member_id, self.network.clock.now())
        await self.network.service.deliver(promotion.ItemPublishedV1(**state))
        return state

    async def retracted(self, state: dict[str, Any]) -> None:
        gone = {**state, "title": None, "slug": None, "retracted_at": self.network.clock.now()}
        await self.network.service.deliver(promotion.ItemRetractedV1(**gone))

    async def contributions(self, **filters: Any) -> list[dict[str, Any]]:
        return done(await self.officer.get("/v1/contributions", params=filters))["items"]

    async def enter(self, member_id: str, **changes: Any) -> dict[str, Any]:
        body = {
            "member_id": member_id,
            "kind": "participation",
            "title": "Hội thảo thành phố sáng tạo",
            "happened_on": "2026-06-01",
            "hours": 4,
            "reason": "Danh sách điểm danh",
            **changes,
        }
        return done(await self.officer.post("/v1/contributions", json=body), 201)

    async def nominate(self, member_id: str, ids: list[str], status: int = 201, **changes: Any):
        body = {
            "year": 2026,
            "form": "department_merit",
            "title": {"vi": "Chuỗi xưởng gốm cộng đồng", "en": "Community pottery series"},
            "recipient": {"kind": "organisation", "member_id": member_id},
            "contribution_ids": ids,
            "statement": "Tổ chức đều đặn, mở cửa cho trẻ em.\nĐược cộng đồng tham gia đông.",
            **changes,
        }
        return done(await self.officer.post("/v1/awards", json=body), status)

    async def due_work(self) -> None:
        """What is due now is done."""
        await self.network.service.do_due()
