"""Conflicts of interest: who may not judge a file, on which grounds.

Own file, same member organisation and same contact follow from what the service knows and hold by
themselves; any other ground is declared. They bind reviewing, recommending and deciding alike, and
whoever acts on behalf of a person they bind.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.members.domain.states import APPLICATION_STATUS, only_in
from shared.errors import Failure, Lack
from shared.texts import Label, Text

IN_REVIEW = ("submitted", "supplement_requested")
"""What a file's status is while it is being judged."""

GROUNDS = {
    "own_file": Text("hồ sơ của chính mình", "own file"),
    "same_member": Text("cùng tổ chức thành viên với người nộp", "same member organisation"),
    "same_contact": Text("trùng thông tin liên hệ với người nộp", "same contact details"),
    "declared": Text("đã khai báo xung đột lợi ích", "conflict of interest declared"),
    "deputy": Text("làm thay người phải tránh", "acts for someone who is recused"),
}


@dataclass(frozen=True, slots=True)
class Judge:
    """Who wants to judge, as far as the token and the grants tell."""

    key: str
    member_ids: Collection[UUID]
    email: str | None
    on_behalf_of: str | None
    """Issuer and subject, or the subject alone."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The file, as far as conflicts go."""

    applicant_key: str
    member_id: UUID | None
    email: str | None


def find_grounds(judge: Judge, file: Judged, recused: Mapping[str, Collection[str]]) -> list[str]:
    """Every ground on which a person may not judge a file.

    `recused` holds the grounds known of each person (issuer and subject) for this file.
    """
    grounds = set(recused.get(judge.key, ()))
    if judge.key == file.applicant_key:
        grounds.add("own_file")
    if file.member_id is not None and file.member_id in judge.member_ids:
        grounds.add("same_member")
    if judge.email and file.email and judge.email.casefold() == file.email.casefold():
        grounds.add("same_contact")
    if judge.on_behalf_of and _is_recused(judge.on_behalf_of, {*recused, file.applicant_key}):
        grounds.add("deputy")
    return [ground for ground in GROUNDS if ground in grounds]


def _is_recused(person: str, keys: Collection[str]) -> bool:
    return person in keys or any(key.partition("|")[2] == person for key in keys)


def may_judge(grounds: Collection[str]) -> list[Failure]:
    """Reviews, recommends or decides: nobody on whom a ground rests."""
    if "own_file" in grounds:
        return [Lack("own_application")]
    others = [Label(one, GROUNDS[one]) for one in grounds]
    return [Lack("conflict_of_interest", grounds=others)] if others else []


def may_declare(status: str, declared: bool) -> list[Failure]:
    """While the file is being judged; before and afterwards nothing follows from it."""
    failures = only_in(APPLICATION_STATUS, status, *IN_REVIEW)
    return failures + ([Failure("conflict_known")] if declared else [])


def may_lift(status: str, lifted: bool) -> list[Failure]:
    failures = only_in(APPLICATION_STATUS, status, *IN_REVIEW)
    return failures + ([Failure("conflict_lifted")] if lifted else [])
