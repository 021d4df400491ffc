"""Decisions: files are approved or rejected once enough reviews are in, one or many in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import applications as rules
from services.members.domain.decisions import (
    OUTCOME_STATUS,
    Decided,
    about_file,
    check_effective_on,
)
from services.members.domain.states import DECISION_OUTCOME
from services.members.events_out.applications import (
    publish_application_approved,
    publish_application_rejected,
)
from services.members.models import Application, Call, Decision, DecisionEntry
from services.members.usecases.draft_decisions import give_document
from services.members.usecases.recuse_reviewers import bars_against
from services.members.usecases.renew_members import renew_by_decision
from shared.auth.caller import ROLE_LABELS
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound, refuse_if
from shared.texts import Label
from shared.wording import say_instant


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided about one file or about all files of a list."""

    outcome: str
    reason: str | None
    effective_on: date | None = None
    """None: from the day of the decision on."""


async def decide_application(work: Work, application_id: UUID, ruling: Ruling) -> Application:
    """Approve or reject; a rejection is owed a reason, nobody decides on their own file.

    Of two officers at once the second waits for the first and is told who decided and how.
    """
    application = await work.lock(Application, application_id)
    bars = await bars_against(work, [application])
    refuse_if(failures_of_deciding(application, bars[application.id]))
    _check(ruling, [application])
    await take_decision(work, [application], ruling)
    return application


async def decide_applications(
    work: Work, call_id: UUID, application_ids: Sequence[UUID], ruling: Ruling
) -> Decision:
    """One decision about several files of a call, with one document and its annexed list.

    All of them or none; the document is drafted with it.
    """
    if await work.session.get(Call, call_id) is None:
        raise NotFound(Call.KIND, call_id)
    wanted = list(dict.fromkeys(application_ids))
    known = await lock_applications(work, wanted)
    missing = [
        Failure("not_found", field=f"application_ids.{id}", kind=Application.KIND, id=str(id))
        for id in wanted
        if id not in known or known[id].call_id != call_id
    ]
    if missing:
        raise Invalid(*missing)
    applications = [known[id] for id in wanted]
    bars = await bars_against(work, applications)
    refuse_if(
        failure
        for one in applications
        for failure in about_file(failures_of_deciding(one, bars[one.id]), one.id)
    )
    _check(ruling, applications)
    return await give_document(work, await take_decision(work, applications, ruling))


def failures_of_deciding(application: Application, bars: Sequence[Failure]) -> list[Failure]:
    """Every rule against deciding this file now, by someone whom these grounds bar."""
    return rules.may_decide(
        application.status,
        bars,
        application.review_count,
        application.call.quorum,
        decided_of(application),
    )


def decided_of(application: Application) -> Decided | None:
    """Who decided a file and how, for whoever comes second."""
    decision = application.decision
    if decision is None or "by" not in decision:
        return None
    outcome = decision["outcome"]
    return Decided(
        by=decision["by"],
        role=Label("decider", ROLE_LABELS["decider"]),
        outcome=Label(outcome, DECISION_OUTCOME[outcome]),
        at=decision["at"],
        decision=decision["id"],
    )


async def lock_applications(work: Work, ids: Sequence[UUID]) -> dict[UUID, Application]:
    """Those of the files that exist and the caller may read, locked in the order of their ids."""
    rows = await work.session.scalars(
        select(Application)
        .where(Application.id.in_(ids))
        .order_by(Application.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows if work.caller.may_read(row.readers)}


def _check(ruling: Ruling, applications: Sequence[Application]) -> None:
    wrong = rules.check_reason(ruling.outcome, ruling.reason)
    if ruling.effective_on is not None:
        days = [hanoi_date(one.submitted_at) for one in applications if one.submitted_at]
        wrong += check_effective_on(ruling.effective_on, max(days, default=None))
    if wrong:
        raise Invalid(*wrong)


async def take_decision(
    work: Work, applications: Sequence[Application], ruling: Ruling
) -> Decision:
    """Write the decision and what it makes of each file; its rules were asked before."""
    decision = work.add(
        new_decision(
            work,
            call_id=applications[0].call_id,
            kind="decision",
            outcome=ruling.outcome,
            reason=ruling.reason,
            effective_on=ruling.effective_on or hanoi_date(work.now),
        )
    )
    decision.entries = [
        DecisionEntry(
            application_id=one.id,
            position=position,
            name=one.name,
            applicant_key=one.applicant_key,
            standing=True,
        )
        for position, one in enumerate(applications)
    ]
    for application in applications:
        application.status = OUTCOME_STATUS[ruling.outcome]
        application.decided_by = work.caller.key
        application.decision = shown_on_file(decision)
        _publish(work, application)
        if application.status == "approved" and application.renews_member_id is not None:
            await renew_by_decision(work, application.renews_member_id, decision)
    return decision


def new_decision(work: Work, **facts: Any) -> Decision:
    """A decision of the caller, in force from now on, without files yet."""
    caller = work.caller
    return Decision(
        status="in_force",
        decided_at=work.now,
        decided_by=caller.key,
        decided_name=caller.name or caller.subject,
        decided_for=caller.on_behalf_of,
        entries=[],
        changes=[],
        **facts,
    )


def shown_on_file(decision: Decision) -> dict[str, Any]:
    """What a file says of the decision that it rests on."""
    return {
        "id": str(decision.id),
        "outcome": decision.outcome,
        "reason": decision.reason,
        "decided_at": decision.decided_at.isoformat().replace("+00:00", "Z"),
        "effective_on": decision.effective_on.isoformat(),
        "status": decision.status,
        "by": decision.decided_name,
        "at": say_instant(decision.decided_at),
    }


def _publish(work: Work, application: Application) -> None:
    if application.status == "approved":
        publish_application_approved(work, application)
    else:
        publish_application_rejected(work, application)
