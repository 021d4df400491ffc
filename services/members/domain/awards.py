"""Awards to organisations and persons, and dossiers that propose city-level ones.

    award:       nominated ──grant──► granted ──revoke──► revoked
                     └──decline──► declined
    nomination:  drafted ──propose──► proposed
                     └──withdraw──► withdrawn ◄──withdraw──┘ (from proposed)

One achievement is not rewarded twice: while an award is nominated or granted, its achievements
belong to it alone (the database holds it). A city-level award is granted only once proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text

AWARD_STATUS = {
    "nominated": Text("Được đề cử", "Nominated"),
    "granted": Text("Đã khen thưởng", "Granted"),
    "declined": Text("Không được khen thưởng", "Declined"),
    "revoked": Text("Đã hủy bỏ", "Revoked"),
}
MOVES = {
    "grant": {"nominated": "granted"},
    "decline": {"nominated": "declined"},
    "revoke": {"granted": "revoked"},
}
STANDING = ("nominated", "granted")
"""While it stands so, its achievements belong to it."""
RECIPIENT_KINDS = {
    "organisation": Text("Tổ chức", "Organisation"),
    "person": Text("Cá nhân", "Person"),
}

NOMINATION_STATUS = {
    "drafted": Text("Đang lập hồ sơ", "Being prepared"),
    "proposed": Text("Đã trình", "Proposed"),
    "withdrawn": Text("Đã rút", "Withdrawn"),
}
NOMINATION_MOVES = {
    "propose": {"drafted": "proposed"},
    "withdraw": {"drafted": "withdrawn", "proposed": "withdrawn"},
}


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a board voted on one candidate; counts of people."""

    award_id: UUID
    in_favour: int
    against: int
    abstain: int


def may_move(status: str, move: str) -> list[Failure]:
    return only_in(AWARD_STATUS, status, *MOVES[move])


def may_move_nomination(status: str, move: str) -> list[Failure]:
    return only_in(NOMINATION_STATUS, status, *NOMINATION_MOVES[move])


def may_grant(
    status: str,
    *,
    nominated_by_caller: bool,
    own: bool,
    unproposed: bool,
    granted_on: date | None,
    today: date,
) -> list[Failure]:
    """Who nominated or belongs to the recipient does not grant; a city award was proposed."""
    failures = may_judge(nominated_by_caller=nominated_by_caller, own=own)
    failures += may_move(status, "grant")
    if unproposed:
        failures.append(Failure("award_not_proposed"))
    if granted_on is not None and granted_on > today:
        failures.append(Failure("day_in_future", field="granted_on"))
    return failures


def may_judge(*, nominated_by_caller: bool, own: bool) -> list[Failure]:
    failures: list[Failure] = []
    if nominated_by_caller:
        failures.append(Lack("own_nomination"))
    if own:
        failures.append(Lack("own_award"))
    return failures


def check_achievements(
    known: Collection[UUID], wanted: Sequence[UUID], recipient_needs_one: bool
) -> list[Failure]:
    """They exist, count, and are of this recipient's space."""
    strangers = sorted({str(one) for one in wanted if one not in known})
    failures = []
    if strangers:
        failures.append(
            Failure("achievement_unknown", field="contribution_ids", contributions=strangers)
        )
    if recipient_needs_one and not wanted:
        failures.append(Failure("achievement_missing", field="contribution_ids"))
    return failures


def check_ballots(
    ballots: Sequence[Ballot], candidates: Collection[UUID], voters: int
) -> list[Failure]:
    """Each candidate is voted on once, by no more people than were there."""
    ids = [one.award_id for one in ballots]
    twice = sorted({str(id) for id in ids if ids.count(id) > 1})
    failures = []
    if twice:
        failures.append(Failure("candidate_voted_twice", field="meeting.votes", awards=twice))
    strangers = sorted({str(id) for id in ids if id not in candidates})
    if strangers:
        failures.append(Failure("not_a_candidate", field="meeting.votes", awards=strangers))
    for position, one in enumerate(ballots):
        cast = one.in_favour + one.against + one.abstain
        if cast > voters:
            failures.append(
                Failure(
                    "more_votes_than_voters",
                    field=f"meeting.votes.{position}",
                    cast=cast,
                    voters=voters,
                )
            )
    return failures


def may_propose(
    status: str, *, held: bool, without_vote: Sequence[str], outvoted: Sequence[str]
) -> list[Failure]:
    """The board met and voted for every candidate of the list."""
    failures = may_move_nomination(status, "propose")
    if not held:
        failures.append(Failure("nomination_without_meeting", field="meeting"))
        return failures
    if without_vote:
        failures.append(Failure("candidates_without_vote", candidates=list(without_vote)))
    if outvoted:
        failures.append(Failure("candidates_outvoted", candidates=list(outvoted)))
    return failures
