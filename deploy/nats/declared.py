"""Reads from the services which durables they need: `events_in` is the one list."""

from __future__ import annotations

from importlib import import_module

from deploy.nats.topology import SERVICES
from shared.messaging.subscriptions import Durable


def declared_durables() -> dict[str, list[Durable]]:
    """Service → its durables, empty for a service that reacts to nothing."""
    return {
        service: list(import_module(f"services.{service}.events_in").subscriptions.durables())
        for service in SERVICES
    }
