"""The dossier of a closed file: a page for the archive, its documents, index, trail and checksums.

The page is PDF/A-2b; what was uploaded stays byte for byte as it came. Everything in the archive is
named in `index.json` and `index.csv`, and `sha256sum -c checksums.sha256` proves it whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.members.documents.page import Body, Page, Rows, Signatory, render_page
from services.members.documents.page_head import Head, write_day
from services.members.documents.reasons_table import BEGINS_FORMULA
from services.members.files.zip_files import zip_whole
from services.members.regulations.document_rules import AUTHORITIES, KINDS, authority_of, symbol_of
from services.members.regulations.retention_rules import Retention
from services.members.texts.closed_files import DOSSIER, FACTS
from shared.texts import Locale, Text
from shared.wording import say_day

KIND = "dossier"
PDF_A = b"pdfaid:part"
BOM = "\ufeff"
"""Spreadsheets take a CSV without it for another encoding and break Vietnamese letters."""
SHOWN_OF_SHA = 16


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document with its bytes."""

    path: str
    title: Text
    media_type: str
    content: bytes

    @property
    def entry(self) -> dict[str, Any]:
        """Its line in the index."""
        return {
            "path": self.path,
            "title": {"vi": self.title.vi, "en": self.title.en},
            "media_type": self.media_type,
            "size": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What the dossier says of the file."""

    kind: str
    file_id: str
    title: str
    number: str | None
    outcome: Text
    closed_on: date
    keep_until: date | None
    retention: Retention
    facts: Sequence[tuple[str, Text]]
    metadata: Mapping[str, Any]
    """What else `metadata.json` carries."""
    test: bool


def make_dossier(
    facts: DossierFacts, leaves: Sequence[Leaf], trail: Sequence[Mapping[str, str | None]]
) -> tuple[bytes, list[dict[str, Any]]]:
    """The archive and its index. Keep it off the event loop: it sets a page and compresses."""
    trailing = [
        Leaf("trail.json", DOSSIER["trail"], "application/json", _json(list(trail))),
        Leaf("trail.csv", DOSSIER["trail"], "text/csv", write_csv(trail)),
    ]
    page = _render(facts, [*leaves, *trailing])
    first = Leaf("dossier.pdf", DOSSIER["page"], "application/pdf", page)
    whole = [first, *leaves, *trailing]
    index = [one.entry for one in whole]
    files = {one.path: one.content for one in whole}
    files["index.json"] = _json(index)
    files["index.csv"] = write_csv([_flat(one) for one in index])
    files["metadata.json"] = _json(_metadata(facts, page))
    return zip_whole(with_checksums(files)), index


def with_checksums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the list by which `sha256sum -c` proves them."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    ]
    return {**files, "checksums.sha256": "".join(lines).encode()}


def write_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A table that a spreadsheet opens without computing anything from it."""
    output = io.StringIO()
    columns = list(rows[0]) if rows else []
    writer = csv.writer(output)
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return (BOM + output.getvalue()).encode()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    title = entry["title"]
    return {**entry, "title": title["vi"], "title_en": title["en"]}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _metadata(facts: DossierFacts, page: bytes) -> dict[str, Any]:
    keep = facts.keep_until.isoformat() if facts.keep_until else None
    return {
        "kind": facts.kind,
        "id": facts.file_id,
        "title": facts.title,
        "number": facts.number,
        "outcome": {"vi": facts.outcome.vi, "en": facts.outcome.en},
        "closed_on": facts.closed_on.isoformat(),
        "retention": {
            "code": facts.retention.code,
            "years": facts.retention.years,
            "keep_until": keep,
            "source": {"vi": facts.retention.source.vi, "en": facts.retention.source.en},
        },
        "page_standard": "PDF/A-2b" if PDF_A in page else None,
        "languages": ["vi", "en"],
        **facts.metadata,
    }


def _render(facts: DossierFacts, leaves: Sequence[Leaf]) -> bytes:
    body = _body(facts, leaves, "vi")
    page = Page(
        paragraphs=body.paragraphs,
        table=body.table,
        annex=body.annex,
        english=_body(facts, leaves, "en"),
        signatories=[
            Signatory(DOSSIER["made_by"].vi, "", DOSSIER["made_by"].en),
            Signatory(DOSSIER["taken_by"].vi, "", DOSSIER["taken_by"].en),
        ],
    )
    return render_page(page, _head(facts))


def _head(facts: DossierFacts) -> Head:
    authority, kind = AUTHORITIES[authority_of(KIND)], KINDS[KIND]
    title = DOSSIER["title"]
    return Head(
        layout=kind.layout,
        kind=Text(kind.vi, kind.en),
        title=Text(title.say("vi", title=facts.title), title.say("en", title=facts.title)),
        superior=authority.superior.text if authority.superior else None,
        authority=authority.name.text,
        full_name=authority.full_name.text,
        principal=authority.principal.text,
        place=authority.place.text,
        symbol=symbol_of(KIND, authority.code),
        made_on=facts.closed_on,
        number=facts.number or facts.file_id,
        dated_on=facts.closed_on,
        draft=False,
        test=facts.test,
    )


def _body(facts: DossierFacts, leaves: Sequence[Leaf], lang: Locale) -> Body:
    def say(name: str, **values: object) -> str:
        return DOSSIER[name].say(lang, **values)

    return Body(
        paragraphs=[
            say("intro", day=write_day(facts.closed_on, lang).removeprefix("ngày ")),
            say("retention", term=_term(facts, lang), source=facts.retention.source),
        ],
        table=Rows(
            title=say("facts"),
            columns=[say("column_fact"), say("column_value")],
            rows=[[FACTS[code].say(lang), value.say(lang)] for code, value in facts.facts],
            numbered=False,
        ),
        annex=Rows(
            title=say("contents"),
            columns=[say("column_part"), say("column_path"), say("column_sha")],
            rows=[
                [one.title.say(lang), one.path, f"{one.entry['sha256'][:SHOWN_OF_SHA]}…"]
                for one in leaves
            ],
        ),
    )


def _term(facts: DossierFacts, lang: Locale) -> str:
    if facts.keep_until is None:
        return DOSSIER["for_ever"].say(lang)
    until = say_day(facts.keep_until)
    return DOSSIER["until"].say(lang, years=facts.retention.years, until=until)
