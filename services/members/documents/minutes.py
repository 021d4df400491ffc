"""The minutes of a review meeting as the page of an official document, with the votes as a table.

Form: time, place, those present, votes, conclusion, signed by secretary and chair, as nomination
files carry them (Decree 30/2020, last checked 2026-11-23: re-check).
"""

from __future__ import annotations

from services.members.documents.page import Body, Page, Rows, Signatory
from services.members.domain.meetings import OUTCOMES
from services.members.models import Call, ReviewMeeting
from services.members.texts.review import MINUTES
from shared.clock import HANOI
from shared.events.base import Bilingual
from shared.texts import Locale


def write_minutes(meeting: ReviewMeeting, call: Call) -> tuple[Bilingual, Page]:
    """Title and page; in English as well when the call is."""
    title = MINUTES["title"]
    titles = Bilingual(
        vi=title.say("vi", call=call.title_vi),
        en=title.say("en", call=call.title_en) if call.title_en else None,
    )
    body = _write_body(meeting, "vi")
    page = Page(
        paragraphs=body.paragraphs,
        table=body.table,
        closing=body.closing,
        recipients=body.recipients,
        english=_write_body(meeting, "en") if call.title_en else None,
        signatories=[
            Signatory(MINUTES["secretary"].vi, meeting.secretary, MINUTES["secretary"].en),
            Signatory(MINUTES["chair"].vi, meeting.chair, MINUTES["chair"].en),
        ],
    )
    return titles, page


def _write_body(meeting: ReviewMeeting, locale: Locale) -> Body:
    def say(name: str, **values: object) -> str:
        return MINUTES[name].say(locale, **values)

    held = meeting.held_at.astimezone(HANOI)
    paragraphs = [
        say("time", time=held.strftime("%H:%M"), day=held.strftime("%d/%m/%Y")),
        say("place", place=meeting.place),
        say("led", chair=meeting.chair, secretary=meeting.secretary),
        say(
            "attendance",
            present=len(meeting.present),
            all=len(meeting.present) + len(meeting.absent),
            people=_people(meeting.present),
        ),
    ]
    if meeting.absent:
        paragraphs.append(say("absent", people=_people(meeting.absent)))
    return Body(
        paragraphs=[*paragraphs, say("method")],
        table=_table(meeting, locale),
        closing=[
            say("tally", files=len(meeting.votes), **_tally(meeting)),
            *_end(meeting, locale),
        ],
        recipients=[say("recipients")],
    )


def _people(people: list[dict[str, str | None]]) -> str:
    named = (
        f"{one['name']} ({one['position']})" if one.get("position") else str(one["name"])
        for one in people
    )
    return "; ".join(named)


def _table(meeting: ReviewMeeting, locale: Locale) -> Rows:
    columns = ("file", "counts", "outcome")
    return Rows(
        title=MINUTES["votes"].say(locale),
        columns=[MINUTES[f"column_{name}"].say(locale) for name in columns],
        rows=[_row(vote, locale) for vote in meeting.votes],
    )


def _row(vote: dict[str, str | int | None], locale: Locale) -> list[str]:
    outcome = OUTCOMES[str(vote["recommendation"])].say(locale)
    said = f"{outcome}. {vote['note']}" if vote["note"] else outcome
    counts = " / ".join(str(vote[side]) for side in ("for", "against", "abstain"))
    return [str(vote["name"]), counts, said]


def _tally(meeting: ReviewMeeting) -> dict[str, int]:
    return {
        outcome: sum(one["recommendation"] == outcome for one in meeting.votes)
        for outcome in OUTCOMES
    }


def _end(meeting: ReviewMeeting, locale: Locale) -> list[str]:
    conclusion = MINUTES["conclusion"].say(
        locale, conclusion=meeting.conclusion or MINUTES["as_voted"]
    )
    if meeting.closed_at is None:
        return [conclusion, MINUTES["not_adopted"].say(locale)]
    closed = meeting.closed_at.astimezone(HANOI)
    time, day = closed.strftime("%H:%M"), closed.strftime("%d/%m/%Y")
    return [conclusion, MINUTES["end"].say(locale, time=time, day=day)]
