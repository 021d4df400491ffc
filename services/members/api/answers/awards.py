"""What awards and dossiers look like; the public sees a person's name only with consent."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import awards as rules
from services.members.models import Award, Nomination
from services.members.regulations.year_rules import AWARD_FORMS
from shared.auth.caller import Caller, lacks_entry
from shared.clock import hanoi_date
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer

INSIDE = ("officer", "decider", "reviewer", "auditor", "operator")


class RecipientOut(Answer):
    kind: CodeOut
    member_id: UUID | None
    member_name: str | None
    person_name: str | None
    """Null in public without the person's recorded consent."""


class ConsentOut(Answer):
    given_on: date
    text_version: str
    """Which text the person agreed to."""
    proof: str
    """Where the proof is kept."""
    withdrawn_on: date | None


class AwardInsideOut(Answer):
    """What only staff, the recipient and its space see."""

    statement: str
    contribution_ids: list[UUID]
    nomination_id: UUID | None
    document_id: UUID | None
    consent: ConsentOut | None
    declined_reason: str | None
    revocation_reason: str | None


class AwardOut(Answer):
    id: UUID
    year: int
    form: CodeOut
    level: str | None
    """`department` or `city`: who decides."""
    title: Bilingual | None
    """Null in public when the person is not named."""
    recipient: RecipientOut
    status: str
    status_label: str
    granted_on: date | None
    revoked_on: date | None
    revocation_code: CodeOut | None
    inside: AwardInsideOut | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class AwardsOut(Answer):
    awards: list[AwardOut]


class BallotOut(Answer):
    award_id: UUID
    in_favour: int
    against: int
    abstain: int


class NominationMeetingOut(Answer):
    held_at: datetime
    place: str
    chair: str
    secretary: str
    present: list[str]
    votes: list[BallotOut]
    conclusion: str | None


class NominationInListOut(Answer):
    id: UUID
    year: int
    form: CodeOut
    title: Bilingual
    addressee: str
    status: str
    status_label: str
    proposed_at: datetime | None
    document_id: UUID | None
    """The dossier as an official document."""
    part_ids: dict[str, UUID]
    """Its parts as official documents: submission, report, minutes."""
    withdrawal_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class NominationOut(NominationInListOut):
    meeting: NominationMeetingOut | None
    candidates: list[AwardOut]
    dossier_url: str
    """Where the dossier is as one PDF, below this service's address."""


def _sees_inside(row: Award, caller: Caller) -> bool:
    own = row.member_id is not None and row.member_id in caller.member_ids
    return own or caller.has_role(*INSIDE) or (caller.signed_in and row.person_key == caller.key)


def show_award(row: Award, view: View) -> AwardOut:
    inside = _sees_inside(row, view.caller)
    named = inside or row.recipient_kind == "organisation" or row.may_name_person
    form = AWARD_FORMS.get(row.form)
    return AwardOut(
        id=row.id,
        year=row.year,
        form=show_code("award_form", row.form, view),
        level=form.level if form else None,
        title=Bilingual(vi=row.title_vi, en=row.title_en) if named else None,
        recipient=RecipientOut(
            kind=show_code("recipient_kind", row.recipient_kind, view),
            member_id=row.member_id if named else None,
            member_name=row.member_name if named else None,
            person_name=row.person_name if named else None,
        ),
        status=row.status,
        status_label=show_code("award_status", row.status, view).label,
        granted_on=row.granted_on,
        revoked_on=row.revoked_on,
        revocation_code=(
            show_code("award_revocation", row.revocation_code, view)
            if row.revocation_code
            else None
        ),
        inside=_inside(row) if inside else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_actions(row, view),
    )


def _inside(row: Award) -> AwardInsideOut:
    return AwardInsideOut(
        statement=row.statement,
        contribution_ids=[one.contribution_id for one in row.achievements],
        nomination_id=row.nomination_id,
        document_id=row.document_id,
        consent=ConsentOut(**row.consent) if row.consent else None,
        declined_reason=row.declined_reason,
        revocation_reason=row.revocation_reason,
    )


def _actions(row: Award, view: View) -> Actions:
    caller = view.caller
    own = row.member_id is not None and row.member_id in caller.member_ids
    own = own or (caller.signed_in and row.person_key == caller.key)
    decider = lacks_entry(caller, "decider")
    grant = rules.may_grant(
        row.status,
        nominated_by_caller=row.nominated_by == caller.key,
        own=own,
        unproposed=False,
        granted_on=None,
        today=hanoi_date(view.now),
    )
    judge = rules.may_judge(nominated_by_caller=False, own=own)
    return {
        "grant": view.action(decider or grant),
        "decline": view.action(decider or judge + rules.may_move(row.status, "decline")),
        "revoke": view.action(decider or judge + rules.may_move(row.status, "revoke")),
    }


def show_awards(rows: list[Award], view: View) -> AwardsOut:
    return AwardsOut(awards=[show_award(one, view) for one in rows])


def show_nomination_in_list(row: Nomination, view: View) -> NominationInListOut:
    officer = lacks_entry(view.caller, "officer")
    return NominationInListOut(
        id=row.id,
        year=row.year,
        form=show_code("award_form", row.form, view),
        title=Bilingual(vi=row.title_vi, en=row.title_en),
        addressee=row.addressee,
        status=row.status,
        status_label=show_code("nomination_status", row.status, view).label,
        proposed_at=row.proposed_at,
        document_id=row.document_id,
        part_ids={name: UUID(id) for name, id in (row.part_ids or {}).items()},
        withdrawal_reason=row.withdrawal_reason,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            name: view.action(officer or rules.may_move_nomination(row.status, move))
            for name, move in (
                ("choose_candidates", "propose"),
                ("record_meeting", "propose"),
                ("propose", "propose"),
                ("withdraw", "withdraw"),
            )
        },
    )


def show_nomination(found: tuple[Nomination, list[Award]], view: View) -> NominationOut:
    row, candidates = found
    return NominationOut(
        **show_nomination_in_list(row, view).model_dump(),
        meeting=NominationMeetingOut(**row.meeting) if row.meeting else None,
        candidates=[show_award(one, view) for one in candidates],
        dossier_url=f"/v1/nominations/{row.id}/dossier.pdf",
    )
