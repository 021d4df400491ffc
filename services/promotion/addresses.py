"""Where the public finds what this service shows: absolute, because it travels in events and feeds.

Handlers of events and due work have no request to take a host from, so `app.py` sets the base once.
"""

from __future__ import annotations

from uuid import UUID

from services.promotion.settings import Settings


class Addresses:
    """The public addresses of this service."""

    def __init__(self) -> None:
        self._base = "http://127.0.0.1:8103"

    def use(self, settings: Settings) -> None:
        """Take the address that the outside knows; without one, where this process listens."""
        own = f"http://{settings.http_host}:{settings.http_port}"
        self._base = settings.public_urls.get("promotion", own).rstrip("/")

    def page(self, item_id: UUID) -> str:
        """The public page of an item; it answers 410 once the item is retracted."""
        return f"{self._base}/v1/items/{item_id}/page"

    def feed(self, path: str) -> str:
        return f"{self._base}{path}"


addresses = Addresses()
