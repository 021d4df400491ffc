"""`/v1/members`: the public directory, as pages, for maps and as a table.

It shows what members have made public. `q` finds names without marks, and what was probably meant
when no name has the words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator

from services.members.api.answers.directory import DirectoryOut, Entries, Row, show_entries
from services.members.api.answers.map import DIRECTORY_COLUMNS, show_cells, show_geojson
from services.members.directory import (
    Wanted,
    find_all,
    find_page,
    names_of_ward,
    read_state,
    words_of_search,
)
from services.members.domain.directory import Box, read_box
from services.members.files.tables import write_csv
from services.members.models import Member
from services.members.texts.vocabulary import VOCABULARY, labels_of
from shared.errors import Invalid
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import Code, Search
from shared.http.lists import AskedPage, read_position
from shared.http.problems import FieldProblem
from shared.http.query import from_query
from shared.http.tags import is_known, tag_of
from shared.tables.reading import CSV

router = APIRouter(tags=["members"])

GEOJSON = "application/geo+json"
SORTS = {
    "name": Member.sort_key,
    "created_at": Member.created_at,
    "updated_at": Member.updated_at,
}


def _known_status(status: str) -> str:
    if status not in VOCABULARY["member_status"]:
        raise FieldProblem("field_not_listed", allowed=labels_of("member_status"))
    return status


MemberStatus = Annotated[str, AfterValidator(_known_status)]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which members are asked for."""

    q: Annotated[Search | None, Query(description="Words of the name, marks or not")] = None
    field: Annotated[Code | None, Query(description="One of their fields")] = None
    kind: Code | None = None
    ward: Annotated[
        Search | None, Query(description="Of public addresses, by its present or a former name")
    ] = None
    status: Annotated[MemberStatus | None, Query(description="Without it the members of today")] = (
        None
    )
    bbox: Annotated[
        str | None, Query(description="Public places within west,south,east,north", max_length=100)
    ] = None

    def wanted_by(self, act: Act) -> Wanted:
        """Raises Invalid for a box that is none."""
        box = read_box(self.bbox) if self.bbox else None
        if isinstance(box, list):
            raise Invalid(*box)
        assert box is None or isinstance(box, Box)
        return Wanted(
            words=words_of_search(self.q),
            field=self.field,
            kind=self.kind,
            wards=names_of_ward(self.ward) if self.ward else None,
            status=self.status,
            box=box,
            readers=act.caller.tags,
        )


@router.get("/v1/members", response_model=DirectoryOut)
async def list_members(
    request: Request,
    page: AskedPage,
    filters: Annotated[Filters, from_query(Filters)],
    act: Act = allow(PUBLIC),
) -> Response:
    """The directory, in the order of the Vietnamese alphabet; who is no member now by `status`.

    Send the ETag back in If-None-Match; 304 says that nothing changed.
    """
    position = read_position(page, SORTS)
    found = await find_page(act.doors.database, filters.wanted_by(act), position)
    rows = found.rows[: page.limit]
    more = len(found.rows) > page.limit
    shown = {
        "items": show_entries(rows, act.view),
        "next_cursor": position.cursor_after(rows[-1]) if more else None,
        "searched_instead": found.instead,
    }
    body = orjson.dumps(shown, default=str, option=orjson.OPT_UTC_Z)
    return _answer(request, act, tag_of(body), body, "application/json")


@router.get(
    "/v1/members.geojson",
    response_class=Response,
    responses={200: {"content": {GEOJSON: {"schema": {"type": "object"}}}}},
)
async def map_members(
    request: Request, filters: Annotated[Filters, from_query(Filters)], act: Act = allow(PUBLIC)
) -> Response:
    """The directory for maps: all members asked for, as GeoJSON (RFC 7946)."""
    return await _answer_whole(request, act, filters, show_geojson, GEOJSON)


@router.get(
    "/v1/members.csv",
    response_class=Response,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def tabulate_members(
    request: Request, filters: Annotated[Filters, from_query(Filters)], act: Act = allow(PUBLIC)
) -> Response:
    """The directory as a table: UTF-8 with a byte order mark, as Excel needs it."""
    return await _answer_whole(request, act, filters, _show_csv, f"{CSV}; charset=utf-8")


def _show_csv(rows: Sequence[Row], view: View) -> bytes:
    entries = Entries(view)
    return write_csv(DIRECTORY_COLUMNS, (show_cells(row, entries) for row in rows))


async def _answer_whole(
    request: Request,
    act: Act,
    filters: Filters,
    show: Callable[[Sequence[Row], View], bytes],
    media_type: str,
) -> Response:
    """All rows as one document, made only for those who do not have it as it is."""
    database, wanted = act.doors.database, filters.wanted_by(act)
    asked = f"{await read_state(database)} {act.locale} {request.url.path} {wanted}"
    tag = tag_of(asked.encode())
    if is_known(request, tag):
        return _answer(request, act, tag, b"", media_type)
    rows = await find_all(database, wanted)
    body = await asyncio.to_thread(show, rows, act.view)
    return _answer(request, act, tag, body, media_type)


def _answer(request: Request, act: Act, tag: str, body: bytes, media_type: str) -> Response:
    """200 with the body, or 304; kept by everyone only when everyone sees the same."""
    audience = "private" if act.caller.signed_in else "public"
    headers: dict[str, Any] = {
        "ETag": tag,
        "Cache-Control": f"{audience}, no-cache",
        "Vary": "Authorization, Accept-Language",
        "Content-Language": act.locale,
    }
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type=media_type)
