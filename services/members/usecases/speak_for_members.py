"""For which member someone asks: the only one they speak for, or the one they name."""

from __future__ import annotations

from uuid import UUID

from services.members.domain.members import acts_for
from services.members.models import Member
from services.members.usecases.change_members import is_own
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if


async def find_spoken_for(work: Work, wanted: UUID | None) -> Member:
    """The member, kept from changing until the transaction ends.

    Raises Invalid when it is not clear which one, Forbidden when it is somebody else's.
    """
    id = wanted or _only_one(work.caller)
    member = await work.session.get(
        Member, id, with_for_update={"read": True}, populate_existing=True
    )
    if member is None:
        missing = {"kind": Member.KIND, "id": str(id)}
        raise Invalid(Failure("not_found", field="member_id", **missing))
    refuse_if(acts_for(work.caller.has_role("officer"), is_own(member, work.caller)))
    return member


def _only_one(caller: Caller) -> UUID:
    if len(caller.member_ids) == 1:
        return caller.member_ids[0]
    code = "member_unclear" if caller.member_ids else "member_to_choose"
    raise Invalid(Failure(code, field="member_id"))
