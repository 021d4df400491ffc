"""Members that a split forms: each with its certificate, its way in, and the fact it came from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.members.domain.consequences import Consequence
from services.members.events_out.ceremonies import publish_certificate_issued
from services.members.events_out.members import (
    publish_member_admitted,
    publish_member_contact_linked,
)
from services.members.models import Member, MemberFact
from services.members.usecases.give_grants import NewGrant, create_grant
from services.members.usecases.issue_certificates import issue_certificate
from services.members.usecases.number_certificates import Wanted, give_numbers
from shared.database.work import Work
from shared.vietnamese import fold, sort_key


async def form_members(
    work: Work, former: Member, fact: MemberFact, planned: list[Consequence]
) -> list[Consequence]:
    """Make the parts of a split members; returns what was planned with their ids and numbers."""
    done = {}
    formed = []
    for part in fact.details["parts"]:
        member = _new_member(work, part, fact)
        await work.session.flush()
        wanted = [Wanted(None, member.name)]
        (number,) = await give_numbers(work, "issue", wanted, fact.effective_on)
        certificate = issue_certificate(work, member, number)
        publish_member_admitted(work, member)
        publish_member_contact_linked(work, member)
        publish_certificate_issued(work, certificate)
        _note_origin(work, member, former, fact)
        await _let_in(work, member, part)
        formed.append(member)
        done["member_formed", member.name] = member.id
        done["certificate_issued", member.name] = certificate.id
    fact.formed_ids = [member.id for member in formed]
    successor = fact.details.get("successor")
    if successor is not None:
        heir = formed[successor]
        former.successor_id, former.successor_name = heir.id, heir.name
        done["records_follow", heir.name] = heir.id
    return [replace(one, id=done.get((one.code, one.name or ""), one.id)) for one in planned]


def _new_member(work: Work, part: dict[str, Any], fact: MemberFact) -> Member:
    ward = part.get("ward")
    return work.add(
        Member(
            name=part["name"],
            search=fold(part["name"]),
            sort_key=sort_key(part["name"]),
            kind=part["kind"],
            ownership=part["ownership"],
            fields=part["fields"],
            status="active",
            status_since=fact.effective_on,
            address_line=part.get("address_line"),
            ward=ward,
            ward_search=fold(ward) if ward else None,
            address_public=False,
            member_since=fact.effective_on,
        )
    )


def _note_origin(work: Work, member: Member, former: Member, fact: MemberFact) -> None:
    work.add(
        MemberFact(
            member_id=member.id,
            kind="formed_by_split",
            effective_on=fact.effective_on,
            reason=fact.reason,
            document=fact.document,
            decision_id=fact.decision_id,
            other_member_id=former.id,
            formed_ids=[],
            details={},
            consequences=[],
            carried_out_at=work.now,
            recorded_by=fact.recorded_by,
            on_behalf_of=fact.on_behalf_of,
            correlation_id=fact.correlation_id,
        )
    )


async def _let_in(work: Work, member: Member, part: dict[str, Any]) -> None:
    who = part["representative"]
    way_in = NewGrant(
        issuer=who["issuer"],
        subject=who["subject"],
        role="member",
        member_id=member.id,
        reason="formed_by_split",
        capacity="representative",
    )
    await create_grant(work, way_in)
