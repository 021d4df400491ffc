"""`/v1/personal-data`: all that is known of someone, as data or with the files, and who read it."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response

from services.members.api.answers.contacts import ContactOut, show_contact
from services.members.api.answers.personal_data import ReadsOut, show_reads
from services.members.domain.personal_data import PLACE
from services.members.usecases import answer_data_requests as answering
from services.members.usecases import show_personal_data as usecases
from services.members.usecases.show_personal_data import Copy, Reads
from services.members.zip_files import zip_whole
from shared.files.store import FileStore
from shared.http.act import Act, View, allow
from shared.http.fields import Answer, Prose, RequestBody
from shared.texts import Text

router = APIRouter(tags=["personal data"])

BINARY = {"schema": {"type": "string", "format": "binary"}}
ZIP: dict[int | str, dict[str, Any]] = {200: {"content": {"application/zip": BINARY}}}
NOT_HERE = Text(
    "Các dịch vụ khác giữ bản riêng của mình; hãy hỏi tại các địa chỉ này.",
    "The other services keep what is theirs; ask at these addresses.",
)
ELSEWHERE = {"notifications": "/v1/inbox", "bookings": "/v1/bookings", "promotion": "/v1/items"}


class PersonalDataOut(Answer):
    made_at: str
    places: dict[str, list[dict[str, Any]]]
    """What each place holds, see `personal_data_place` of the vocabulary."""
    labels: dict[str, str]
    elsewhere: dict[str, str]
    """Where the other services show theirs."""
    note: str


class LiftRestriction(RequestBody):
    reason: Prose


@router.get("/v1/personal-data", response_model=PersonalDataOut)
async def show_own_data(act: Act = allow()) -> Response:
    """Everything that this service holds about the caller; the read stands in the audit trail."""
    return await act.write(usecases.show_own_data, _show)


def _show(copy: Copy, view: View) -> PersonalDataOut:
    services = ELSEWHERE.items()
    return PersonalDataOut(
        made_at=view.now.isoformat().replace("+00:00", "Z"),
        places=copy.found,
        labels={code: PLACE[code].say(view.locale) for code in copy.found},
        elsewhere={name: f"{view.settings.address_of(name)}{path}" for name, path in services},
        note=NOT_HERE.say(view.locale),
    )


@router.get("/v1/personal-data.zip", response_class=Response, responses=ZIP)
async def download_own_data(request: Request, act: Act = allow()) -> Response:
    """The same as a file to take away, with the documents that one uploaded."""
    return await _zipped(request, act, await act.run(usecases.show_own_data))


@router.get(
    "/v1/personal-data-requests/{request_id}/copy.zip", response_class=Response, responses=ZIP
)
async def download_requested_copy(
    request_id: UUID, request: Request, act: Act = allow()
) -> Response:
    """The copy of a request, for the person or for the officer who hands it over."""
    return await _zipped(request, act, await act.run(usecases.copy_requested_data, request_id))


async def _zipped(request: Request, act: Act, copy: Copy) -> Response:
    store: FileStore = request.app.state.files
    shown = _show(copy, act.view).model_dump(mode="json")
    data = orjson.dumps(shown, option=orjson.OPT_INDENT_2)
    files = {"data.json": data, **await usecases.read_files(store, copy)}
    content = await asyncio.to_thread(zip_whole, files)
    headers = {
        "Content-Disposition": 'attachment; filename="personal-data.zip"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/zip")


@router.get("/v1/personal-data/reads", response_model=ReadsOut)
async def list_reads(
    contact_id: UUID | None = None,
    before: UUID | None = Query(default=None, description="`next_cursor` of the page before"),
    limit: int = Query(default=50, ge=1, le=200),
    act: Act = allow(),
) -> Response:
    """Who read something of a person, newest first: one's own, or of a contact one may see."""

    def show(found: Reads, view: View) -> ReadsOut:
        return show_reads(found, limit, view)

    return await act.write(usecases.list_reads, show, contact_id, before, limit)


@router.post("/v1/contacts/{contact_id}/lift-restriction", response_model=ContactOut)
async def lift_restriction(
    contact_id: UUID, body: LiftRestriction, act: Act = allow("officer")
) -> Response:
    """The data of a contact may be used again, with the reason."""
    return await act.write(answering.lift_restriction, show_contact, contact_id, reason=body.reason)
