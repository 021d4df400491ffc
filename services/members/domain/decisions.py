"""Decisions: what was decided about which files, and what became of it.

    decision   in_force ──annul──► annulled          for the files still on its list, or for some:
                  │ └───withdraw──► withdrawn        it stays in force until the last one is taken
                  └──correct──► in_force             off; a correction changes words, not outcomes

    file       submitted ──decide──► approved | rejected
               approved | rejected ──annul, withdraw──► submitted   a new decision may be taken
               approved and admitted ──annul, withdraw──► revoked   the member is removed

A correction, an annulment and a withdrawal are decisions of their own, each with a reason; they
stand as they are. An annulled decision never held; a withdrawn one holds no more from that day.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.members.domain.states import APPLICATION_STATUS, only_in
from shared.errors import Failure, Lack
from shared.texts import Label, Text
from shared.wording import say_day

DECISION_KIND = {
    "decision": Text("Quyết định", "Decision"),
    "correction": Text("Đính chính", "Correction"),
    "annulment": Text("Hủy bỏ quyết định", "Annulment"),
    "withdrawal": Text("Thu hồi quyết định", "Withdrawal"),
}

DECISION_STATUS = {
    "in_force": Text("Còn hiệu lực", "In force"),
    "annulled": Text("Đã bị hủy bỏ", "Annulled"),
    "withdrawn": Text("Đã bị thu hồi", "Withdrawn"),
}

STATUS_AFTER = {"annulment": "annulled", "withdrawal": "withdrawn"}
"""What a decision is once another one has ended it for the last file on its list."""

OUTCOME_STATUS = {"approve": "approved", "reject": "rejected"}
"""What a file is after it was decided."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided a file, when and how: what a second officer is told."""

    by: str
    """The name as the sign-in gave it, or the subject."""
    role: Label
    outcome: Label
    at: str
    """In Hanoi, as people read it."""
    decision: str
    """Its id, to look it up."""


def still_undecided(status: str, decided: Decided | None) -> list[Failure]:
    """A file is decided once; whoever comes second hears who did and what."""
    if status in OUTCOME_STATUS.values() and decided is not None:
        return [
            Failure(
                "already_decided",
                by=decided.by,
                role=decided.role,
                outcome=decided.outcome,
                at=decided.at,
                decision=decided.decision,
            )
        ]
    return only_in(APPLICATION_STATUS, status, "submitted")


def check_effective_on(effective_on: date, handed_in_on: date | None) -> list[Failure]:
    """A decision may be entered later than it was taken, but not before the file was there."""
    if handed_in_on is not None and effective_on < handed_in_on:
        day = say_day(handed_in_on)
        return [Failure("effective_before_file", field="effective_on", handed_in_on=day)]
    return []


def may_change_decision(
    kind: str, status: str, standing: Collection[UUID], asked: Sequence[UUID]
) -> list[Failure]:
    """Whether a decision can be corrected or ended for the files asked about."""
    if kind != "decision":
        return [Failure("decision_changes_another", kind_of_decision=_label(DECISION_KIND, kind))]
    failures = only_in(DECISION_STATUS, status, "in_force")
    off = [str(id) for id in asked if id not in standing]
    if off and not failures:
        failures.append(Failure("not_in_the_decision", field="application_ids", applications=off))
    return failures


def may_correct_date(certificates: int) -> list[Failure]:
    """Once a certificate was printed or given, its date stands on paper."""
    if certificates:
        return [
            Failure("date_stands_on_certificates", field="effective_on", certificates=certificates)
        ]
    return []


def may_draft(document_id: UUID | None) -> list[Failure]:
    """A decision has one document; a faulty one is corrected or replaced as a document."""
    return [Failure("document_drafted_already", document=str(document_id))] if document_id else []


def check_correction(changes: int) -> list[Failure]:
    return [] if changes else [Failure("correction_empty")]


def about_file(failures: Sequence[Failure], application_id: UUID) -> list[Failure]:
    """The same failures, naming the file that they are about: for an act on many files."""
    return [
        (Lack if isinstance(one, Lack) else Failure)(
            one.code, field=f"application_ids.{application_id}", **one.values
        )
        for one in failures
    ]


def status_after(standing: int, kind: str) -> str:
    """The status of a decision of whose files `standing` are left after an act of this kind."""
    return "in_force" if standing else STATUS_AFTER[kind]


def file_status_after(has_member: bool) -> str:
    """What a file is whose decision was ended: open again, unless it led to a member."""
    return "revoked" if has_member else "submitted"


def _label(labels: dict[str, Text], code: str) -> Label:
    return Label(code, labels[code])
