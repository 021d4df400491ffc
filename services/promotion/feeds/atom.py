"""The feed as Atom (RFC 4287) with tombstones for retractions (RFC 6721)."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as XML

from services.promotion.feeds.entry import Entry, Feed, Said, Tombstone

MEDIA_TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

XML.register_namespace("", ATOM)
XML.register_namespace("at", TOMBSTONES)


def write_atom(feed: Feed) -> bytes:
    """The whole document; entry ids are the items' and stay over every edit."""
    root = XML.Element(f"{{{ATOM}}}feed", {LANGUAGE: feed.language})
    _add(root, "id", f"urn:hcn:feed:promotion:{feed.language}")
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(feed.updated))
    _add_author(root, feed.author)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.url)
    for entry in feed.entries:
        _add_entry(root, entry)
    for tombstone in feed.tombstones:
        _add_tombstone(root, tombstone)
    document: bytes = XML.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_entry(root: XML.Element, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.id.urn)
    _add_said(element, "title", entry.title)
    _add(element, "updated", _instant(entry.updated_at))
    _add(element, "published", _instant(entry.published_at))
    _add_author(element, entry.author)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "category", term=entry.kind, label=entry.kind_label)
    _add_said(element, "summary", entry.summary)
    if entry.body:
        _add_said(element, "content", entry.body)
    if entry.license:
        _add(element, "rights", entry.license)


def _add_tombstone(root: XML.Element, tombstone: Tombstone) -> None:
    XML.SubElement(
        root,
        f"{{{TOMBSTONES}}}deleted-entry",
        {"ref": tombstone.id.urn, "when": _instant(tombstone.retracted_at)},
    )


def _add_author(parent: XML.Element, name: str) -> None:
    _add(_add(parent, "author"), "name", name)


def _add_said(parent: XML.Element, name: str, said: Said) -> None:
    element = _add(parent, name, said.text, type="text")
    element.set(LANGUAGE, said.language)


def _add(parent: XML.Element, name: str, text: str | None = None, **attributes: str) -> XML.Element:
    element = XML.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
