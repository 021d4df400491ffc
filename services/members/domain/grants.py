"""Grants: who may act in which role, for which member or host, from and until."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.auth.caller import ROLE_LABELS
from shared.errors import Failure
from shared.texts import Label, Text


def check_grant(
    role: str,
    member_id: UUID | None,
    host_id: UUID | None,
    valid_from: datetime,
    valid_until: datetime | None,
) -> list[Failure]:
    """A member's grant names the member, a host's the host, and no other names either."""
    failures = []
    known = ROLE_LABELS.get(role) or Text(role, role)
    for needing, field, id in (("member", "member_id", member_id), ("host", "host_id", host_id)):
        if role == needing and id is None:
            failures.append(Failure("field_missing", field=field))
        if role != needing and id is not None:
            failures.append(Failure("grant_names_too_much", field=field, role=Label(role, known)))
    if valid_until is not None and valid_until <= valid_from:
        failures.append(Failure("ends_before_start", field="valid_until"))
    return failures


def check_delegation(
    holder: str, on_behalf_of: str | None, valid_until: datetime | None
) -> list[Failure]:
    """Who takes another's place does so for a time, and not their own."""
    if on_behalf_of is None:
        return []
    failures = []
    if valid_until is None:
        failures.append(Failure("delegation_needs_end", field="valid_until"))
    if holder == on_behalf_of:
        failures.append(Failure("delegated_to_oneself", field="on_behalf_of"))
    return failures


def may_end(ended: bool) -> list[Failure]:
    return [Failure("grant_ended")] if ended else []
