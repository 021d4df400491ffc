"""Writes the credentials of the four services and of the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deploy.nats.accounts import CITY, HCN, SYS
from deploy.nats.keys import KeyFolder
from deploy.nats.rights import service_rights, user_claims

if TYPE_CHECKING:
    from shared.messaging.subscriptions import Durable

ADMIN = "hcn-admin"
"""The operator's user in HCN and in CITY: provisions, tails, redacts."""


def issue_users(keys: KeyFolder, durables: dict[str, list[Durable]]) -> None:
    """Sign credentials with today's rights; `durables` gives each service its durables."""
    for service, own in durables.items():
        keys.issue(HCN, service, service_rights(service, own))
    for account in (HCN, CITY):
        keys.issue(account, ADMIN, user_claims([">"], [">"]))
    keys.issue(SYS, ADMIN, user_claims(["$SYS.REQ.>"], ["_INBOX.>"]))
