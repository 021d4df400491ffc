"""Every event that the members service publishes, by topic.

`ANNOUNCE` publishes the present state again for whoever must refill a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.members.events_out.calls import announce_call
from services.members.events_out.ceremonies import announce_ceremony, announce_certificate
from services.members.events_out.members import announce_member
from services.members.events_out.persons import announce_contact, publish_grant_changed
from services.members.events_out.year import announce_award
from services.members.models import Award, Call, Ceremony, Certificate, Contact, Grant, Member
from shared.database.work import Work

ANNOUNCE: list[tuple[type[Any], Callable[[Work, Any], None]]] = [
    (Grant, publish_grant_changed),
    (Contact, announce_contact),
    (Call, announce_call),
    (Member, announce_member),
    (Certificate, announce_certificate),
    (Ceremony, announce_ceremony),
    (Award, announce_award),
]
