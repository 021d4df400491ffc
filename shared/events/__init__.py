"""The published language: importing this package fills the registry of all event types."""

from shared.events import bookings, members, notifications, promotion
from shared.events.base import REGISTRY

__all__ = ["REGISTRY", "bookings", "members", "notifications", "promotion"]
