"""`/v1/wards`: wards and communes of the two-level local government, with their former names."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.members.regulations.wards import WARDS, Ward, find_ward
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import Answer, Listed, Search
from shared.vietnamese import fold, sort_key

router = APIRouter(tags=["wards"])


class WardOut(Answer):
    name: str
    formerly: list[str]
    """Names before 01/07/2025 whose place it is now, as far as they are known."""


@router.get("/v1/wards", response_model=Listed[WardOut])
async def list_wards(
    q: Annotated[Search | None, Query(description="Part of a present or former name")] = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Wards by present or former name; the list is open, a ward that is not on it is accepted."""

    async def find(_session: object) -> list[Ward]:
        return _matching(q or "")

    def show(wards: list[Ward], _view: View) -> Listed[WardOut]:
        shown = [WardOut(name=one.name, formerly=list(one.formerly)) for one in wards]
        return Listed(items=shown, next_cursor=None)

    return await act.read(find, show)


def _matching(text: str) -> list[Ward]:
    """The ward that is meant exactly comes alone, else all that contain the text."""
    if text and (exact := find_ward(text)):
        return [exact]
    wanted = fold(text)
    found = [one for one in WARDS if any(wanted in fold(n) for n in (one.name, *one.formerly))]
    return sorted(found, key=lambda one: sort_key(one.name))
