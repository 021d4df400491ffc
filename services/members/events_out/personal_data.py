"""The events about requests of persons: what letters need, no name and nothing of the data."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.members.models import PersonalDataRequest
from services.members.texts.vocabulary import VOCABULARY
from shared.database.work import Work
from shared.events import members as events
from shared.vocabulary import coded


def _notice(row: PersonalDataRequest) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "kind": coded(VOCABULARY, "personal_data_request_kind", row.kind),
        "status": coded(VOCABULARY, "personal_data_request_status", row.status),
        "contact_id": row.contact_id,
        "version": row.version + 1 if row.version else 1,
    }


def publish_data_request_received(work: Work, row: PersonalDataRequest) -> None:
    event = events.PersonalDataRequestReceivedV1(
        **_notice(row),
        received_on=row.received_on,
        acknowledge_by=row.acknowledge_by,
        answer_by=row.answer_by,
    )
    work.publish(row, event)


def publish_data_request_answered(work: Work, row: PersonalDataRequest) -> None:
    extended = row.status == "acknowledged" and row.extension is not None
    reason = row.extension["reason"] if row.extension and extended else row.answer
    event = events.PersonalDataRequestAnsweredV1(
        **_notice(row), answer_by=row.answer_by, extended=extended, reason=reason
    )
    work.publish(row, event)


def publish_data_request_due(
    work: Work, row: PersonalDataRequest, due_on: date, *, overdue: bool
) -> None:
    event = events.PersonalDataRequestDueV1(**_notice(row), due_on=due_on, overdue=overdue)
    work.publish(row, event)
