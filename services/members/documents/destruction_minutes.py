"""The minutes of a destruction (biên bản hủy): which files, why, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.members.documents.page import Body, Page, Rows, Signatory
from services.members.documents.page_head import write_day
from services.members.models import ClosedFile
from services.members.texts.closed_files import MINUTES
from shared.events.base import Bilingual
from shared.texts import Locale
from shared.wording import say_day


def write_destruction_minutes(
    files: Sequence[ClosedFile], reason: str, day: date
) -> tuple[Bilingual, Page]:
    """Title and page, with the list as its annex."""
    body = _body(files, reason, day, "vi")
    page = Page(
        paragraphs=body.paragraphs,
        closing=body.closing,
        annex=body.annex,
        recipients=body.recipients,
        english=_body(files, reason, day, "en"),
        signatories=[
            Signatory(MINUTES["first"].vi, "", MINUTES["first"].en),
            Signatory(MINUTES["second"].vi, "", MINUTES["second"].en),
        ],
    )
    return Bilingual(vi=MINUTES["title"].vi, en=MINUTES["title"].en), page


def _body(files: Sequence[ClosedFile], reason: str, day: date, lang: Locale) -> Body:
    def say(name: str, **values: object) -> str:
        return MINUTES[name].say(lang, **values)

    written = write_day(day, lang).removeprefix("ngày ")
    return Body(
        paragraphs=[
            say("opening", day=written, count=len(files), reason=reason),
            say("checked"),
        ],
        closing=[say("closing")],
        annex=Rows(
            title=say("files"),
            columns=[say(f"column_{name}") for name in ("file", "number", "closed", "until")],
            rows=[
                [
                    one.title,
                    one.number or str(one.file_id),
                    say_day(one.closed_on),
                    say_day(one.keep_until) if one.keep_until else "",
                ]
                for one in files
            ],
        ),
        recipients=[say("recipients")],
    )
