"""Pages of decisions on awards: granted, with an annexed list when there are several; revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.members.documents.page import Body, Page, Rows
from services.members.documents.page_head import write_day
from services.members.models import Award
from services.members.regulations.year_rules import AWARD_BASIS
from services.members.texts.vocabulary import VOCABULARY
from shared.events.base import Bilingual
from shared.texts import Locale, Text
from shared.vocabulary import label_of

GRANT_TITLE = Text("Về việc tặng {form}", "On the award of: {form}")
REVOKE_TITLE = Text("Về việc hủy bỏ quyết định tặng {form}", "On the revocation of: {form}")
GRANT_ONE = Text(
    "Tặng {form} cho {recipient}. Thành tích: {title}.",
    "{form} is awarded to {recipient} for: {title}.",
)
GRANT_MANY = Text(
    "Tặng {form} cho {count} tập thể, cá nhân có tên trong danh sách kèm theo, đã có thành tích "
    "trong năm {year}.",
    "{form} is awarded to the {count} organisations and persons in the annexed list for their "
    "achievements in {year}.",
)
EFFECT = Text(
    "Quyết định này có hiệu lực kể từ ngày {day}.", "This decision takes effect on {day}."
)
REVOKE = Text(
    "Hủy bỏ việc tặng {form} cho {recipient} {day}. Lý do: {reason}",
    "The award of {form} to {recipient} {day} is revoked. Reason: {reason}",
)
SINCE = Text("đã trao {day}", "of {day}")
LIST = Text("Danh sách được khen thưởng", "List of those rewarded")
COLUMNS = {
    "recipient": Text("Tập thể, cá nhân", "Organisation or person"),
    "title": Text("Thành tích", "Achievement"),
}
PERSON_OF = Text("{person}, {space}", "{person}, {space}")
RECIPIENTS = Text("Như Điều 1;", "Those named in Article 1;")


def write_grant(awards: Sequence[Award], granted_on: date) -> tuple[Bilingual, Page]:
    """Title and page; in English as well when every achievement is."""
    first = awards[0]
    bilingual = all(one.title_en for one in awards)
    body = _grant_body(awards, granted_on, "vi")
    english = _grant_body(awards, granted_on, "en") if bilingual else None
    return _titles(GRANT_TITLE, first.form, bilingual=bilingual), _page(body, english)


def write_revocation(award: Award, reason: str) -> tuple[Bilingual, Page]:
    """The reason is in the words of who revokes, so the page is Vietnamese alone."""
    since = SINCE.say("vi", day=write_day(award.granted_on, "vi"))
    article = REVOKE.say(
        "vi", form=_form(award.form), recipient=name_of(award), day=since, reason=reason
    )
    day = write_day(award.revoked_on, "vi")
    body = Body(
        legal_basis=[AWARD_BASIS[0].vi],
        articles=[article, EFFECT.say("vi", day=day.removeprefix("ngày "))],
        recipients=[RECIPIENTS.vi],
    )
    return _titles(REVOKE_TITLE, award.form, bilingual=False), _page(body, None)


def _titles(title: Text, form: str, *, bilingual: bool) -> Bilingual:
    english = title.say("en", form=_form(form)) if bilingual else None
    return Bilingual(vi=title.say("vi", form=_form(form)), en=english)


def _page(body: Body, english: Body | None) -> Page:
    return Page(
        legal_basis=body.legal_basis,
        articles=body.articles,
        annex=body.annex,
        recipients=body.recipients,
        english=english,
    )


def _grant_body(awards: Sequence[Award], granted_on: date, locale: Locale) -> Body:
    first, form = awards[0], _form(awards[0].form)
    day = write_day(granted_on, locale).removeprefix("ngày ")
    if len(awards) == 1:
        title = first.title_vi if locale == "vi" else first.title_en
        what = GRANT_ONE.say(locale, form=form, recipient=name_of(first), title=title)
        annex = None
    else:
        what = GRANT_MANY.say(locale, form=form, count=len(awards), year=first.year)
        annex = Rows(
            title=LIST.say(locale),
            columns=[COLUMNS["recipient"].say(locale), COLUMNS["title"].say(locale)],
            rows=[
                [name_of(one), (one.title_vi if locale == "vi" else one.title_en) or one.title_vi]
                for one in awards
            ],
        )
    return Body(
        legal_basis=[one.say(locale) for one in AWARD_BASIS],
        articles=[what, EFFECT.say(locale, day=day)],
        annex=annex,
        recipients=[RECIPIENTS.say(locale)],
    )


def _form(form: str) -> Text:
    return label_of(VOCABULARY, "award_form", form)


def name_of(award: Award) -> str:
    """Whom it is for, as a page names it: a person with the space, or the space."""
    if award.person_name is None:
        return award.member_name or ""
    if award.member_name is None:
        return award.person_name
    return PERSON_OF.say("vi", person=award.person_name, space=award.member_name)
