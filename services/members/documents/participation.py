"""The certificate of participation in an activity, as the page of an official document."""

from __future__ import annotations

from services.members.documents.page import Body, Page
from services.members.documents.page_head import say_day
from services.members.models import Activity, Participation
from services.members.regulations.document_rules import AUTHORITIES, authority_of
from services.members.texts.rights import PARTICIPATION
from services.members.texts.vocabulary import VOCABULARY
from shared.clock import hanoi_date
from shared.events.base import Bilingual
from shared.texts import Locale
from shared.vocabulary import label_of

KIND = "certificate"
"""Of official documents."""


def write_participation(activity: Activity, row: Participation) -> tuple[Bilingual, Page]:
    """Title and page; in English as well when the activity has an English title."""
    title = PARTICIPATION["title"]
    vietnamese = _write_body(activity, row, "vi")
    english = _write_body(activity, row, "en") if activity.title_en else None
    page = Page(paragraphs=vietnamese.paragraphs, recipients=vietnamese.recipients, english=english)
    titles = Bilingual(
        vi=title.say("vi", activity=activity.title_vi),
        en=title.say("en", activity=activity.title_en) if activity.title_en else None,
    )
    return titles, page


def _write_body(activity: Activity, row: Participation, locale: Locale) -> Body:
    authority = AUTHORITIES[authority_of(KIND)].full_name.text
    who = PARTICIPATION["person" if row.participant_name else "space"]
    said = activity.title_vi if locale == "vi" else activity.title_en or activity.title_vi
    kind = label_of(VOCABULARY, "network_activity_kind", activity.kind).say(locale)
    paragraphs = [
        PARTICIPATION["opening"].say(locale, authority=authority),
        PARTICIPATION["attended"].say(
            locale,
            who=who.say(locale, person=row.participant_name, member=row.member_name),
            kind=kind[:1].lower() + kind[1:],
            activity=said,
            period=_period(activity, locale),
            place=_place(activity, locale),
        ),
    ]
    minutes = row.minutes or activity.minutes
    if minutes is not None:
        paragraphs.append(PARTICIPATION["hours"].say(locale, hours=_write_hours(minutes, locale)))
    return Body(paragraphs=paragraphs, recipients=[row.member_name])


def _period(activity: Activity, locale: Locale) -> str:
    first, last = hanoi_date(activity.starts_at), hanoi_date(activity.ends_at)
    name = "on" if first == last else "from_to"
    return PARTICIPATION[name].say(locale, first=say_day(first, locale), last=say_day(last, locale))


def _place(activity: Activity, locale: Locale) -> str:
    if activity.place is None:
        return PARTICIPATION["online"].say(locale)
    return PARTICIPATION["at"].say(locale, place=activity.place)


def _write_hours(minutes: int, locale: Locale) -> str:
    """`1,5` as Vietnamese writes it."""
    text = f"{minutes / 60:.1f}".removesuffix(".0")
    return text.replace(".", ",") if locale == "vi" else text
