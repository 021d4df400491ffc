"""Parts that the answers about venues and spaces share: set-ups, policies, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.bookings.api.answers.parts import say
from services.bookings.regulations.places import POLICIES
from shared.clock import hanoi_date
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Answer


class LayoutOut(Answer):
    code: str
    label: str | None
    capacity: int


class PolicyOut(Answer):
    """A policy of the city for a kind of place, as it holds today."""

    code: str
    label: str
    opening: list[dict[str, Any]]
    refused_contents: list[str]
    source: str
    checked_on: date
    """When its source was last looked at."""


class PhotoBrief(Answer):
    id: UUID
    url: str
    """Where the picture lies, on this service."""
    width: int
    height: int
    alt: Bilingual | None
    credit: str | None


def show_layout(layout: Mapping[str, Any], view: View) -> LayoutOut:
    code = layout["code"]
    return LayoutOut(code=code, label=say("layout", code, view), capacity=layout["capacity"])


def show_policy(code: str | None, view: View) -> PolicyOut | None:
    policy = POLICIES.get(code or "")
    if policy is None:
        return None
    today = policy.on(hanoi_date(view.now))
    return PolicyOut(
        code=policy.code,
        label=policy.name.say(view.locale),
        opening=[dict(window) for window in today.opening],
        refused_contents=sorted(today.refused_contents),
        source=today.source,
        checked_on=today.checked_on,
    )


def show_photos(photos: Sequence[Mapping[str, Any]] | None) -> list[PhotoBrief]:
    return [PhotoBrief(url=file_address(one["id"]), **one) for one in photos or ()]


def file_address(photo_id: UUID | str) -> str:
    return f"/v1/photos/{photo_id}/file"
