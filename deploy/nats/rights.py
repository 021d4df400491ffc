"""Who may send and hear what: a service only its own, a subscriber only its own, an admin all.

The rights of a service follow from its name and its durables, so that a new subscription in
`events_in` needs no edit here. The rights of subscribers are one template, kept in CITY's
account JWT: a change reaches all of them without new credentials.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deploy.nats.settings import TopologySettings
from deploy.nats.topology import CITY_BUCKET_STREAM, CITY_STREAM

if TYPE_CHECKING:
    from shared.messaging.subscriptions import Durable

PERSONAL_OWNER = "members"
"""The one service whose events about persons exist (grants, contacts)."""

DURABLES_EACH = 10
"""NATS has no wildcard within a token, so own names are listed: NAME, NAME_1 … NAME_9."""

_NAME = "{{name()}}"
"""The server puts the user's name here."""


def service_rights(service: str, durables: list[Durable]) -> dict[str, Any]:
    """The least that a service needs: publish its own events, read its own durables."""
    own = service.upper()
    publish = [
        f"hcn.public.{service}.>",
        f"hcn.internal.{service}.>",
        "$JS.API.INFO",
        # To compare the outbox with the stream after a reconnect.
        f"$JS.API.STREAM.INFO.{own}",
        f"$JS.API.STREAM.MSG.GET.{own}",
        f"$JS.API.DIRECT.GET.{own}",
        f"$JS.API.DIRECT.GET.{own}.>",
    ]
    if service == PERSONAL_OWNER:
        publish += [
            f"hcn.personal.{service}.>",
            "$JS.API.STREAM.INFO.PERSONAL",
            "$JS.API.STREAM.PURGE.PERSONAL",  # erasure purges a person's subject
        ]
    for durable in durables:
        publish += _durable_rights(durable.stream, durable.name)
        publish.append(f"$JS.API.STREAM.INFO.{durable.stream}")
    return user_claims(sorted(set(publish)), [f"_INBOX_{service}.>"])


def subscriber_rights(settings: TopologySettings) -> dict[str, Any]:
    """Read CITY and CITY_NOW, keep own durables on CITY, and nothing else.

    Measured on nats-server 2.15: whoever may send the anonymous `$JS.API.CONSUMER.CREATE.CITY` can
    rewrite another's durable by naming it in the body. So on CITY a subscriber creates consumers
    only under its own names. On the bucket, which clients watch with anonymous consumers, nobody
    keeps a durable, and the names of the others' watchers are random and not listed.
    """
    publish = ["$JS.API.INFO", "$JS.API.STREAM.NAMES"]
    for stream in (CITY_STREAM, CITY_BUCKET_STREAM):
        publish += [
            f"$JS.API.STREAM.INFO.{stream}",
            f"$JS.API.DIRECT.GET.{stream}",
            f"$JS.API.DIRECT.GET.{stream}.>",
            f"$JS.FC.{stream}.>",
        ]
    publish += [
        f"$JS.API.CONSUMER.CREATE.{CITY_BUCKET_STREAM}",
        f"$JS.API.CONSUMER.CREATE.{CITY_BUCKET_STREAM}.>",
        f"$JS.API.CONSUMER.INFO.{CITY_BUCKET_STREAM}.*",
    ]
    for own in durable_names_of(_NAME):
        publish += [
            f"$JS.API.CONSUMER.CREATE.{CITY_STREAM}.{own}",
            f"$JS.API.CONSUMER.CREATE.{CITY_STREAM}.{own}.>",
            f"$JS.API.CONSUMER.DURABLE.CREATE.{CITY_STREAM}.{own}",
            f"$JS.API.CONSUMER.DELETE.{CITY_STREAM}.{own}",
            *_durable_rights(CITY_STREAM, own),
        ]
    return user_claims(
        publish,
        [f"_INBOX_{_NAME}.>"],
        subs=settings.subscriber_max_subscriptions,
        payload=settings.subscriber_max_payload_bytes,
        data=settings.subscriber_max_data_bytes,
    )


def durable_names_of(name: str) -> list[str]:
    """The consumer names that belong to a subscriber."""
    return [name, *(f"{name}_{number}" for number in range(1, DURABLES_EACH))]


def user_claims(
    publish: list[str],
    subscribe: list[str],
    *,
    subs: int = -1,
    payload: int = -1,
    data: int = -1,
) -> dict[str, Any]:
    """The `nats` claims of a user; -1 means no limit."""
    return {
        "pub": {"allow": publish},
        "sub": {"allow": subscribe},
        "subs": subs,
        "data": data,
        "payload": payload,
    }


def _durable_rights(stream: str, name: str) -> list[str]:
    """Subjects to publish to for reading one existing durable."""
    return [
        f"$JS.API.CONSUMER.INFO.{stream}.{name}",
        f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{name}",
        f"$JS.ACK.{stream}.{name}.>",
    ]
