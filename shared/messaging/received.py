"""A message as it came from a stream: readable or not, it has an aggregate and a place in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nats.aio.msg import Msg

from shared.events.base import REGISTRY
from shared.events.envelope import Envelope


class Unreadable(Exception):
    """What came is no event of the published language."""


@dataclass(frozen=True, slots=True)
class Received:
    """The envelope, None when it cannot be read, and the bytes as they came.

    What cannot be read belongs to the aggregate that its subject names, so that it holds back
    that one alone.
    """

    envelope: Envelope | None
    body: bytes
    subject: str
    stream_sequence: int

    @classmethod
    def of(cls, message: Msg) -> Received:
        return cls(
            _read(message.data), message.data, message.subject, message.metadata.sequence.stream
        )

    def require_envelope(self) -> Envelope:
        """The envelope; raises Unreadable when there is none."""
        if self.envelope is None:
            raise Unreadable(self.subject)
        return self.envelope

    @property
    def key(self) -> str:
        """`<service>.<aggregate>.<id>`, from the envelope or else from the subject."""
        if self.envelope is not None:
            return self.envelope.aggregate_key
        tokens = self.subject.split(".")
        return ".".join([*tokens[2:4], tokens[-1]])

    @property
    def type(self) -> str:
        return self.envelope.type if self.envelope else self.subject.rpartition(".")[0]

    @property
    def erases(self) -> bool:
        """Whether it asks to forget its aggregate; then what is parked of it is forgotten too."""
        event = REGISTRY.get(self.type)
        return event is not None and event.ERASES is not None

    def sequence_after(self, marks: Mapping[str, str]) -> str:
        """A place in the aggregate's order for what has none: right after what was taken last."""
        return f"{marks.get(self.key, '')}~{self.stream_sequence:020d}"


def _read(body: bytes) -> Envelope | None:
    try:
        envelope = Envelope.model_validate_json(body)
        _ = envelope.event_type
    except ValueError:
        return None
    return envelope
