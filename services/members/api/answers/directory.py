"""The directory's pages: the same entry as a member's own page, made for many rows at once.

Rows come as the database gives them. What is alike for many of them (labels, actions) is made once
for an answer, and what outsiders see of a version of a member is kept ready; tests hold each entry
against `show_member`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, cast

import orjson

from services.members.api.answers.applications import AddressOut
from services.members.api.answers.codes import show_code
from services.members.api.answers.members import MemberOut, show_actions, show_private, years_of
from services.members.domain.renewals import term_end
from services.members.models import Member
from shared.http.act import View
from shared.http.fields import Listed

Row = Mapping[str, Any]
MOST_KEPT = 5_000
"""Entries kept ready, of about 2 kB each; then all are forgotten and made again as asked for."""
_KEPT: dict[tuple[object, ...], orjson.Fragment] = {}
AS_STORED = tuple(name for name in MemberOut.model_fields if name in Member.__table__.columns)


class DirectoryOut(Listed[MemberOut]):
    """A page of the directory."""

    searched_instead: str | None
    """The words that were searched for, when no name has the words of `q`."""


class Entries:
    """Shows rows of the directory to one caller."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._insider = view.caller.has_role("officer", "auditor")
        self._years = years_of(view)
        self._labels: dict[tuple[str, str], str] = {}
        self._actions: dict[tuple[str, bool], dict[str, Any]] = {}

    def label(self, list_name: str, code: str) -> str:
        key = (list_name, code)
        if key not in self._labels:
            self._labels[key] = show_code(list_name, code, self._view).label
        return self._labels[key]

    def labels_of(self, row: Row) -> dict[str, str]:
        """Labels of kind, ownership and each field, by code."""
        labels = {row["kind"]: self.label("kind", row["kind"])}
        labels[row["ownership"]] = self.label("ownership", row["ownership"])
        return labels | {code: self.label("field", code) for code in row["fields"]}

    def show(self, row: Row) -> dict[str, Any]:
        """One entry, as `show_member` would show it."""
        caller = self._view.caller
        own = caller.is_system or row["id"] in caller.member_ids
        address = _address_of(row)
        public = row["address_public"]
        return {name: row[name] for name in AS_STORED} | {
            "id": str(row["id"]),
            "status_label": self.label("member_status", row["status"]),
            "labels": self.labels_of(row),
            "address": address if public else None,
            "coordinates": coordinates_of(row) if public else None,
            "description": _description_of(row),
            "term_until": term_end(row["member_since"], row["term_until"], self._years),
            "successor": _successor_of(row),
            "private": self._show_private(row) if own or self._insider else None,
            "actions": self._show_actions(row, own),
        }

    def _show_private(self, row: Row) -> dict[str, Any]:
        address = _address_of(row)
        shown = AddressOut(**address) if address else None
        return show_private(_as_member(row), shown, self._view).model_dump(mode="json")

    def _show_actions(self, row: Row, own: bool) -> dict[str, Any]:
        """What may be done hangs on the status and on whose member it is."""
        key = (row["status"], own)
        if key not in self._actions:
            self._actions[key] = show_actions(_as_member(row), self._view)
        return self._actions[key]


def show_entries(rows: Iterable[Row], view: View) -> list[Any]:
    """Rows of the directory as entries of its page, for orjson.

    What an outsider sees of a member hangs on its version, the language and the caller's roles.
    """
    caller, entries = view.caller, Entries(view)
    if caller.is_system or caller.member_ids or caller.has_role("officer", "auditor"):
        return [entries.show(row) for row in rows]
    who = (view.locale, caller.signed_in, caller.roles)
    return [_find_kept(row, who, entries) for row in rows]


def _find_kept(row: Row, who: tuple[object, ...], entries: Entries) -> orjson.Fragment:
    key = (row["id"], row["version"], *who)
    kept = _KEPT.get(key)
    if kept is None:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        shown = orjson.dumps(entries.show(row), default=str, option=orjson.OPT_UTC_Z)
        kept = _KEPT[key] = orjson.Fragment(shown)
    return kept


def coordinates_of(row: Row) -> dict[str, float] | None:
    if row["latitude"] is None:
        return None
    return {"latitude": row["latitude"], "longitude": row["longitude"]}


def _address_of(row: Row) -> dict[str, Any] | None:
    return {"line": row["address_line"], "ward": row["ward"]} if row["ward"] else None


def _successor_of(row: Row) -> dict[str, Any] | None:
    id, name = row["successor_id"], row["successor_name"]
    return {"id": str(id), "name": name} if id and name else None


def _description_of(row: Row) -> dict[str, Any] | None:
    vi, en = row["description_vi"], row["description_en"]
    return {"vi": vi or "", "en": en} if vi or en else None


def _as_member(row: Row) -> Member:
    """The row by attributes, for what shows a Member; it belongs to no session."""
    return cast("Member", SimpleNamespace(**row))
