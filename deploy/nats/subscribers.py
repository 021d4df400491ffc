"""Credentials for other city systems: each reads the public events, and only with its own name.

No restart and no configuration: a user is a JWT signed with CITY's key, a revocation is a new
account JWT. Measured on nats-server 2.15: whoever may send the anonymous
`$JS.API.CONSUMER.CREATE.CITY` can rewrite another's durable by naming it in the body. So on CITY
a subscriber creates consumers only under its own names; on the bucket, where clients watch with
anonymous consumers, nothing durable is kept that could be disturbed.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict, dataclass
from typing import Any

from deploy.files import write_json
from deploy.nats.accounts import CITY
from deploy.nats.admin import NatsAdmin
from deploy.nats.keys import KeyFolder
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import CITY_BUCKET_STREAM, CITY_STREAM
from deploy.nats.users import durable_rights, user_claims

_NAME = re.compile(r"[a-z][a-z0-9-]{1,30}")
DURABLES_EACH = 10
"""NATS has no wildcard within a token, so own names are listed: NAME, NAME_1 … NAME_9."""


class SubscriberError(Exception):
    """The subscriber cannot be added or withdrawn; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Another city system. Times are seconds since 1970; `revoked_at` None while it may read."""

    name: str
    public_key: str
    added_at: int
    revoked_at: int | None = None

    @property
    def inbox_prefix(self) -> str:
        """The prefix under which alone its client may subscribe."""
        return f"_INBOX_{self.name}"


def durable_names_of(name: str) -> list[str]:
    """The consumer names that belong to a subscriber."""
    return [name, *(f"{name}_{number}" for number in range(1, DURABLES_EACH))]


def subscriber_rights(name: str, settings: TopologySettings) -> dict[str, Any]:
    """Read CITY and CITY_NOW, keep own durables, and nothing else."""
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
    for own in durable_names_of(name):
        publish += [
            f"$JS.API.CONSUMER.CREATE.{CITY_STREAM}.{own}",
            f"$JS.API.CONSUMER.CREATE.{CITY_STREAM}.{own}.>",
            f"$JS.API.CONSUMER.DURABLE.CREATE.{CITY_STREAM}.{own}",
            f"$JS.API.CONSUMER.DELETE.{CITY_STREAM}.{own}",
            *durable_rights(CITY_STREAM, own),
        ]
    return user_claims(
        publish,
        [f"_INBOX_{name}.>"],
        subs=settings.subscriber_max_subscriptions,
        payload=settings.subscriber_max_payload_bytes,
        data=settings.subscriber_max_data_bytes,
    )


class SubscriberList:
    """Who may read, kept beside the keys. The credentials themselves may be handed over."""

    def __init__(self, keys: KeyFolder, settings: TopologySettings) -> None:
        self._keys = keys
        self._settings = settings
        self._file = keys.folder / "subscribers.json"

    def all(self) -> list[Subscriber]:
        """Every subscriber, withdrawn ones too, by name."""
        if not self._file.is_file():
            return []
        return [Subscriber(**one) for one in json.loads(self._file.read_text())]

    def get(self, name: str) -> Subscriber:
        """One that may read now; raises SubscriberError for any other."""
        for one in self.all():
            if one.name == name and one.revoked_at is None:
                return one
        raise SubscriberError(f"there is no subscriber {name}; `hcn subscribers list` shows all")

    def add(self, name: str) -> Subscriber:
        """Sign credentials; a subscriber that exists gets them again, with today's rights."""
        if not _NAME.fullmatch(name):
            raise SubscriberError(
                f"{name!r} cannot be a name: 2 to 31 small letters, digits and hyphens, "
                "beginning with a letter, for example so-du-lich"
            )
        known = next((one for one in self.all() if one.name == name and not one.revoked_at), None)
        self._keys.issue(CITY, name, subscriber_rights(name, self._settings))
        public_key = str(self._keys.user_claims(CITY, name)["sub"])
        if known and known.public_key == public_key:
            return known
        added = Subscriber(name, public_key, int(time.time()))
        self._save([*(one for one in self.all() if one != known), added])
        return added

    async def revoke(self, name: str, admin: NatsAdmin) -> None:
        """Cut a subscriber off at once and delete its durables."""
        found = self.get(name)
        now = int(time.time())
        revoked = self._keys.revoked(CITY) | {found.public_key: now}
        await admin.push_account(self._keys.sign_account(CITY, self._settings, revoked))
        for durable in durable_names_of(name):
            place = f"{CITY_STREAM}.{durable}"
            if await admin.find(CITY, f"CONSUMER.INFO.{place}"):
                await admin.api(CITY, f"CONSUMER.DELETE.{place}")
        self._keys.forget(CITY, name)
        withdrawn = Subscriber(found.name, found.public_key, found.added_at, now)
        self._save([withdrawn if one == found else one for one in self.all()])

    def _save(self, subscribers: list[Subscriber]) -> None:
        ordered = sorted(subscribers, key=lambda one: (one.name, one.added_at))
        write_json(self._file, [asdict(one) for one in ordered], private=True)
