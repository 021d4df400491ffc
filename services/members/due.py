"""What the members service does by itself when its time comes. All of it is done also when late."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from services.members.usecases.destroy_files import CARRY_OUT_DESTRUCTION, carry_out_destruction
from services.members.usecases.print_certificates import PRINT_CERTIFICATES, print_certificates
from services.members.usecases.prove_erasures import PROVE_ERASURE, prove_erasure
from services.members.usecases.record_facts import FOLLOW_STANDING, follow_standing_on_time
from services.members.usecases.remind_complaints import REMIND_COMPLAINT, remind_of_complaint
from services.members.usecases.remind_data_requests import (
    REMIND_DATA_REQUEST,
    remind_of_data_request,
)
from services.members.usecases.remove_orphans import REMOVE_ORPHANS
from services.members.usecases.renew_members import END_ROUND, end_round_on_time
from services.members.usecases.run_calls import (
    CLOSE_CALL,
    OPEN_CALL,
    close_call_on_time,
    open_call_on_time,
)
from services.members.usecases.run_report_rounds import (
    OPEN_REPORTS,
    REMIND_REPORTS,
    open_reports,
    remind_reports,
)
from services.members.usecases.scan_documents import DOCUMENT_SCANNING
from shared.database.work import Work
from shared.due_work import DueKind, OutsideKind


def _by_id(kind: str, act: Callable[[Work, UUID], Awaitable[object]]) -> DueKind:
    """Work whose key is the id of what it is about."""

    async def perform(work: Work, key: str, _payload: dict[str, Any]) -> None:
        await act(work, UUID(key))

    return DueKind(kind, perform)


DUE_KINDS: list[DueKind | OutsideKind] = [
    _by_id(OPEN_CALL, open_call_on_time),
    _by_id(CLOSE_CALL, close_call_on_time),
    _by_id(FOLLOW_STANDING, follow_standing_on_time),
    _by_id(END_ROUND, end_round_on_time),
    _by_id(REMIND_COMPLAINT, remind_of_complaint),
    DueKind(OPEN_REPORTS, open_reports),
    DueKind(REMIND_REPORTS, remind_reports),
    DOCUMENT_SCANNING.kind,
    _by_id(PRINT_CERTIFICATES, print_certificates),
    _by_id(REMIND_DATA_REQUEST, remind_of_data_request),
    _by_id(PROVE_ERASURE, prove_erasure),
    _by_id(CARRY_OUT_DESTRUCTION, carry_out_destruction),
    REMOVE_ORPHANS,
]
