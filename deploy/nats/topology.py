"""The whole topology of NATS as data: streams, the key-value bucket, durables.

`hcn provision` is the only one that makes it so; no service declares anything at its start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deploy.nats.settings import TopologySettings

if TYPE_CHECKING:
    from shared.messaging import subscriptions

SERVICES = ("members", "bookings", "promotion", "notifications")
"""In the order of their ports."""

CITY_STREAM = "CITY"
CITY_BUCKET = "CITY_NOW"
CITY_BUCKET_STREAM = f"KV_{CITY_BUCKET}"

BORDER_API = "border.api"
"""The name under which CITY sees the one request that HCN offers it."""
BORDER_DELIVER = "border.deliver"

_DAY = 86_400
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream by its name and its configuration in the server's own JSON (times in ns)."""

    account: str
    config: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.config["name"])


@dataclass(frozen=True, slots=True)
class Durable:
    """A pull consumer of one service on one stream of account HCN."""

    stream: str
    config: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.config["durable_name"])


@dataclass(frozen=True, slots=True)
class Topology:
    """Everything that `provision` makes true, in the order in which it must be made."""

    streams: list[Stream]
    durables: list[Durable] = field(default_factory=list)


def build_topology(settings: TopologySettings, durables: list[subscriptions.Durable]) -> Topology:
    """The topology for these numbers and these services' subscriptions."""
    streams = [Stream("HCN", _service_stream(service, settings)) for service in SERVICES]
    streams.append(Stream("HCN", _personal_stream(settings)))
    streams.append(Stream("CITY", _city_stream(settings)))
    streams.append(Stream("CITY", _city_bucket(settings)))
    return Topology(streams, [_durable(one, settings) for one in durables])


def _service_stream(service: str, settings: TopologySettings) -> dict[str, Any]:
    return _common(settings) | {
        "name": service.upper(),
        "description": f"What happened in {service}: public and internal events",
        "subjects": [f"hcn.public.{service}.>", f"hcn.internal.{service}.>"],
        "discard": "new",  # a full stream refuses: the outbox waits and nothing is lost
        "max_age": _ns(settings.stream_max_age_days * _DAY),
        "max_bytes": settings.stream_max_bytes,
        "duplicate_window": _ns(settings.duplicate_window_seconds),
    }


def _personal_stream(settings: TopologySettings) -> dict[str, Any]:
    return _common(settings) | {
        "name": "PERSONAL",
        "description": "The last contact and grant of each person; erasure purges the subject",
        "subjects": ["hcn.personal.>"],
        "discard": "old",
        "max_msgs_per_subject": 1,
        "max_age": 0,
        "max_bytes": settings.personal_max_bytes,
        "duplicate_window": _ns(settings.duplicate_window_seconds),
    }


def _city_stream(settings: TopologySettings) -> dict[str, Any]:
    return _common(settings) | {
        "name": CITY_STREAM,
        "description": "Public events of the network of creative cultural spaces",
        # No subjects of its own: nobody can publish into it.
        "sources": [
            {
                "name": service.upper(),
                "filter_subject": f"hcn.public.{service}.>",
                "external": {"api": BORDER_API, "deliver": BORDER_DELIVER},
            }
            for service in SERVICES
        ],
        "discard": "old",
        "max_age": _ns(settings.city_max_age_days * _DAY),
        "max_bytes": settings.city_max_bytes,
        "duplicate_window": _ns(settings.duplicate_window_seconds),
    }


def _city_bucket(settings: TopologySettings) -> dict[str, Any]:
    return _common(settings) | {
        "name": CITY_BUCKET_STREAM,
        "description": "The last public event of each aggregate: the present of the network",
        # From CITY and not from the four streams: it can be refilled from 400 days, not 90.
        "sources": [
            {
                "name": CITY_STREAM,
                "subject_transforms": [
                    {
                        "src": "hcn.public.*.*.*.*.*",
                        "dest": f"$KV.{CITY_BUCKET}."
                        + "{{wildcard(1)}}.{{wildcard(2)}}.{{wildcard(5)}}",
                    }
                ],
            }
        ],
        "discard": "old",
        "max_msgs_per_subject": 1,
        "max_age": 0,
        "max_bytes": settings.city_now_max_bytes,
        "max_consumers": settings.city_now_max_watchers,
        "duplicate_window": _ns(settings.duplicate_window_seconds),
    }


def _common(settings: TopologySettings) -> dict[str, Any]:
    return {
        "retention": "limits",
        "storage": "file",
        "num_replicas": settings.stream_replicas,
        "max_msg_size": settings.stream_max_message_bytes,
        "max_msgs": -1,
        "max_msgs_per_subject": -1,
        "max_consumers": -1,
        "allow_direct": True,
        "allow_rollup_hdrs": False,
        "deny_delete": False,
        "deny_purge": False,
    }


def _durable(declared: subscriptions.Durable, settings: TopologySettings) -> Durable:
    config = {
        "durable_name": declared.name,
        "filter_subjects": sorted(declared.filters),
        "deliver_policy": "all",
        "ack_policy": "all",
        "ack_wait": _ns(settings.durable_ack_wait_seconds),
        "max_ack_pending": settings.durable_max_ack_pending,
        "max_deliver": -1,
        "num_replicas": 0,  # as the stream
    }
    return Durable(declared.stream, config)


def _ns(seconds: float) -> int:
    return int(seconds * _NS)
