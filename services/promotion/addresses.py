"""Where the public finds what this service shows: absolute, because it travels in events and feeds.

Handlers of events and due work are plain functions, so `app.py` sets the addresses once at start.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.promotion.settings import Settings


@dataclass(frozen=True, slots=True)
class Addresses:
    """The public addresses of this service."""

    base: str

    @classmethod
    def of(cls, settings: Settings) -> Addresses:
        return cls(base=settings.address_of("promotion"))

    def page(self, item_id: UUID) -> str:
        """The public page of an item; it answers 410 once the item is retracted."""
        return f"{self.base}/v1/items/{item_id}/page"

    def channel(self, address: str) -> str:
        """A channel of our own by its path; one elsewhere has its whole address already."""
        return f"{self.base}{address}" if address.startswith("/") else address


_current = Addresses.of(Settings.model_construct())


def use_addresses(addresses: Addresses) -> None:
    """From now on everything that goes out points here."""
    global _current
    _current = addresses


def current_addresses() -> Addresses:
    """The addresses in use."""
    return _current
