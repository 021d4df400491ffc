"""Pictures of places: added by the host without their metadata, ordered, described, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain import states
from services.bookings.models import Space, Venue
from services.bookings.models.photos import Photo
from services.bookings.settings import Settings
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if
from shared.files.orphans import forget_file


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture that lies in the store already, without metadata."""

    sha256: str
    media_type: str
    size: int
    width: int
    height: int
    scan_status: str


@dataclass(frozen=True, slots=True)
class Place:
    """A venue, or one of its spaces."""

    venue_id: UUID | None = None
    space_id: UUID | None = None


async def find_place(session: AsyncSession, place: Place) -> tuple[Venue, Space | None]:
    """The venue, and the space if it is one. Raises NotFound."""
    if place.space_id is not None:
        space = await session.get(Space, place.space_id)
        if space is None:
            raise NotFound(Space.KIND, place.space_id)
        return space.venue, space
    assert place.venue_id is not None
    venue = await session.get(Venue, place.venue_id)
    if venue is None:
        raise NotFound(Venue.KIND, place.venue_id)
    return venue, None


async def refuse_strangers(session: AsyncSession, place: Place, caller: Caller) -> None:
    """Nobody fills the store with pictures of places that are not theirs."""
    venue, _ = await find_place(session, place)
    refuse_if(states.lacks_hosting(caller, venue.host_id))


async def add_photo(work: Work, place: Place, picture: StoredPicture) -> Photo:
    """The last one of the place from now on. Raises Refusal when the place has enough."""
    venue, space = await find_place(work.session, place)
    await work.find_locked(Venue, venue.id)  # two at once count each other
    refuse_if(states.lacks_hosting(work.caller, venue.host_id))
    of_place = Photo.space_id == space.id if space else Photo.space_id.is_(None)
    found = await work.session.execute(
        select(func.count(Photo.id), func.coalesce(func.max(Photo.position), 0)).where(
            Photo.venue_id == venue.id, of_place
        )
    )
    count, last = found.one()
    limit = Settings.of(work).photos_per_place
    refuse_if([Failure("too_many_photos", limit=limit)] if count >= limit else [])
    return work.add(
        Photo(
            venue=venue,
            venue_id=venue.id,
            space_id=space.id if space else None,
            sha256=picture.sha256,
            media_type=picture.media_type,
            size=picture.size,
            width=picture.width,
            height=picture.height,
            scan_status=picture.scan_status,
            position=last + 1,
        )
    )


async def change_photo(work: Work, photo_id: UUID, changes: dict[str, Any]) -> Photo:
    """What it shows, whom it is owed to, where it stands among the others."""
    photo = await work.lock(Photo, photo_id)
    refuse_if(states.lacks_hosting(work.caller, photo.venue.host_id))
    for field, value in changes.items():
        setattr(photo, field, value)
    return photo


async def remove_photo(work: Work, photo_id: UUID) -> Photo:
    """Take it away; its file goes when nothing else names it."""
    photo = await work.lock(Photo, photo_id)
    refuse_if(states.lacks_hosting(work.caller, photo.venue.host_id))
    await work.session.delete(photo)
    await forget_file(work, photo.sha256)
    return photo
