"""The accounts and their border: what of HCN another city system can ever reach.

HCN holds the services and their streams, CITY holds what outsiders read, SYS runs the server.
The only way from CITY into HCN is to create a consumer that is filtered to the public events of
one service: the filter is part of the request's subject, so that the server itself refuses any
other. Nothing else of HCN's API has a name in CITY.
"""

from __future__ import annotations

from typing import Any

from deploy.nats.rights import subscriber_rights
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import BORDER_API, BORDER_DELIVER, SERVICES

HCN, CITY, SYS = "HCN", "CITY", "SYS"
ACCOUNTS = (SYS, HCN, CITY)
SUBSCRIBERS = "CITY-subscribers"
"""A second key of CITY. What it signs can have the subscribers' rights and no others."""


def account_claims(
    name: str, publics: dict[str, str], settings: TopologySettings, revoked: dict[str, int]
) -> dict[str, Any]:
    """The `nats` claims of an account.

    `publics` gives the public key of each account and of SUBSCRIBERS; `revoked` those of
    withdrawn users, with the time (s since 1970) up to which their credentials are refused.
    """
    claims: dict[str, Any] = {
        "limits": _limits(settings, jetstream=name != SYS),
        "default_permissions": {"pub": {}, "sub": {}},
    }
    if name == HCN:
        claims["exports"] = _border_exports()
    if name == CITY:
        claims["imports"] = _border_imports(publics[HCN])
        claims["signing_keys"] = [
            {
                "kind": "user_scope",
                "key": publics[SUBSCRIBERS],
                "role": "subscriber",
                "template": subscriber_rights(settings),
            }
        ]
    if revoked:
        claims["revocations"] = revoked
    return claims


def _limits(settings: TopologySettings, *, jetstream: bool) -> dict[str, Any]:
    plain = {
        "subs": -1,
        "data": -1,
        "payload": -1,
        "imports": -1,
        "exports": -1,
        "wildcards": True,
        "conn": settings.account_max_connections,
        "leaf": 0,
    }
    if not jetstream:
        return plain
    return plain | {
        "mem_storage": 0,
        "disk_storage": -1,
        "streams": -1,
        "consumer": settings.account_max_consumers,
    }


def _consumer_request(service: str, name: str = "*") -> str:
    return f"CONSUMER.CREATE.{service.upper()}.{name}.hcn.public.{service}.>"


def _border_exports() -> list[dict[str, Any]]:
    exports: list[dict[str, Any]] = [
        {
            "name": f"public events of {service}",
            "subject": f"$JS.API.{_consumer_request(service)}",
            "type": "service",
        }
        for service in SERVICES
    ]
    exports += [
        {
            "name": f"flow control of {service}",
            "subject": f"$JS.FC.{service.upper()}.>",
            "type": "service",
        }
        for service in SERVICES
    ]
    return [*exports, {"name": "deliveries", "subject": f"{BORDER_DELIVER}.>", "type": "stream"}]


def _border_imports(hcn: str) -> list[dict[str, Any]]:
    imports: list[dict[str, Any]] = [
        {
            "name": f"public events of {service}",
            "account": hcn,
            "subject": f"$JS.API.{_consumer_request(service)}",
            "local_subject": f"{BORDER_API}.{_consumer_request(service, '$1')}",
            "type": "service",
        }
        for service in SERVICES
    ]
    imports += [
        {
            "name": f"flow control of {service}",
            "account": hcn,
            "subject": f"$JS.FC.{service.upper()}.>",
            "type": "service",
        }
        for service in SERVICES
    ]
    return [
        *imports,
        {"name": "deliveries", "account": hcn, "subject": f"{BORDER_DELIVER}.>", "type": "stream"},
    ]
