"""What people do in the network, act by act; scenes and system tests put them together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deploy.demo.city import City, Someone

CRITERIA = [
    {
        "code": "creativity",
        "title": {"vi": "Tính sáng tạo", "en": "Creativity"},
        "weight": 60,
        "max_score": 10,
    },
    {
        "code": "community",
        "title": {"vi": "Gắn kết cộng đồng", "en": "Community"},
        "weight": 40,
        "max_score": 10,
    },
]


@dataclass(frozen=True, slots=True)
class Applicant:
    """A sample space and the person who speaks for it."""

    name: str
    kind: str
    ownership: str
    fields: tuple[str, ...]
    ward: str
    subject: str
    contact: str
    locale: str = "vi"

    @property
    def email(self) -> str:
        return f"{self.subject}@example.test"


@dataclass(frozen=True, slots=True)
class Member:
    """An applicant that was admitted."""

    applicant: Applicant
    person: Someone
    id: str
    certificate: str


async def open_call(city: City, officer: Someone) -> dict[str, Any]:
    """A membership round that is open now and for a month."""
    body = {
        "kind": "membership",
        "title": {"vi": "Đợt kết nạp thành viên (mẫu)", "en": "Membership round (sample)"},
        "opens_at": _text(city.now - timedelta(minutes=1)),
        "closes_at": _text(city.now + timedelta(days=30)),
        "criteria": CRITERIA,
    }
    return await officer.post("members", "/v1/calls", body, 201)


async def apply(city: City, call: dict[str, Any], applicant: Applicant) -> dict[str, Any]:
    """Fill in an application and submit it."""
    person = city.someone(applicant.subject, locale=applicant.locale)
    body = {
        "call_id": call["id"],
        "applicant": {
            "name": applicant.name,
            "kind": applicant.kind,
            "ownership": applicant.ownership,
            "fields": list(applicant.fields),
            "address": {"line": "Số 1, phố Mẫu", "ward": applicant.ward},
            "contact": {
                "name": applicant.contact,
                "email": applicant.email,
                "phone": "0912345678",
                "locale": applicant.locale,
            },
        },
    }
    key = {"Idempotency-Key": f"{call['id']}-{applicant.subject}"}  # an answer may get lost
    apply = "/v1/applications"
    draft = await person.expect(201, "POST", "members", apply, json=body, headers=key)
    submit = f"{apply}/{draft['id']}/submit"
    return await person.expect(200, "POST", "members", submit, json={}, headers=key)


async def review(city: City, application: dict[str, Any], score: int) -> None:
    """Two reviewers score a file."""
    for number in (1, 2):
        reviewer = city.someone(f"reviewer-{number}", "reviewer")
        body = {
            "scores": {"creativity": score, "community": score},
            "comment": "Hồ sơ rõ ràng, hoạt động đều đặn.",
        }
        path = f"/v1/applications/{application['id']}/reviews"
        key = {"Idempotency-Key": f"{application['id']}-{number}"}  # an answer may get lost
        await reviewer.expect(201, "POST", "members", path, json=body, headers=key)


async def decide(city: City, application: dict[str, Any], outcome: str, reason: str) -> None:
    """The decider approves or rejects."""
    decider = city.someone("decider", "decider")
    path = f"/v1/applications/{application['id']}/decision"
    await decider.post("members", path, {"outcome": outcome, "reason": reason})


async def hold_ceremony(
    city: City, officer: Someone, applications: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Schedule the ceremony and award the certificates: what was awarded to whom."""
    body = {
        "title": {"vi": "Lễ công bố thành viên (mẫu)", "en": "Announcement ceremony (sample)"},
        "held_at": _text(city.now + timedelta(days=2)),
        "place": "Bảo tàng Hà Nội",
        "application_ids": [one["id"] for one in applications],
    }
    ceremony = await officer.post("members", "/v1/ceremonies", body, 201)
    answer = await officer.post("members", f"/v1/ceremonies/{ceremony['id']}/award")
    awarded: list[dict[str, Any]] = answer["awarded"]
    return awarded


async def admit(
    city: City, officer: Someone, call: dict[str, Any], applicants: list[Applicant]
) -> list[Member]:
    """From application to certificate for all of them."""
    applications = []
    for applicant in applicants:
        application = await apply(city, call, applicant)
        await review(city, application, 8)
        await decide(city, application, "approve", "Đạt yêu cầu của đợt kết nạp.")
        applications.append(application)
    awarded = {
        one["application_id"]: one for one in await hold_ceremony(city, officer, applications)
    }
    return [
        Member(
            applicant,
            city.someone(applicant.subject, locale=applicant.locale),
            awarded[application["id"]]["member_id"],
            awarded[application["id"]]["certificate_number"],
        )
        for applicant, application in zip(applicants, applications, strict=True)
    ]


async def wait_for_rights(member: Member, services: tuple[str, ...] = ("bookings",)) -> None:
    """The same login gains the member's grant in each service, by event."""
    for service in services:

        async def knows(service: str = service) -> bool:
            me = await member.person.get(service, "/v1/me")
            return member.id in me["member_ids"]

        await member.person.city.until(f"{service} knows {member.applicant.name}", knows)


def activity(member: Member, title: str, public: bool = True) -> dict[str, Any]:
    """What a member wants to do in a space."""
    return {
        "title": {"vi": title, "en": f"{title} (sample)"},
        "summary": {"vi": f"{member.applicant.name} mời mọi người cùng tham dự.", "en": None},
        "kind": "workshop",
        "expected_audience": 20,
        "public": public,
    }


async def request_booking(
    member: Member,
    space: dict[str, Any],
    starts_at: datetime,
    hours: float,
    title: str,
    **more: Any,
) -> dict[str, Any]:
    """Ask for a space."""
    body = {
        "space_id": space["id"],
        "starts_at": _text(starts_at),
        "ends_at": _text(starts_at + timedelta(hours=hours)),
        "activity": activity(member, title, **more),
    }
    return await member.person.post("bookings", "/v1/bookings", body, 201)


async def bookable_spaces(member: Member, at: datetime, hours: float) -> list[dict[str, Any]]:
    """Spaces that this member can have in a window with no further rule."""
    query = {"from": _text(at), "to": _text(at + timedelta(hours=hours)), "capacity": 20}
    found = await member.person.get("bookings", "/v1/availability", **query)
    return [{**one, "id": one.get("space_id") or one["id"]} for one in found["items"]]


async def publish_item(editor: Someone, booking: dict[str, Any]) -> dict[str, Any]:
    """The editor approves and publishes the item that was drafted from a booking."""

    async def drafted() -> dict[str, Any] | None:
        items = await editor.get("promotion", "/v1/items", booking_id=booking["id"])
        return items["items"][0] if items["items"] else None

    item = await editor.city.until("an item is drafted from the public activity", drafted)
    await editor.post("promotion", f"/v1/items/{item['id']}/approve")
    return await editor.post("promotion", f"/v1/items/{item['id']}/publish")


async def all_at_once(*acts: Any) -> list[Any]:
    """Several people act in the same moment."""
    return list(await asyncio.gather(*acts))


def tomorrow_at(city: City, hour_utc: int, days: int = 1) -> datetime:
    """A full hour on a coming day."""
    day = (city.now + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    return day.replace(hour=hour_utc)


def _text(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
