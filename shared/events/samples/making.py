"""How samples are made: the same on every machine and in every run.

Ids are UUIDv7 in form, but their random part is a digest of a name, so that nothing changes in the
generated files unless a sample changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, schema_url
from shared.events.envelope import Envelope, sequence_text

E = TypeVar("E", bound=Event)

_STORY_BEGINS = datetime(2026, 11, 1, tzinfo=UTC)
_RESTORE_EPOCH = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """An event and the instant at which it happened in the story."""

    time: datetime
    event: Event


def sample_id(name: str, at: datetime = _STORY_BEGINS) -> UUID:
    """A UUIDv7 of the given time whose random bits come from the name."""
    digest = int.from_bytes(sha256(name.encode()).digest()[:10], "big")
    number = (int(at.timestamp() * 1000) << 80) | digest
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=number)


def instant(text: str) -> datetime:
    """An ISO instant, with its offset."""
    return datetime.fromisoformat(text).astimezone(UTC)


def coded(code: str, vi: str, en: str) -> Coded:
    """A code with both labels."""
    return Coded(code=code, label=Bilingual(vi=vi, en=en))


def sample(time: str, event_class: type[E], body: EventBody, /, **changes: Any) -> Sample:
    """The event that leaves `body` behind, with the fields that differ from it."""
    return Sample(instant(time), event_class.model_validate({**dict(body), **changes}))


def wrap(one: Sample, number: int) -> Envelope:
    """The sample as it would travel, as the aggregate's event with this number."""
    kind = one.event.TYPE
    cause = sha256(kind.text.encode()).hexdigest()
    return Envelope(
        id=sample_id(kind.text, one.time),
        source=f"/hcn/{kind.service}",
        type=kind.text,
        subject=one.event.id,
        time=one.time,
        dataschema=schema_url(kind.text),
        sequence=sequence_text(_RESTORE_EPOCH, number),
        traceparent=f"00-{cause[:32]}-{cause[32:48]}-01",
        correlationid=sample_id(f"request that led to {kind.text}", one.time),
        data=one.event.model_dump(mode="json"),
    )
