"""Applications: from draft to decision.

    draft ──submit──► submitted ──decide──► approved | rejected
                        │    ▲                              │
      supplement request▼    │resubmit                      │ decision annulled or withdrawn
                   supplement_requested                     ▼
                                                submitted, or revoked when it was admitted
    withdrawn: from any state before the decision

Each rule returns every failure, so that a refusal can list them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.members.domain.decisions import Decided, still_undecided
from services.members.domain.states import APPLICATION_STATUS, only_in
from shared.errors import Failure, Lack
from shared.texts import Label

TRANSITIONS = {
    "draft": {"submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {
        "request_supplement": "supplement_requested",
        "approve": "approved",
        "reject": "rejected",
        "withdraw": "withdrawn",
    },
    "supplement_requested": {"resubmit": "submitted", "withdraw": "withdrawn"},
    "approved": {"end_decision": "submitted", "end_decision_of_member": "revoked"},
    "rejected": {"end_decision": "submitted"},
    "withdrawn": {},
    "revoked": {},
}
"""The drawing above, for the test that tries every act in every state."""
EDITABLE = ("draft", "supplement_requested")
WITHDRAWABLE = ("draft", "submitted", "supplement_requested")


def applicant_only(is_applicant: bool) -> list[Failure]:
    return [] if is_applicant else [Lack("applicant_only")]


def find_lacks(
    kind: str | None,
    ownership: str | None,
    fields: Sequence[str],
    has_contact_name: bool,
    can_be_reached: bool,
    missing_documents: Sequence[Label],
) -> list[Failure]:
    """Everything that is still missing before a file can be handed in."""
    lacks = {
        "applicant.kind": not kind,
        "applicant.ownership": not ownership,
        "applicant.fields": not fields,
        "applicant.contact.name": not has_contact_name,
        "applicant.contact": not can_be_reached,
    }
    codes = {"applicant.contact": "contact_unreachable"}
    failures = [
        Failure(codes.get(field, "part_missing"), field=field)
        for field, lacking in lacks.items()
        if lacking
    ]
    return failures + [
        Failure("document_missing", field=f"documents.{kind.code}", kind=kind)
        for kind in missing_documents
    ]


def may_edit(status: str, is_applicant: bool) -> list[Failure]:
    return applicant_only(is_applicant) + only_in(APPLICATION_STATUS, status, *EDITABLE)


def may_submit(
    status: str, is_applicant: bool, in_time: list[Failure], lacks: list[Failure]
) -> list[Failure]:
    """`in_time` is what `deadlines.may_hand_in` says of this file."""
    return (
        applicant_only(is_applicant)
        + only_in(APPLICATION_STATUS, status, "draft")
        + in_time
        + lacks
    )


def may_resubmit(status: str, is_applicant: bool, lacks: list[Failure]) -> list[Failure]:
    """A supplement may also come after the call has closed: the Centre asked for it."""
    return (
        applicant_only(is_applicant)
        + only_in(APPLICATION_STATUS, status, "supplement_requested")
        + lacks
    )


def may_withdraw(status: str, is_applicant: bool) -> list[Failure]:
    return applicant_only(is_applicant) + only_in(APPLICATION_STATUS, status, *WITHDRAWABLE)


def may_request_supplement(status: str, due_on: date | None, today: date) -> list[Failure]:
    failures = only_in(APPLICATION_STATUS, status, "submitted")
    if due_on is not None and due_on < today:
        failures.append(Failure("due_in_past", field="due_on"))
    return failures


def may_review(status: str, has_reviewed: bool) -> list[Failure]:
    """Who may judge the file at all is told by `domain/conflicts.py`."""
    failures = only_in(APPLICATION_STATUS, status, "submitted")
    return failures + ([Failure("already_reviewed")] if has_reviewed else [])


def may_decide(
    status: str,
    bars: Sequence[Failure],
    reviews: int,
    quorum: int,
    decided: Decided | None = None,
) -> list[Failure]:
    """`bars` are the grounds on which this person may not judge the file at all."""
    failures = [*bars, *still_undecided(status, None if bars else decided)]
    if reviews < quorum:
        failures.append(Failure("quorum_not_reached", reviews=reviews, quorum=quorum))
    return failures


def check_reason(outcome: str, reason: str | None) -> list[Failure]:
    """A refusal is owed a reason in writing."""
    if outcome == "reject" and not reason:
        return [Failure("reason_needed", field="reason")]
    return []
