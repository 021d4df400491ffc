"""What tests of members make: calls, applications, ceremonies and members, through HTTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import event as sql_event

from tests.support.running import RunningService

CRITERIA = [
    {"code": "creativity", "title": {"vi": "Tính sáng tạo"}, "weight": 2, "max_score": 10},
    {"code": "community", "title": {"vi": "Gắn với cộng đồng"}, "weight": 1, "max_score": 5},
]
APPLICANT: dict[str, Any] = {
    "name": "Không gian sáng tạo Mẫu",
    "kind": "art_space",
    "ownership": "private",
    "fields": ["design", "crafts"],
    "address": {"line": "Số 1 phố Mẫu", "ward": "Phường Hoàn Kiếm"},
    "contact": {
        "name": "Nguyễn Thị Mẫu",
        "email": "lienhe@mau.example",
        "phone": "0912 345 678",
        "locale": "vi",
    },
}


class Network:
    """Persons and steps; each step asserts that it succeeded and returns the answer's body."""

    def __init__(self, service: RunningService) -> None:
        self.service = service
        self.clock = service.clock
        self.public = service.http
        self.officer = service.as_("officer")
        self.operator = service.as_("operator")
        self.decider = service.as_("decider")
        self.reviewers = [service.as_("reviewer", sub=f"reviewer-{n}") for n in (1, 2, 3)]
        self.applicant = service.as_(sub="applicant")
        self.stranger = service.as_(sub="stranger")

    def instant(self, **later: float) -> str:
        return (self.clock.now() + timedelta(**later)).isoformat()

    async def call(self, **changes: Any) -> dict[str, Any]:
        body = {
            "kind": "membership",
            "title": {"vi": "Đợt mẫu", "en": "Sample call"},
            "opens_at": self.instant(hours=-1),
            "closes_at": self.instant(days=30),
            "criteria": CRITERIA,
            **changes,
        }
        return done(await self.officer.post("/v1/calls", json=body), 201)

    async def draft(
        self, call_id: str | None = None, who: httpx.AsyncClient | None = None, **changes: Any
    ) -> dict[str, Any]:
        body = {
            "call_id": call_id or (await self.call())["id"],
            "applicant": {**APPLICANT, **changes},
        }
        return done(await (who or self.applicant).post("/v1/applications", json=body), 201)

    async def on_paper(
        self, call_id: str | None = None, received_on: str = "2026-11-23", **changes: Any
    ) -> dict[str, Any]:
        """A draft that an officer enters for someone who brought paper."""
        body = {
            "call_id": call_id or (await self.call())["id"],
            "applicant": {**APPLICANT, "contact": {"name": "Trần Thị Giấy"}, **changes},
            "on_paper": {"received_on": received_on},
        }
        return done(await self.officer.post("/v1/applications", json=body), 201)

    async def submitted(
        self, call_id: str | None = None, who: httpx.AsyncClient | None = None, **changes: Any
    ) -> dict[str, Any]:
        draft = await self.draft(call_id, who, **changes)
        return done(await (who or self.applicant).post(f"{path(draft)}/submit"))

    async def review(self, application: dict[str, Any], reviewer: int, **scores: int) -> Any:
        body = {"scores": {"creativity": 8, "community": 4, **scores}, "comment": "Tốt"}
        return await self.reviewers[reviewer].post(f"{path(application)}/reviews", json=body)

    async def approved(
        self, call_id: str | None = None, who: httpx.AsyncClient | None = None, **changes: Any
    ) -> dict[str, Any]:
        application = await self.submitted(call_id, who, **changes)
        for number in (0, 1):
            done(await self.review(application, number), 201)
        decision = {"outcome": "approve", "reason": "Đủ điều kiện"}
        return done(await self.decider.post(f"{path(application)}/decision", json=decision))

    async def ceremony(self, *applications: dict[str, Any], **changes: Any) -> dict[str, Any]:
        body = {
            "title": {"vi": "Lễ trao mẫu", "en": "Sample ceremony"},
            "held_at": self.instant(days=7),
            "place": "Bảo tàng Hà Nội",
            "application_ids": [one["id"] for one in applications],
            **changes,
        }
        return done(await self.officer.post("/v1/ceremonies", json=body), 201)

    async def award(self, ceremony: dict[str, Any], **body: Any) -> list[dict[str, Any]]:
        url = f"/v1/ceremonies/{ceremony['id']}/award"
        answer = await self.officer.post(url, json=body) if body else await self.officer.post(url)
        return done(answer)["awarded"]

    async def member(self, who: httpx.AsyncClient | None = None, **changes: Any) -> dict[str, Any]:
        """A member; the answer is the award's entry."""
        application = await self.approved(who=who, **changes)
        return (await self.award(await self.ceremony(application)))[0]

    async def members(self, *names: str) -> list[dict[str, Any]]:
        """Several members from one call and one ceremony, in the order of the names."""
        call = await self.call()
        applications = [await self.approved(call["id"], name=name) for name in names]
        return await self.award(await self.ceremony(*applications))


def path(application: dict[str, Any]) -> str:
    return f"/v1/applications/{application['id']}"


def done(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def refused(answer: httpx.Response, status: int, *codes: str) -> Any:
    """The refusal names exactly these failing rules."""
    assert answer.status_code == status, answer.text
    found = [error["code"] for error in answer.json()["errors"]]
    assert sorted(found) == sorted(codes), answer.text
    assert all(error["detail"] != error["code"] for error in answer.json()["errors"]), found
    return answer.json()


async def at_once(*requests: Any) -> list[httpx.Response]:
    return list(await asyncio.gather(*requests))


def if_match(shown: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{shown["version"]}"'}


async def statements(network: Network, path: str) -> int:
    """How many statements PostgreSQL gets for one reading request of an officer."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    engine = network.service.database.engine.sync_engine
    sql_event.listen(engine, "before_cursor_execute", note)
    try:
        done(await network.officer.get(path))
    finally:
        sql_event.remove(engine, "before_cursor_execute", note)
    return len(asked)
