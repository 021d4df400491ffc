"""Grants: who (issuer and subject) may act in which role, for which member or host, from and until.

Members owns them; every service keeps a copy and joins it with the caller's token.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import asyncpg
from sqlalchemy.dialects.postgresql import insert as upsert

from shared.auth.caller import Caller
from shared.database.backbone import KnownGrant
from shared.database.engine import Database
from shared.database.work import Work
from shared.events.members import GrantChangedV1
from shared.together import Together


async def remember_grant(work: Work, grant: GrantChangedV1) -> None:
    """Keep this service's copy of a grant as it now is."""
    values = {
        "id": grant.id,
        "issuer": grant.issuer,
        "subject": grant.subject,
        "role": grant.role,
        "member_id": grant.member_id,
        "host_id": grant.host_id,
        "valid_from": grant.valid_from,
        "valid_until": grant.valid_until,
        "ended": grant.ended,
        "email": grant.email,
        "on_behalf_of": grant.on_behalf_of,
    }
    statement = upsert(KnownGrant).values(values)
    await work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


IN_FORCE = """
SELECT issuer, subject, role, member_id, host_id, on_behalf_of FROM known_grants
WHERE issuer = ANY($1) AND subject = ANY($2) AND NOT ended
  AND valid_from <= $3 AND (valid_until IS NULL OR valid_until > $3)
"""


class Grants:
    """What callers may do, asked anew for every request: a grant that ends counts at once.

    Requests that arrive in the same moment share one question; no answer is kept.
    """

    def __init__(self, database: Database, implied: Mapping[str, Sequence[str]]) -> None:
        self.database = database
        self.implied = implied
        self._together = Together(self._join_all)

    async def join(self, caller: Caller) -> Caller:
        """The caller with what the grants in force add to the token, and the roles they imply.

        Raises Unavailable when PostgreSQL is away.
        """
        return await self._together.ask(caller)

    async def _join_all(self, callers: Sequence[Caller]) -> list[Caller]:
        found = await self._find(callers)
        return [self._joined(caller, found.get(caller.key, ())) for caller in callers]

    async def _find(self, callers: Sequence[Caller]) -> Mapping[str, Sequence[asyncpg.Record]]:
        """The grants in force of these callers, by the caller's key."""
        issuers = list({caller.issuer for caller in callers})
        subjects = list({caller.subject for caller in callers})
        found = defaultdict(list)
        now = self.database.clock.now()
        for grant in await self.database.fetch(IN_FORCE, issuers, subjects, now):
            found[f"{grant['issuer']}|{grant['subject']}"].append(grant)
        return found

    def _joined(self, caller: Caller, grants: Sequence[asyncpg.Record]) -> Caller:
        roles = set(caller.roles) | {grant["role"] for grant in grants}
        roles |= {more for role in tuple(roles) for more in self.implied.get(role, ())}
        members = {*caller.member_ids, *(grant["member_id"] for grant in grants)} - {None}
        hosts = {*caller.host_ids, *(grant["host_id"] for grant in grants)} - {None}
        return replace(
            caller,
            roles=frozenset(roles),
            member_ids=tuple(sorted(members)),
            host_ids=tuple(sorted(hosts)),
            on_behalf_of=caller.on_behalf_of or _principal(caller, grants),
        )


def _principal(caller: Caller, grants: Sequence[asyncpg.Record]) -> str | None:
    """In whose place the caller acts: who delegated a role that is not the caller's own as well.

    Several at a time cannot be told apart by a request; the first in order is named then.
    """
    own = set(caller.roles) | {one["role"] for one in grants if one["on_behalf_of"] is None}
    return min(
        (one["on_behalf_of"] for one in grants if one["on_behalf_of"] and one["role"] not in own),
        default=None,
    )
