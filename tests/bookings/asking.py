"""What tests of asking say: forms of places, drafts, files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from tests.bookings.making import City, done, made

Count = Callable[[Awaitable[Any]], Awaitable[int]]
"""How many statements a request needs."""

SOUND = {
    "code": "sound",
    "kind": "choice",
    "title": {"vi": "Âm thanh", "en": "Sound"},
    "required": True,
    "choices": [
        {"code": "none", "title": {"vi": "Không"}},
        {"code": "amplified", "title": {"vi": "Có loa"}},
    ],
}
STAFF = {
    "code": "staff",
    "kind": "whole_number",
    "title": {"vi": "Số người phục vụ"},
    "least": 1,
    "most": 20,
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def intake(*documents: str) -> dict[str, Any]:
    return {"questions": [SOUND, STAFF], "documents": [{"kind": one} for one in documents]}


async def set_rules(city: City, space: dict[str, Any], **rules: Any) -> dict[str, Any]:
    url = f"/v1/spaces/{space['id']}/asking-rules"
    return await done(city.host.put(url, json=rules, headers={"If-Match": "*"}))


async def drafted(city: City, member: UUID, **content: Any) -> dict[str, Any]:
    return await made(city.member(member).post("/v1/booking-drafts", json=content))
