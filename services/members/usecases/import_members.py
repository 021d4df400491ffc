"""Lists of members that are taken over: all rows or none, and the same list again changes nothing.

Who is created was a member before, elsewhere: its events are marked as told again, so that they
fill copies and have no effect outside. Nothing of a person stands in the report that is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from services.members.domain import imports as rules
from services.members.domain.imports import ImportRow
from services.members.domain.standing import MEMBER
from services.members.events_out.members import (
    publish_member_admitted,
    publish_member_contact_linked,
    publish_member_profile_changed,
)
from services.members.events_out.persons import publish_contact_changed
from services.members.models import Contact, Member, MemberImport
from services.members.usecases.find_imported import (
    EMPTY,
    Target,
    contact_known,
    contact_said,
    find_targets,
    profile_of,
    state_of,
)
from services.members.usecases.keep_contacts import change_details
from services.members.usecases.record_facts import NewFact, record_fact
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid
from shared.tables.reading import SentList
from shared.tables.rows import at_row
from shared.vietnamese import fold, sort_key


async def import_members(work: Work, file: SentList[ImportRow], same_names: bool) -> MemberImport:
    """Take a list over. Raises Invalid with everything that is wrong with every row.

    With `same_names` a new member may have the name of one that is there.
    """
    await work.session.execute(select(func.pg_advisory_xact_lock(func.hashtext("member_import"))))
    targets = await find_targets(work, file.rows)
    failures = [failure for row in file.rows for failure in row.failures]
    failures += rules.check_keys(list(file.rows))
    for target in targets:
        failures += at_row(target.row.number, _check(work, target))
    if not same_names:
        failures += await _check_names(work, targets)
    if failures:
        raise Invalid(*failures, rows=len(file.rows))
    await _make_contacts(work, targets)
    report = []
    for target in targets:
        report.append(await _take_over(work, target))
        await asyncio.sleep(0)  # a long list lets other requests through
    counts = {name: sum(one["outcome"] == name for one in report) for name in rules.OUTCOME}
    return work.add(
        MemberImport(
            file_name=file.file_name,
            sha256=file.sha256,
            imported_by=work.caller.key,
            rows=report,
            **counts,
        )
    )


def _check(work: Work, target: Target) -> list[Failure]:
    values, today, member = target.row.values, hanoi_date(work.now), target.member
    if member is not None:
        failures = _check_keys_agree(member, values)
        if _differing(member, values):
            failures += rules.check_known(member.status, values, today)
    elif values.get("member_id") is not None:
        missing = {"kind": Member.KIND, "id": str(values["member_id"])}
        failures = [Failure("not_found", field="member_id", **missing)]
    else:
        failures = rules.check_new(values, today)
    failures += rules.check_place(state_of(member) | profile_of(values))
    return failures + _check_contact(target)


def _check_keys_agree(member: Member, values: dict[str, Any]) -> list[Failure]:
    """The id and the key of one row do not speak of two members."""
    id, key = values.get("member_id"), values.get("external_key")
    other_id = id is not None and id != member.id
    other_key = bool(key and member.external_key and key != member.external_key)
    return [Failure("import_keys_differ", field="external_key")] if other_id or other_key else []


def _check_contact(target: Target) -> list[Failure]:
    wanted = contact_said(target)
    if not any(wanted.get(name) for name in ("name", "email", "phone")):
        return []
    if target.contact is None and target.erased:
        return [Failure("contact_erased", field="contact_name")]
    return rules.check_contact(contact_known(target.contact) | wanted)


async def _check_names(work: Work, targets: Sequence[Target]) -> list[Failure]:
    """Who is new has no name that a member of today has: it would be the same one twice."""
    new = {
        fold(target.row.values["name"]): target.row.number
        for target in targets
        if target.member is None and target.row.values.get("name")
    }
    if not new:
        return []
    known = await work.session.execute(
        select(Member.search, Member.id).where(
            Member.search.in_(list(new)), Member.status.in_(MEMBER)
        )
    )
    return [
        failure
        for search, id in known
        for failure in at_row(
            new[search], [Failure("import_name_known", field="name", member=str(id))]
        )
    ]


async def _make_contacts(work: Work, targets: Sequence[Target]) -> None:
    """Contacts come before the members that name them."""
    for target in targets:
        details = contact_said(target)
        if target.contact is None and details.get("name"):
            target.contact = work.add(
                Contact(
                    locale="vi",
                    owner_issuer=work.caller.issuer,
                    owner_subject=work.caller.subject,
                    published=False,
                )
            )
            change_details(target.contact, details)
    await work.flush()


async def _take_over(work: Work, target: Target) -> dict[str, Any]:
    """Write one row; what became of it."""
    member, values = target.member, target.row.values
    if member is None:
        outcome, changed = "created", []
        member = _create(work, values)
    else:
        before = state_of(member)
        changed = _change(member, values)
        if changed:
            history = {name: [_plain(before[name]), _plain(values[name])] for name in changed}
            details = {"changed": {name: {"from": a, "to": b} for name, (a, b) in history.items()}}
            await record_fact(work, member, NewFact("profile_changed", details=details))
            publish_member_profile_changed(work, member)
        changed += _change_contact(work, target)
        outcome = "changed" if changed else "unchanged"
    if target.contact is not None and member.contact_id != target.contact.id:
        outcome = "created" if outcome == "created" else "changed"
        changed += ["contact"] if target.member else []
        _link(work, member, target.contact)
    return {
        "row": target.row.number,
        "external_key": member.external_key,
        "member_id": str(member.id),
        "name": member.name,
        "outcome": outcome,
        "changed": changed,
    }


def _create(work: Work, values: dict[str, Any]) -> Member:
    profile = EMPTY | profile_of(values)
    member = Member(**profile, status="active", status_since=profile["member_since"])
    _fold_names(member)
    work.add(member)
    told_again = replace(work, origin=replace(work.origin, announced=True))
    publish_member_admitted(told_again, member)
    return member


def _change(member: Member, values: dict[str, Any]) -> list[str]:
    """Write what differs; the columns that did."""
    changed = _differing(member, values)
    for name in changed:
        setattr(member, name, values[name])
    if changed:
        _fold_names(member)
    return changed


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _differing(member: Member, values: dict[str, Any]) -> list[str]:
    before = state_of(member)
    return [name for name, value in profile_of(values).items() if before[name] != value]


def _change_contact(work: Work, target: Target) -> list[str]:
    contact, details = target.contact, contact_said(target)
    if contact is None or target.member is None or target.member.contact_id != contact.id:
        return []
    if all(getattr(contact, name) == value for name, value in details.items()):
        return []
    change_details(contact, details)
    publish_contact_changed(work, contact)
    return ["contact"]


def _link(work: Work, member: Member, contact: Contact) -> None:
    member.contact_id = contact.id
    contact.member_id = member.id
    publish_contact_changed(work, contact)
    publish_member_contact_linked(work, member)


def _fold_names(member: Member) -> None:
    member.search, member.sort_key = fold(member.name), sort_key(member.name)
    member.ward_search = fold(member.ward) if member.ward else None
