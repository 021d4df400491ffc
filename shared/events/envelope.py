"""The CloudEvents 1.0 envelope, structured JSON, in which every event travels."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.events.base import REGISTRY, Event, EventType

CONTENT_TYPE = "application/cloudevents+json"


def sequence_text(epoch: int, number: int) -> str:
    """The order of an aggregate's events as text that sorts: restore epoch, dot, padded number."""
    return f"{epoch:04d}.{number:012d}"


class Envelope(BaseModel):
    """CloudEvents attributes and the body.

    `id` is the UUIDv7 of the outbox row and the `Nats-Msg-Id`; `subject` the aggregate's id;
    `time` UTC; `sequence` rises within one aggregate, gaps mean nothing, and a value at or below
    what a reader has seen of that aggregate is a duplicate. `hcnannounced` marks a known state said
    again to refill copies: no effect outside the system may follow from it.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    specversion: str = "1.0"
    id: UUID
    source: str
    type: str
    subject: UUID
    time: datetime
    datacontenttype: str = "application/json"
    dataschema: str
    sequence: str
    traceparent: str | None = None
    correlationid: UUID
    causationid: UUID | None = None
    hcnannounced: bool | None = None
    data: dict[str, Any]

    @property
    def event_type(self) -> EventType:
        return EventType.parse(self.type)

    @cached_property
    def aggregate_key(self) -> str:
        """`<service>.<aggregate>.<id>`: one aggregate across all streams."""
        kind = self.event_type
        return f"{kind.service}.{kind.aggregate}.{self.subject}"

    def event(self) -> Event:
        """The body as its model; raises KeyError for a type that this code does not know."""
        return REGISTRY[self.type].model_validate(self.data)
