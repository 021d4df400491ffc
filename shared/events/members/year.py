"""The year of a member: reports, evaluation, nominations, awards.

What is due and how someone was judged stays inside; only a granted award is public, and it names a
person only while that person's recorded consent stands.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, Reference


class YearNotice(Event):
    """What a letter about a member's year needs; `id` is the report's or the evaluation's."""

    member: Reference
    """The member space it is about and whose contacts are written to."""
    year: int
    """The calendar year it speaks of."""
    version: int
    """Version of the aggregate after the change: part of the letter's business key."""


class ReportDueV1(YearNotice, event="hcn.internal.members.report.due.v1"):
    """A member owes its report on a year; comes again as a reminder, and when it is returned."""

    due_on: date
    """Last day to hand it in."""
    reminder: bool = False
    """It was told before and is not there yet."""
    reason: str | None = None
    """What is to be changed, when the Centre gave the report back; null otherwise."""


class ReportSubmittedV1(YearNotice, event="hcn.internal.members.report.submitted.v1"):
    """A member confirmed its report on a year."""

    submitted_on: date
    """The day it was confirmed, or came in on paper."""


class EvaluationCompletedV1(YearNotice, event="hcn.internal.members.evaluation.completed.v1"):
    """A member's year was evaluated; not public, because it judges a member."""

    percent: float
    """What was reached of what could be reached, 0 to 100."""
    grade: Coded
    """The grade that follows from it."""


class NominationProposedV1(Event, event="hcn.internal.members.nomination.proposed.v1"):
    """The Centre proposes candidates for a city-level award; persons are counted, not named."""

    title: Bilingual
    """The heading of the dossier."""
    year: int
    """The year of the achievements."""
    form: Coded
    """The form of commendation that is proposed."""
    organisations: list[Reference]
    """The member spaces proposed."""
    persons: int
    """How many persons are proposed besides."""
    document_id: UUID
    """The official document of the dossier."""


class AwardState(Event):
    """A commendation of an organisation or a person, as the public may see it."""

    year: int
    """The year of the achievements, under which it is listed."""
    form: Coded
    """The form of commendation, to be shown with the recipient."""
    title: Bilingual | None
    """What it was given for; null for a person whose name is not public."""
    recipient_kind: Coded
    """`organisation` or `person`: what the recipient is, also where no name is shown."""
    member: Reference | None
    """The member space rewarded, or that a named person works for; null when there is none."""
    person: str | None
    """The person's name, only while the recorded consent stands; null otherwise."""
    url: str
    """Where the award can be read; it names a person no longer than the consent stands."""
    status: Coded
    """`granted` or `revoked`: whether to show it."""
    awarded_on: date
    """The legal date of the award."""
    revoked_on: date | None
    """The legal date on which it was revoked; null while it stands."""
    revocation_code: Coded | None
    """The kind of reason, to be shown in its place; null while it stands."""


class AwardGrantedV1(AwardState, event="hcn.public.members.award.granted.v1"):
    """An award was granted; comes again when a consent to be named is given or withdrawn."""


class AwardRevokedV1(AwardState, event="hcn.public.members.award.revoked.v1"):
    """An award does not count any more; stop showing it as one."""
