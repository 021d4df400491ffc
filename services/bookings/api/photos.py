"""Pictures of venues and spaces over HTTP."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.photos import PhotoOut, show_photo
from services.bookings.models.photos import Photo
from services.bookings.queries.photos import select_photos
from services.bookings.settings import Settings
from services.bookings.usecases import keep_place_photos as usecases
from services.bookings.usecases.keep_place_photos import Place, StoredPicture
from shared.errors import Failure, Invalid, NotFound, Unavailable
from shared.files.check import find_media_type, refuse_type
from shared.files.images import JPEG, PNG, WEBP, Picture, strip_metadata
from shared.files.store import FileStore
from shared.files.taking import ANY_FILE, first_scan, store_sent
from shared.files.upload import read_upload, takes_file
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualLine, Line, Listed, RequestBody, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["photos"])

TYPES = [JPEG, PNG, WEBP]


class ChangePhoto(RequestBody):
    alt: BilingualLine | None = None
    """What it shows, for people who do not see it."""
    credit: Line | None = None
    """Whom it is owed to, as it must be written beside it."""
    position: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """Its place in the order; the first one stands for the place."""


@router.post(
    "/v1/venues/{venue_id}/photos",
    status_code=201,
    response_model=PhotoOut,
    openapi_extra=takes_file(*TYPES),
)
async def add_venue_photo(
    venue_id: UUID, request: Request, act: Act = allow("host", "officer")
) -> Response:
    """Add a picture of the venue as a whole; see `add_space_photo`."""
    return await _add(Place(venue_id=venue_id), request, act)


@router.post(
    "/v1/spaces/{space_id}/photos",
    status_code=201,
    response_model=PhotoOut,
    openapi_extra=takes_file(*TYPES),
)
async def add_space_photo(
    space_id: UUID, request: Request, act: Act = allow("host", "officer")
) -> Response:
    """Add a picture: the body itself, or a multipart form with one file.

    What it is, its bytes say. Place, time, device and names that a camera wrote into it are taken
    out before it is stored. Describe it with PATCH.
    """
    return await _add(Place(space_id=space_id), request, act)


async def _add(place: Place, request: Request, act: Act) -> Response:
    async def look(session: AsyncSession) -> None:
        await usecases.refuse_strangers(session, place, act.caller)

    await act.doors.database.read(look)
    upload = read_upload(request.headers.get("content-type", ""), await request.body())
    settings = Settings.of(act.view)
    picture = await asyncio.to_thread(_read_picture, upload.content, settings.photo_max_bytes)
    scan_status = await first_scan(picture.content, settings)
    if scan_status == "quarantined":
        raise Unavailable(Failure("scanner_away"))
    stored = StoredPicture(
        sha256=await store_sent(request, picture.content),
        media_type=picture.media_type,
        size=len(picture.content),
        width=picture.width,
        height=picture.height,
        scan_status=scan_status,
    )
    return await act.write(usecases.add_photo, show_photo, place, stored, status=201)


def _read_picture(content: bytes, limit: int) -> Picture:
    if not content:
        raise Invalid(Failure("document_empty", field="file"))
    if len(content) > limit:
        raise Invalid(Failure("photo_too_large", field="file", limit=limit))
    found = find_media_type(content, TYPES)
    if found not in TYPES:
        raise Invalid(refuse_type(found or "?", content, TYPES))
    return strip_metadata(content, found)


@router.get("/v1/photos", response_model=Listed[PhotoOut])
async def list_photos(
    page: AskedPage,
    venue_id: Annotated[UUID | None, Query(description="With all its spaces")] = None,
    space_id: UUID | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Pictures, in the order that their hosts gave them."""
    return await act.list(
        Photo,
        select_photos(venue_id, space_id),
        show_photo,
        page,
        position=Photo.position,
        created_at=Photo.created_at,
    )


@router.get("/v1/photos/{photo_id}", response_model=PhotoOut)
async def get_photo(photo_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """What is known of one picture."""
    return await act.get(Photo, photo_id, show_photo)


@router.get("/v1/photos/{photo_id}/file", response_class=Response, responses=ANY_FILE)
async def get_photo_file(photo_id: UUID, request: Request, act: Act = allow(PUBLIC)) -> Response:
    """The picture itself. It never changes: another picture has another id."""

    async def find(session: AsyncSession) -> Photo:
        photo = await session.get(Photo, photo_id)
        if photo is None:
            raise NotFound(Photo.KIND, photo_id)
        return photo

    photo = await act.doors.database.read(find)
    headers = {
        "ETag": f'"{photo.sha256}"',
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    files: FileStore = request.app.state.files
    content = await files.get(photo.sha256)
    if content is None:
        raise NotFound(Photo.KIND, photo_id)
    return Response(content, headers=headers, media_type=photo.media_type)


@router.patch("/v1/photos/{photo_id}", response_model=PhotoOut)
async def change_photo(
    photo_id: UUID, body: ChangePhoto, act: Act = allow("host", "officer")
) -> Response:
    """Describe it, say whom it is owed to, move it among the others."""
    changes = {
        name: value
        for name, value in given(body).items()
        if value is not None or name != "position"
    }
    if body.alt is not None:
        changes["alt"] = body.alt.model_dump()
    return await act.write(usecases.change_photo, show_photo, photo_id, changes)


@router.delete("/v1/photos/{photo_id}", response_model=PhotoOut)
async def remove_photo(photo_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """Take it away."""
    return await act.write(usecases.remove_photo, show_photo, photo_id)
