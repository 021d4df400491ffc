"""What tests of bookings make: venues, spaces, members and bookings, in the words of the field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from shared.events.base import Bilingual, Coded, Reference
from shared.events.members import (
    MemberAdmittedV1,
    MemberLeftV1,
    MemberMergedV1,
    MemberState,
    MemberSuspendedV1,
)
from shared.ids import new_id
from tests.support.running import RunningService

POTTERY = {
    "title": {"vi": "Ngày hội gốm", "en": "Pottery day"},
    "summary": {"vi": "Nặn và vẽ gốm.", "en": "Shape and paint pottery."},
    "kind": "workshop",
    "expected_audience": 40,
    "public": True,
}


def member_state(
    kind: type[MemberState], id: UUID, status: str, name: str, successor: Reference | None = None
) -> Any:
    return kind(
        id=id,
        name=name,
        kind=Coded(code="craft_village", label=Bilingual(vi="Làng nghề", en="Craft village")),
        ownership=Coded(code="community", label=Bilingual(vi="Cộng đồng", en="Community")),
        fields=[],
        status=Coded(code=status, label=Bilingual(vi=status, en=status)),
        status_since=date(2026, 11, 23),
        address=None,
        website=None,
        member_since=date(2025, 12, 10),
        certificate_number=None,
        successor=successor,
    )


def instant(time: datetime) -> str:
    return time.isoformat()


@dataclass
class City:
    """A running bookings service with one venue, and people who use it."""

    service: RunningService
    host_id: UUID = field(default_factory=new_id)
    venue: dict[str, Any] = field(default_factory=dict)

    @property
    def officer(self) -> httpx.AsyncClient:
        return self.service.as_("officer")

    @property
    def host(self) -> httpx.AsyncClient:
        return self.service.as_("host", host=self.host_id)

    def member(self, id: UUID) -> httpx.AsyncClient:
        return self.service.as_("member", sub=f"member-{id}", member=id)

    async def open_venue(self) -> None:
        body = {
            "name": {"vi": "Bảo tàng Mẫu", "en": "Sample museum"},
            "host_id": str(self.host_id),
            "address": {"line": "Phạm Hùng", "ward": "Từ Liêm"},
        }
        self.venue = await made(self.officer.post("/v1/venues", json=body))

    async def make_space(self, **rules: Any) -> dict[str, Any]:
        body = {
            "venue_id": self.venue["id"],
            "name": {"vi": "Sân khấu kính", "en": "Glass stage"},
            "kind": "stage",
            "capacity": 100,
        }
        return await made(self.host.post("/v1/spaces", json=body | rules))

    async def admit(self, name: str = "Xưởng Gốm Mẫu", id: UUID | None = None) -> UUID:
        id = id or new_id()
        await self.service.deliver(member_state(MemberAdmittedV1, id, "active", name))
        return id

    async def suspend(self, member: UUID) -> None:
        await self.service.deliver(
            member_state(MemberSuspendedV1, member, "suspended", "Xưởng Gốm Mẫu")
        )

    async def leave(self, member: UUID) -> None:
        await self.service.deliver(member_state(MemberLeftV1, member, "left", "Xưởng Gốm Mẫu"))

    async def merge(self, member: UUID, into: UUID, name: str = "Xưởng Lớn Mẫu") -> None:
        heir = Reference(id=into, name=name)
        await self.service.deliver(
            member_state(MemberMergedV1, member, "merged", "Xưởng Gốm Mẫu", heir)
        )

    def at(self, days: float, hours: float = 0) -> datetime:
        """So many days and hours from now (Monday nine o'clock in Hanoi)."""
        return self.service.clock.now() + timedelta(days=days, hours=hours)

    def request(
        self, space: dict[str, Any], start: datetime, hours: float = 2, **activity: Any
    ) -> dict[str, Any]:
        return {
            "space_id": space["id"],
            "starts_at": instant(start),
            "ends_at": instant(start + timedelta(hours=hours)),
            "activity": POTTERY | activity,
        }

    async def requested(
        self,
        space: dict[str, Any],
        start: datetime,
        hours: float = 2,
        member: UUID | None = None,
        **activity: Any,
    ) -> dict[str, Any]:
        member = member or await self.admit()
        body = self.request(space, start, hours, **activity)
        return await made(self.member(member).post("/v1/bookings", json=body))

    async def confirmed(
        self, space: dict[str, Any], start: datetime, hours: float = 2, **more: Any
    ) -> dict[str, Any]:
        booking = await self.requested(space, start, hours, **more)
        return await done(self.host.post(f"/v1/bookings/{booking['id']}/confirm"))

    async def booking(self, id: str) -> dict[str, Any]:
        return await done(self.officer.get(f"/v1/bookings/{id}"))


async def made(request: Any) -> dict[str, Any]:
    return await _answer(request, 201)


async def done(request: Any) -> dict[str, Any]:
    return await _answer(request, 200)


async def _answer(request: Any, status: int) -> dict[str, Any]:
    answer: httpx.Response = await request
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def refused(request: Any, status: int = 409) -> dict[str, Any]:
    """The problem that came instead, which must have the status."""
    answer: httpx.Response = await request
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def codes(problem: dict[str, Any]) -> list[str]:
    return [error["code"] for error in problem["errors"]]
