"""Awards are granted, several in one decision with an annexed list, and revoked with a reason.

Who nominated or belongs to the recipient does not grant. The decision is drafted as an official
document; number, signature and seal are the authority's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.members.documents.award_pages import write_grant, write_revocation
from services.members.domain import awards as rules
from services.members.events_out.year import publish_award_granted, publish_award_revoked
from services.members.models import Award, Nomination
from services.members.regulations.year_rules import AWARD_FORMS
from services.members.usecases.nominate_awards import is_own_award, release_achievements
from services.members.usecases.official_documents import draft_document
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if

DECISION = "decision"


async def grant_award(work: Work, award_id: UUID, granted_on: date | None) -> Award:
    """One award; see grant_awards."""
    return (await grant_awards(work, [award_id], granted_on))[0]


async def grant_awards(
    work: Work, award_ids: Sequence[UUID], granted_on: date | None
) -> list[Award]:
    """Grant all of them or none, with one decision and its annexed list.

    A city-level award is written down here as granted once the city has; it needs a dossier that
    was proposed.
    """
    ids = sorted(set(award_ids))
    proposed = await _lock_nominations(work, ids)
    rows = [await work.lock(Award, id) for id in ids]
    today = hanoi_date(work.now)
    if len({row.form for row in rows}) > 1:
        raise Invalid(Failure("awards_of_several_forms", field="award_ids"))
    failures = [
        failure for row in rows for failure in why_not_granted(work, row, proposed, granted_on)
    ]
    refuse_if(_once(failures))
    day = granted_on or today
    document_id = None
    if AWARD_FORMS[rows[0].form].level == "department":
        title, page = write_grant(rows, day)
        about = [(Award.KIND, row.id) for row in rows]
        shared = {f"member:{row.member_id}" for row in rows if row.member_id}
        # A list of several recipients is not shared: it may name persons.
        document = await draft_document(
            work, DECISION, title, about, page, shared_with=shared if len(rows) == 1 else ()
        )
        document_id = document.id
    for row in rows:
        row.status = rules.MOVES["grant"][row.status]
        row.granted_on, row.granted_by, row.document_id = day, work.caller.key, document_id
        publish_award_granted(work, row)
    return rows


async def _lock_nominations(work: Work, ids: Sequence[UUID]) -> set[UUID]:
    """The proposed dossiers of these awards, kept from being withdrawn meanwhile."""
    wanted = select(Award.nomination_id).where(Award.id.in_(ids), Award.nomination_id.is_not(None))
    rows = await work.session.execute(
        select(Nomination.id, Nomination.status)
        .where(Nomination.id.in_(wanted))
        .order_by(Nomination.id)
        .with_for_update(read=True)
    )
    return {row.id for row in rows if row.status == "proposed"}


def why_not_granted(
    work: Work, row: Award, proposed: set[UUID], granted_on: date | None
) -> list[Failure]:
    city = AWARD_FORMS[row.form].level == "city" if row.form in AWARD_FORMS else False
    return rules.may_grant(
        row.status,
        nominated_by_caller=row.nominated_by == work.caller.key,
        own=is_own_award(row, work),
        unproposed=city and row.nomination_id not in proposed,
        granted_on=granted_on,
        today=hanoi_date(work.now),
    )


def _once(failures: Sequence[Failure]) -> list[Failure]:
    """What several awards lack is told once."""
    found: list[Failure] = []
    for one in failures:
        if one not in found:
            found.append(one)
    return found


async def revoke_award(work: Work, award_id: UUID, code: str, reason: str) -> Award:
    """It does not count any more; the public learns the kind of reason, never the words."""
    row = await work.lock(Award, award_id)
    failures = rules.may_judge(nominated_by_caller=False, own=is_own_award(row, work))
    refuse_if(failures + rules.may_move(row.status, "revoke"))
    row.status = rules.MOVES["revoke"][row.status]
    row.revoked_on = hanoi_date(work.now)
    row.revocation_code, row.revocation_reason = code, reason
    release_achievements(work, row)
    if AWARD_FORMS[row.form].level == "department":
        title, page = write_revocation(row, reason)
        shared = [f"member:{row.member_id}"] if row.member_id else []
        await draft_document(
            work, DECISION, title, [(Award.KIND, row.id)], page, shared_with=shared
        )
    publish_award_revoked(work, row)
    return row
