"""What promotion hears from others, made for tests: members and bookings of a small story."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from shared.events.base import Bilingual, Coded, Reference
from shared.events.bookings import BookingConfirmedV1, BookingState, PublicActivity
from shared.events.members import MemberAdmittedV1, MemberState
from shared.ids import new_id
from tests.support.running import START, RunningService

B = TypeVar("B", bound=BookingState)
M = TypeVar("M", bound=MemberState)

MEMBER = UUID("019ab000-0000-7000-8000-00000000aaaa")
OTHER_MEMBER = UUID("019ab000-0000-7000-8000-00000000bbbb")
MUSEUM = Reference(id=UUID("019ab000-0000-7000-8000-00000000cccc"), name="Bảo tàng Hà Nội")
STAGE = Reference(id=UUID("019ab000-0000-7000-8000-00000000dddd"), name="Sân khấu kính")
LOBBY = Reference(id=UUID("019ab000-0000-7000-8000-00000000eeee"), name="Sảnh tầng 1")
STARTS_AT = START + timedelta(days=10)
ENDS_AT = STARTS_AT + timedelta(hours=3)
ACTIVITY = PublicActivity(
    title=Bilingual(vi="Ngày hội gốm Đông Đô <3", en="Pottery day & more"),
    summary=Bilingual(vi="Nặn gốm bên hồ.", en="Shape clay by the lake."),
    kind=Coded(code="workshop", label=Bilingual(vi="Xưởng", en="Workshop")),
    expected_audience=120,
)

NEWS = {
    "title": {"vi": "Xưởng mở cửa"},
    "summary": {"vi": "Mỗi sáng thứ bảy.", "en": "Each Saturday."},
    "kind": "news",
}


def coded(code: str) -> Coded:
    return Coded(code=code, label=Bilingual(vi=code, en=code))


def member(kind: type[M] = MemberAdmittedV1, status: str = "active", **more: Any) -> M:  # type: ignore[assignment]
    state: dict[str, Any] = {
        "id": MEMBER,
        "name": "Xưởng Gốm Mẫu",
        "kind": coded("craft_village"),
        "ownership": coded("private"),
        "fields": [coded("crafts")],
        "status": coded(status),
        "status_since": date(2026, 11, 23),
        "address": None,
        "website": None,
        "member_since": date(2025, 12, 10),
        "certificate_number": None,
        "successor": None,
    }
    return kind.model_validate({**state, **more})


def booking(kind: type[B] = BookingConfirmedV1, status: str = "confirmed", **more: Any) -> B:  # type: ignore[assignment]
    state: dict[str, Any] = {
        "id": new_id(),
        "status": coded(status),
        "space": STAGE,
        "venue": MUSEUM,
        "starts_at": STARTS_AT,
        "ends_at": ENDS_AT,
        "activity": ACTIVITY,
        "member": Reference(id=MEMBER, name="Xưởng Gốm Mẫu"),
    }
    state |= more
    booked = {name: state[name] for name in ("id", "starts_at", "ends_at", "status", "space")}
    return kind.model_validate({"dates": [booked], **state})


async def drafted(
    service: RunningService, **more: Any
) -> tuple[BookingConfirmedV1, dict[str, Any]]:
    """An admitted member's booking and the item that was drafted for it."""
    event = booking(**more)
    await service.deliver(member(), event)
    return event, await item_of(service, event.id)


async def item_of(service: RunningService, booking_id: UUID) -> dict[str, Any]:
    answer = await service.as_("editor").get("/v1/items", params={"booking_id": str(booking_id)})
    assert answer.status_code == 200, answer.text
    [item] = answer.json()["items"]
    return dict(item)


async def act(
    service: RunningService, item: dict[str, Any], name: str, **body: Any
) -> dict[str, Any]:
    """Something an editor does with an item, which must succeed."""
    answer = await service.as_("editor").post(f"/v1/items/{item['id']}/{name}", json=body or None)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def published(service: RunningService, **more: Any) -> dict[str, Any]:
    """A drafted, approved and published item."""
    _, item = await drafted(service, **more)
    await act(service, item, "approve")
    return await act(service, item, "publish")


def in_hours(hours: float, start: datetime = START) -> str:
    return (start + timedelta(hours=hours)).isoformat()


async def write(promotion: RunningService, **more: Any) -> dict[str, Any]:
    """A draft that a member wrote."""
    await promotion.deliver(member())
    client = promotion.as_("member", member=MEMBER)
    answer = await client.post("/v1/items", json=NEWS | more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
