"""Where the public finds what we show: absolute addresses, because events and feeds carry them."""

from __future__ import annotations

from uuid import UUID

from shared.settings import ServiceSettings


def page_address(settings: ServiceSettings, item_id: UUID) -> str:
    """The public page of an item; it answers 410 once the item is retracted."""
    return f"{settings.address_of('promotion')}/v1/items/{item_id}/page"


def channel_address(settings: ServiceSettings, address: str) -> str:
    """A channel of our own by its path; one elsewhere has its whole address already."""
    own = address.startswith("/")
    return f"{settings.address_of('promotion')}{address}" if own else address
