"""What each user of account HCN and SYS may do: a service only its own, an admin its account.

The rights of a service follow from its name and its durables, so that a new subscription in
`events_in.py` needs no edit here.
"""

from __future__ import annotations

from typing import Any

from deploy.nats.accounts import CITY, HCN, SYS
from deploy.nats.keys import KeyFolder
from deploy.nats.topology import DurableLike

PERSONAL_OWNER = "members"
"""The one service whose events about persons exist (grants, contacts)."""

ADMIN = "hcn-admin"
"""The operator's user in HCN and in CITY: provisions, tails, redacts."""


def issue_users(keys: KeyFolder, durables: dict[str, list[DurableLike]]) -> None:
    """Write the credentials of the four services and of the operator.

    `durables` gives each service its durables.
    """
    for service, own in durables.items():
        keys.issue(HCN, service, service_rights(service, own))
    for account in (HCN, CITY):
        keys.issue(account, ADMIN, user_claims([">"], [">"]))
    keys.issue(SYS, ADMIN, user_claims(["$SYS.REQ.>"], ["_INBOX.>"]))


def service_rights(service: str, durables: list[DurableLike]) -> dict[str, Any]:
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
        publish += durable_rights(durable.stream, durable.name)
        publish.append(f"$JS.API.STREAM.INFO.{durable.stream}")
    return user_claims(sorted(set(publish)), [f"_INBOX_{service}.>"])


def durable_rights(stream: str, name: str) -> list[str]:
    """Subjects to publish to for reading one existing durable."""
    return [
        f"$JS.API.CONSUMER.INFO.{stream}.{name}",
        f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{name}",
        f"$JS.ACK.{stream}.{name}.>",
    ]


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
