"""What every event of the published language has in common.

An event is a Pydantic model whose type is written once, in its class line:

    class BookingConfirmedV1(BookingState, event="hcn.public…confirmed.v1"): ...

Everything else (subject, schema file, stream, filters) is derived from that string.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Literal, get_args
from uuid import UUID

from pydantic import ConfigDict

from shared.described import Described

Audience = Literal["public", "internal", "personal"]

REGISTRY: dict[str, type[Event]] = {}


def schema_url(event_type: str) -> str:
    """The CloudEvents `dataschema` of a type: a name, because no address is the same everywhere."""
    return f"urn:hcn:schema:{event_type}"


@dataclass(frozen=True, slots=True)
class EventType:
    """The parts of `hcn.<audience>.<service>.<aggregate>.<event>.v<N>`."""

    text: str
    audience: Audience
    service: str
    aggregate: str
    name: str
    version: int

    @classmethod
    @lru_cache(maxsize=1000)
    def parse(cls, text: str) -> EventType:
        """Split a type; raises ValueError with a sentence when it does not follow the pattern."""
        parts = text.split(".")
        if len(parts) != 6 or parts[0] != "hcn" or parts[1] not in get_args(Audience):
            raise ValueError(
                f"{text!r} is not hcn.<public|internal|personal>.<service>.<aggregate>.<event>.v<N>"
            )
        _, audience, service, aggregate, name, version = parts
        if not version.startswith("v") or not version[1:].isdigit():
            raise ValueError(f"{text!r} must end in v<N>")
        return cls(text, audience, service, aggregate, name, int(version[1:]))  # type: ignore[arg-type]

    def subject_of(self, aggregate_id: UUID) -> str:
        """The NATS subject: the type and the aggregate's id, to filter one aggregate."""
        return f"{self.text}.{aggregate_id}"

    @property
    def filter(self) -> str:
        """The NATS subject filter that matches this event of every aggregate."""
        return f"{self.text}.*"

    @property
    def stream(self) -> str:
        """The stream that holds it: one for each service, and PERSONAL for personal events."""
        return "PERSONAL" if self.audience == "personal" else self.service.upper()


class EventBody(Described):
    """Any part of an event's body. Unknown fields are ignored: a newer producer may add some."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Event(EventBody):
    """One fact about one aggregate.

    `id` is the aggregate's id. Subclasses name their type with the class keyword `event`.
    """

    TYPE: ClassVar[EventType]
    ERASES: ClassVar[type[Event] | None] = None
    """The event whose last message of this aggregate goes from its stream when this one comes."""

    id: UUID
    """The aggregate that this event is about."""

    def __init_subclass__(cls, event: str | None = None, **kwargs: Any) -> None:
        """Let the class keyword pass; it is used below, once the fields are known."""
        super().__init_subclass__(**kwargs)

    @classmethod
    def __pydantic_init_subclass__(cls, event: str | None = None, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if event is None:
            return
        cls.TYPE = EventType.parse(event)
        if event in REGISTRY:
            raise TypeError(f"{event} is already the type of {REGISTRY[event].__name__}")
        REGISTRY[event] = cls


class Bilingual(EventBody):
    """A text for people in Vietnamese and, where there is one, English."""

    vi: str
    """With all marks, NFC."""
    en: str | None = None
    """Null when nobody has translated it yet."""


class Reference(EventBody):
    """Another aggregate, by id and by the name that people know it under."""

    id: UUID
    """Joins it with the events of that aggregate."""
    name: str
    """Its Vietnamese name when this event was written, so that a reader can show it at once."""


class Coded(EventBody):
    """A code with the labels that a reader shows who does not know the code."""

    code: str
    """Stable; lists of codes are open and grow without a new version."""
    label: Bilingual
    """What to show, above all for a code that the reader does not know."""
