"""What would follow from a decision, file by file, and what other services make of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.usecases.foresee_decisions import OfFile
from shared.events.base import Bilingual, Reference
from shared.http.act import View
from shared.http.fields import Answer
from shared.texts import Text

ELSEWHERE = {
    "bookings": Text(
        "Thành viên không còn được đăng ký, xác nhận hay dời địa điểm; việc đã xác nhận do đơn vị"
        " quản lý xem lại.",
        "The member can ask for, confirm and move no place any more; the host looks at what was"
        " confirmed.",
    ),
    "promotion": Text(
        "Không có bài mới nào của thành viên được đăng; bài đã lên lịch bị giữ lại.",
        "Nothing new of the member goes out; scheduled items are held.",
    ),
}
"""What follows where this service cannot look: the others react to `member.removed`."""


class LeavingOut(Answer):
    ceremony_id: UUID
    title: Bilingual
    held_at: datetime


class OfFileOut(Answer):
    application_id: UUID
    name: str
    status_after: CodeOut
    member_removed: Reference | None
    certificates_revoked: list[str]
    grants_ended: int
    ceremonies_left: list[LeavingOut]
    letters: list[str]


class ElsewhereOut(Answer):
    service: str
    what: str


class ConsequencesOut(Answer):
    """Nothing of it has happened."""

    applications: list[OfFileOut]
    elsewhere: list[ElsewhereOut]
    """What other services do once they hear of it."""


def show_consequences(files: Sequence[OfFile], view: View) -> ConsequencesOut:
    removes = any(one.member for one in files)
    return ConsequencesOut(
        applications=[_show_file(one, view) for one in files],
        elsewhere=[
            ElsewhereOut(service=service, what=text.say(view.locale))
            for service, text in ELSEWHERE.items()
            if removes
        ],
    )


def _show_file(one: OfFile, view: View) -> OfFileOut:
    member = one.member
    return OfFileOut(
        application_id=one.application_id,
        name=one.name,
        status_after=show_code("application_status", one.status_after, view),
        member_removed=Reference(id=member.id, name=member.name) if member else None,
        certificates_revoked=one.certificates,
        grants_ended=one.grants,
        ceremonies_left=[
            LeavingOut(ceremony_id=row.id, title=row.title, held_at=row.held_at)
            for row in one.leaves
        ],
        letters=one.letters,
    )
