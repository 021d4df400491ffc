"""Makes NATS equal to the topology, and says what it changed.

Running it again changes nothing. It never deletes a stream and never resets the position of a
durable: what cannot be changed in place is reported as refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from deploy.nats.accounts import ACCOUNTS, HCN
from deploy.nats.admin import NatsAdmin, NatsRefusal
from deploy.nats.jwt import decode
from deploy.nats.keys import KeyFolder
from deploy.nats.topology import Durable, Stream, Topology

Kind = Literal["created", "changed", "unchanged", "removed", "leftover", "refused"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened (or, in a dry run, would happen) to one thing."""

    what: str
    kind: Kind
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Field → (before, after), for `changed`."""
    note: str = ""

    def lines(self) -> Iterator[str]:
        """The change in sentences, one a line."""
        yield f"{self.kind:<9} {self.what}" + (f": {self.note}" if self.note else "")
        for name, (before, after) in self.fields.items():
            yield f"            {name}: {before!r} → {after!r}"


async def provision(
    admin: NatsAdmin, topology: Topology, *, dry_run: bool = False, prune: bool = False
) -> list[Change]:
    """Create and change what differs; answers one Change for each stream and durable.

    With `prune`, durables that no service declares any more are deleted; without, named.
    """
    changes = [await _provision_stream(admin, one, dry_run) for one in topology.streams]
    changes += [await _provision_durable(admin, one, dry_run) for one in topology.durables]
    changes += await _remove_leftovers(admin, topology, dry_run=dry_run, prune=prune)
    return changes


async def provision_accounts(
    admin: NatsAdmin, keys: KeyFolder, *, dry_run: bool = False
) -> list[Change]:
    """Give the servers the account JWTs of the key folder where theirs say something else."""
    changes = []
    for account in ACCOUNTS:
        token = keys.account_jwt(account)
        held = await admin.account_jwt(keys.key(account).public)
        before = decode(held)["nats"] if held else {}
        differing = _differences(decode(token)["nats"], before)
        if differing and not dry_run:
            await admin.push_account(token)
        kind: Kind = "changed" if differing else "unchanged"
        changes.append(Change(f"account {account}", kind, differing))
    return changes


async def _provision_stream(admin: NatsAdmin, stream: Stream, dry_run: bool) -> Change:
    what = f"stream {stream.name} ({stream.account})"
    info = await admin.find(stream.account, f"STREAM.INFO.{stream.name}")
    if info is None:
        if not dry_run:
            await admin.api(stream.account, f"STREAM.CREATE.{stream.name}", stream.config)
        return Change(what, "created")
    differing = _differences(stream.config, info["config"])
    if not differing:
        return Change(what, "unchanged")
    if not dry_run:
        try:
            wanted = info["config"] | stream.config
            await admin.api(stream.account, f"STREAM.UPDATE.{stream.name}", wanted)
        except NatsRefusal as refusal:
            return Change(what, "refused", differing, refusal.description)
    return Change(what, "changed", differing)


async def _provision_durable(admin: NatsAdmin, durable: Durable, dry_run: bool) -> Change:
    what = f"durable {durable.name} on {durable.stream}"
    place = f"{durable.stream}.{durable.name}"
    info = await admin.find(HCN, f"CONSUMER.INFO.{place}")
    before = info["config"] if info else {}
    differing = _differences(durable.config, before)
    if info and not differing:
        return Change(what, "unchanged")
    if not dry_run:
        request = {
            "stream_name": durable.stream,
            "config": before | durable.config,
            "action": "update" if info else "create",
        }
        try:
            await admin.api(HCN, f"CONSUMER.CREATE.{place}", request)
        except NatsRefusal as refusal:
            return Change(what, "refused", differing, refusal.description)
    return Change(what, "changed", differing) if info else Change(what, "created")


async def _remove_leftovers(
    admin: NatsAdmin, topology: Topology, *, dry_run: bool, prune: bool
) -> list[Change]:
    declared = {(one.stream, one.name) for one in topology.durables}
    changes = []
    for stream in topology.streams:
        if stream.account != HCN:
            continue  # the durables of CITY belong to its subscribers
        for name in await durable_names(admin, HCN, stream.name):
            if (stream.name, name) in declared:
                continue
            what = f"durable {name} on {stream.name}"
            if not prune:
                changes.append(
                    Change(what, "leftover", note="nobody declares it; --prune deletes it")
                )
                continue
            if not dry_run:
                await admin.api(HCN, f"CONSUMER.DELETE.{stream.name}.{name}")
            changes.append(Change(what, "removed"))
    return changes


async def durable_names(admin: NatsAdmin, account: str, stream: str) -> list[str]:
    """Names of the durables on a stream; empty when there is no such stream."""
    names: list[str] = []
    try:
        while True:
            request = {"offset": len(names)}
            page = await admin.api(account, f"CONSUMER.LIST.{stream}", request)
            found = page["consumers"] or []
            names += [str(one["config"].get("durable_name", "")) for one in found]
            if not found or len(names) >= page["total"]:
                return [name for name in names if name]
    except NatsRefusal as refusal:
        if refusal.code == 404:
            return []
        raise


def _differences(wanted: dict[str, Any], held: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Fields that differ. The server leaves out what is empty, so a missing field is empty."""
    return {
        name: (held.get(name), value)
        for name, value in wanted.items()
        if (held.get(name) or None) != (value or None)
    }
