"""Credentials for other city systems: each reads the public events, and only with its own name.

No restart and no configuration: a subscriber is a JWT signed with a key of CITY, a revocation is
a new JWT of the account. Its rights are in `deploy.nats.rights`.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict, dataclass

from deploy.files import write_json
from deploy.nats.accounts import CITY
from deploy.nats.admin import NatsAdmin
from deploy.nats.keys import KeyFolder
from deploy.nats.rights import durable_names_of
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import CITY_STREAM
from deploy.nats.users import ADMIN

_NAME = re.compile(r"[a-z][a-z0-9-]{1,30}")


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
        """Sign credentials; a subscriber that exists gets the same key again."""
        if name == ADMIN or not _NAME.fullmatch(name):
            raise SubscriberError(
                f"{name!r} cannot be a name: 2 to 31 small letters, digits and hyphens, "
                "beginning with a letter, for example so-du-lich"
            )
        known = next((one for one in self.all() if one.name == name and not one.revoked_at), None)
        self._keys.issue_subscriber(name)
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
