"""The dossier that proposes city-level awards: submission, report of achievements, minutes, cover.

Form: tờ trình with list, báo cáo thành tích, biên bản họp xét with votes, as such files carry them
(domain facts, last checked 2026-11-23; the city's own form was not found).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.members.documents.award_pages import name_of
from services.members.documents.page import Body, Page, Rows, Signatory
from services.members.models import Award, Nomination
from services.members.texts.nominations import WORDS
from services.members.texts.vocabulary import VOCABULARY
from shared.clock import HANOI
from shared.events.base import Bilingual
from shared.texts import Locale, Text
from shared.vocabulary import label_of

PART_KINDS = {"submission": "submission", "report": "report", "minutes": "minutes"}
"""Part of the dossier → its kind of official document, in the order they are bound."""

Written = tuple[Bilingual, Page]


def write_parts(nomination: Nomination, candidates: Sequence[Award]) -> dict[str, Written]:
    """The parts in their order; minutes only once the board has met."""
    parts = {
        "submission": _write(nomination, candidates, "submission", _submission),
        "report": _write(nomination, candidates, "report", _report),
    }
    if nomination.meeting is not None:
        title, page = _write(nomination, candidates, "minutes", _minutes)
        meeting = nomination.meeting
        signatories = [
            Signatory(WORDS[role].vi, meeting[role], WORDS[role].en)
            for role in ("secretary", "chair")
        ]
        parts["minutes"] = (title, replace(page, signatories=signatories))
    return parts


def write_cover(nomination: Nomination, candidates: Sequence[Award], parts: list[str]) -> Written:
    """The first page, which lists what is bound behind it."""
    title, page = _write(nomination, candidates, "cover", _cover)
    return title, replace(page, parts=parts)


def _write(nomination: Nomination, candidates: Sequence[Award], name: str, body: Any) -> Written:
    bilingual = nomination.title_en is not None
    title = WORDS[f"{name}_title"]
    said = nomination.title_vi
    # After “Về việc” the heading goes on as a sentence does.
    said = said[:1].lower() + said[1:] if name == "submission" else said
    about = {
        "title": Text(said, nomination.title_en or nomination.title_vi),
        "year": nomination.year,
    }
    vi = body(nomination, candidates, "vi")
    page = Page(
        **{field: getattr(vi, field) for field in vi.__dataclass_fields__},
        english=body(nomination, candidates, "en") if bilingual else None,
    )
    return (
        Bilingual(
            vi=title.say("vi", **about),
            en=title.say("en", **about) if bilingual else None,
        ),
        page,
    )


def _values(nomination: Nomination, candidates: Sequence[Award]) -> dict[str, Any]:
    return {
        "form": label_of(VOCABULARY, "award_form", nomination.form),
        "year": nomination.year,
        "organisations": sum(one.recipient_kind == "organisation" for one in candidates),
        "persons": sum(one.recipient_kind == "person" for one in candidates),
        "count": len(candidates),
    }


def _submission(nomination: Nomination, candidates: Sequence[Award], locale: Locale) -> Body:
    values = _values(nomination, candidates)
    held = nomination.meeting is not None
    return Body(
        addressees=[nomination.addressee],
        paragraphs=[
            WORDS["submission_basis"].say(locale, **values),
            *([WORDS["submission_meeting"].say(locale, **_met(nomination))] if held else []),
            WORDS["submission_ask"].say(locale, **values),
        ],
        table=_candidates(candidates, locale),
        closing=[WORDS["submission_end"].say(locale)],
    )


def _candidates(candidates: Sequence[Award], locale: Locale) -> Rows:
    return Rows(
        title=WORDS["candidates"].say(locale),
        columns=[WORDS["column_recipient"].say(locale), WORDS["column_title"].say(locale)],
        rows=[[name_of(one), _title(one, locale)] for one in candidates],
    )


def _title(award: Award, locale: Locale) -> str:
    return award.title_vi if locale == "vi" else award.title_en or award.title_vi


def _report(nomination: Nomination, candidates: Sequence[Award], locale: Locale) -> Body:
    paragraphs = [WORDS["report_intro"].say(locale, **_values(nomination, candidates))]
    for number, one in enumerate(candidates, 1):
        paragraphs.append(f"{number}. {name_of(one)} – {_title(one, locale)}.")
        paragraphs += [line.strip() for line in one.statement.splitlines() if line.strip()]
    rows = [
        [
            name_of(award),
            one.happened_on.strftime("%d/%m/%Y"),
            one.title,
            _number(one.hours),
            _number(one.audience),
        ]
        for award in candidates
        for one in (achievement.contribution for achievement in award.achievements)
    ]
    columns = ("recipient", "day", "achievement", "hours", "audience")
    table = Rows(
        title=WORDS["achievements"].say(locale),
        columns=[WORDS[f"column_{name}"].say(locale) for name in columns],
        rows=rows,
    )
    return Body(
        paragraphs=paragraphs,
        table=table if rows else None,
        closing=[WORDS["report_end"].say(locale)],
        recipients=[WORDS["as_above"].say(locale)],
    )


def _number(value: float | None) -> str:
    """As Vietnamese and this network's pages write numbers: 1.234,5."""
    if value is None:
        return "–"
    text = f"{value:,.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def _minutes(nomination: Nomination, candidates: Sequence[Award], locale: Locale) -> Body:
    meeting = nomination.meeting or {}
    names = {str(one.id): name_of(one) for one in candidates}
    columns = ("recipient", "votes")
    rows = [
        [
            names[vote["award_id"]],
            f"{vote['in_favour']} / {vote['against']} / {vote['abstain']}",
        ]
        for vote in meeting["votes"]
        if vote["award_id"] in names
    ]
    paragraphs = [
        WORDS["minutes_time"].say(locale, **_met(nomination)),
        WORDS["minutes_led"].say(locale, chair=meeting["chair"], secretary=meeting["secretary"]),
        WORDS["minutes_present"].say(
            locale, count=len(meeting["present"]), people="; ".join(meeting["present"])
        ),
    ]
    conclusion = meeting.get("conclusion") or WORDS["minutes_as_voted"].say(locale)
    return Body(
        paragraphs=paragraphs,
        table=Rows(
            title=WORDS["minutes_votes"].say(locale),
            columns=[WORDS[f"column_{name}"].say(locale) for name in columns],
            rows=rows,
        ),
        closing=[WORDS["minutes_conclusion"].say(locale, conclusion=conclusion)],
        recipients=[WORDS["archive_of_board"].say(locale)],
    )


def _met(nomination: Nomination) -> dict[str, str]:
    meeting = nomination.meeting or {}
    held = datetime.fromisoformat(meeting["held_at"]).astimezone(HANOI)
    return {
        "time": held.strftime("%H:%M"),
        "day": held.strftime("%d/%m/%Y"),
        "place": meeting["place"],
    }


def _cover(nomination: Nomination, candidates: Sequence[Award], locale: Locale) -> Body:
    values = _values(nomination, candidates)
    return Body(
        paragraphs=[WORDS["cover_intro"].say(locale, **values)],
        table=Rows(
            title=WORDS["cover_parts"].say(locale),
            columns=[WORDS["column_part"].say(locale)],
            rows=[[WORDS[f"part_{name}"].say(locale)] for name in PART_KINDS],
        ),
        closing=[WORDS["cover_end"].say(locale)],
    )
