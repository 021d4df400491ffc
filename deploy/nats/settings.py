"""Every number of the NATS topology, from the environment (`HCN_…`).

The defaults suit one city on one machine; production sets replicas and sizes.
"""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

GIB = 1024**3
MIB = 1024**2


class TopologySettings(BaseSettings):
    """Ages are in days, waits in seconds, sizes in bytes; -1 means no limit."""

    model_config = SettingsConfigDict(
        env_prefix="HCN_", extra="ignore", use_attribute_docstrings=True
    )

    stream_max_age_days: float = 90
    """How long the service streams keep an event."""
    stream_max_bytes: int = 4 * GIB
    """Size of each service stream. When it is full it refuses, and the outbox waits."""
    stream_replicas: int = Field(1, ge=1, le=5)
    """Copies of each stream and durable in a cluster; 1 on a single server."""
    stream_max_message_bytes: int = MIB
    """Largest event."""
    duplicate_window_seconds: float = 3600
    """How long NATS remembers an event's id."""

    personal_max_bytes: int = GIB
    """Size of PERSONAL, which keeps one message for each subject."""

    city_max_age_days: float = 400
    """How far back another city system can replay: a year and a month."""
    city_max_bytes: int = 16 * GIB
    """Size of CITY."""
    city_now_max_bytes: int = 4 * GIB
    """Size of CITY_NOW."""
    city_now_max_watchers: int = 1000
    """So that watchers of the bucket can never use up the consumers that durables need."""

    durable_ack_wait_seconds: float = 10
    """After a reader died, its batch goes to the next one after this long."""
    durable_max_ack_pending: int = 1000
    """Events that one reader may hold unacknowledged."""

    account_max_consumers: int = 2000
    """Durables and watchers together, in each account."""
    account_max_connections: int = 2000
    """Connections of one account."""

    subscriber_max_subscriptions: int = 100
    """Subscriptions of one subscriber's connection."""
    subscriber_max_payload_bytes: int = 65536
    """Largest message that a subscriber may send: requests and acknowledgements only."""
    subscriber_max_data_bytes: int = -1
    """Total bytes of one connection; -1 because a replay of 400 days is welcome."""
