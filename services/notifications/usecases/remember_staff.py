"""Staff are reached by the e-mail of their grant; a grant that ended takes its address along."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as upsert

from services.notifications.models import Staff
from shared.auth.grants import remember_grant
from shared.database.work import Work
from shared.events.members import GrantChangedV1

STAFF_ROLES = ("officer", "host")


async def remember_staff(work: Work, grant: GrantChangedV1) -> None:
    """Keep who may do what here, and where staff of the roles we write to are reached.

    The shared copy of grants stays without addresses, so that there is one place to erase.
    """
    await remember_grant(work, grant.model_copy(update={"email": None}))
    if grant.ended or not grant.email or grant.role not in STAFF_ROLES:
        await work.session.execute(delete(Staff).where(Staff.grant_id == grant.id))
        return
    values = {
        "grant_id": grant.id,
        "role": grant.role,
        "host_id": grant.host_id,
        "name": grant.name,
        "email": grant.email,
        "locale": grant.locale,
        "valid_from": grant.valid_from,
        "valid_until": grant.valid_until,
    }
    statement = upsert(Staff).values(values)
    await work.session.execute(
        statement.on_conflict_do_update(index_elements=["grant_id"], set_=values)
    )
