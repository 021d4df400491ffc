"""The minutes of a review meeting as PDF, made with typst from `minutes.typ`.

Layout after Decree 30/2020 on clerical work (last checked 2026-11-23: re-check). The number is the
records office's to give, so its place stays open.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from services.members.domain.meetings import OUTCOMES
from services.members.models import Call, ReviewMeeting
from services.members.texts_review import MINUTES
from shared.clock import HANOI
from shared.texts import Locale

TEMPLATE = Path(__file__).with_name("minutes.typ")


def describe_minutes(
    meeting: ReviewMeeting, call: Call, locale: Locale, sample: bool
) -> dict[str, Any]:
    """Everything that stands on the pages, in one language."""
    held = meeting.held_at.astimezone(HANOI)
    closed = meeting.closed_at.astimezone(HANOI) if meeting.closed_at else None
    title = (call.title_en if locale == "en" else None) or call.title_vi

    def say(name: str, **values: Any) -> str:
        return MINUTES[name].say(locale, **values)

    return {
        "lang": locale,
        "labels": {name: text.say(locale) for name, text in MINUTES.items()},
        "subject": say("subject", call=title),
        "place_date": say(
            "place_date",
            day=held.strftime("%d"),
            month=held.strftime("%m"),
            year=held.strftime("%Y"),
        ),
        "time": say("time", time=held.strftime("%H:%M"), day=held.strftime("%d/%m/%Y")),
        "place": say("place", place=meeting.place),
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "present": [_person(one) for one in meeting.present],
        "absent": [_person(one) for one in meeting.absent],
        "attendance": say(
            "attendance",
            present=len(meeting.present),
            all=len(meeting.present) + len(meeting.absent),
        ),
        "votes": [
            {
                "name": str(one["name"]),
                "for": one["for"],
                "against": one["against"],
                "abstain": one["abstain"],
                "outcome": OUTCOMES[str(one["recommendation"])].say(locale),
                "note": one["note"],
            }
            for one in meeting.votes
        ],
        "tally": say("tally", files=len(meeting.votes), **_tally(meeting)),
        "conclusion": meeting.conclusion,
        "end": say("end", time=closed.strftime("%H:%M"), day=closed.strftime("%d/%m/%Y"))
        if closed
        else None,
        "mark": _mark(meeting.status, locale),
        "sample": MINUTES["sample"].say(locale) if sample else None,
    }


def _person(one: dict[str, str | None]) -> dict[str, str | None]:
    return {"name": one["name"], "position": one.get("position")}


def _tally(meeting: ReviewMeeting) -> dict[str, int]:
    return {
        outcome: sum(one["recommendation"] == outcome for one in meeting.votes)
        for outcome in OUTCOMES
    }


def _mark(status: str, locale: Locale) -> str | None:
    name = {"open": "draft", "cancelled": "cancelled"}.get(status)
    return MINUTES[name].say(locale) if name else None


def render_minutes(described: dict[str, Any], held_at: datetime) -> bytes:
    """The PDF. Takes some tenths of a second, so keep it off the event loop."""
    import typst  # here: it costs every replica 7 MB, and minutes are asked for now and then

    result = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"minutes": json.dumps(described)},
        timestamp=int(held_at.timestamp()),
    )
    assert isinstance(result, bytes)
    return result
