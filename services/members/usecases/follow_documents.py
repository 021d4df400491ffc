"""What an official document speaks of follows when it is issued, given up, or ended by another."""

from __future__ import annotations

from uuid import UUID

from services.members.models import Benefit, Introduction, OfficialDocument, Participation
from services.members.usecases.ask_benefits import follow_confirmation
from services.members.usecases.certify_participations import follow_certificate
from services.members.usecases.introduce_members import follow_letter
from shared.database.work import Work

FOLLOWERS = {
    Benefit.KIND: follow_confirmation,
    Introduction.KIND: follow_letter,
    Participation.KIND: follow_certificate,
}


async def follow_document(work: Work, document: OfficialDocument) -> None:
    """Tell everything that a document is about of its new status."""
    for what, _, id in (one.partition(":") for one in document.about):
        if what in FOLLOWERS:
            await FOLLOWERS[what](work, UUID(id), document)
