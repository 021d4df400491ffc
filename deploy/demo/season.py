"""What the scenes of one season share: the city, the cast, and what has come of them so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deploy.demo.acts import Applicant, Member
from deploy.demo.city import City, Someone
from deploy.demo.promises import Promises

BOOKINGS = 20


@dataclass
class Season:
    """What the scenes share."""

    city: City
    promises: Promises
    cast: list[Applicant]
    tell: Callable[[str], None]
    call: dict[str, Any] = field(default_factory=dict)
    applications: list[dict[str, Any]] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    bookings: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)

    @property
    def officer(self) -> Someone:
        return self.city.someone("officer", "officer")

    @property
    def editor(self) -> Someone:
        return self.city.someone("editor", "editor")
