"""The one list of what a service listens to, filled by its `events_in`.

From it come the durables that `hcn provision` makes, what the pump hands to which function, and
the AsyncAPI page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from shared.database.work import Work
from shared.events.base import Event

E = TypeVar("E", bound=Event)
Handler = Callable[[Work, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Durable:
    """A durable consumer: its name, the stream it reads and the subjects it asks for."""

    name: str
    stream: str
    filters: list[str]


class Subscriptions:
    """Event class → the one function of this service that reacts to it."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.handlers: dict[str, Handler] = {}
        self._events: dict[str, type[Event]] = {}

    def on(
        self, event: type[E]
    ) -> Callable[[Callable[[Work, E], Awaitable[None]]], Callable[[Work, E], Awaitable[None]]]:
        """Register the decorated `on_<event>` function; a second for the same event is refused."""
        kind = event.TYPE
        if kind.text in self.handlers:
            raise TypeError(f"{self.service} already reacts to {kind.text}")

        def register(
            handler: Callable[[Work, E], Awaitable[None]],
        ) -> Callable[[Work, E], Awaitable[None]]:
            self.handlers[kind.text] = handler
            self._events[kind.text] = event
            return handler

        return register

    @property
    def events(self) -> list[type[Event]]:
        return list(self._events.values())

    def durables(self) -> list[Durable]:
        """One durable for each stream that this service reads, `<service>_from_<source>`."""
        filters: dict[str, list[str]] = {}
        for event in self._events.values():
            filters.setdefault(event.TYPE.stream, []).append(event.TYPE.filter)
        return [
            Durable(f"{self.service}_from_{stream.lower()}", stream, sorted(subjects))
            for stream, subjects in sorted(filters.items())
        ]
