"""Tables of the bookings service, by topic."""

from services.bookings.models.after import (
    ActivityReport,
    CheckInKey,
    Damage,
    Evaluation,
    ReportPhoto,
)
from services.bookings.models.asking import (
    AskingRules,
    Attachment,
    BookingChange,
    BookingDraft,
    Intake,
    LateCancellation,
)
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.bookings import ONE_REQUEST, Booking, BookingDate
from services.bookings.models.calendar_feeds import CalendarFeed
from services.bookings.models.claims import Claim
from services.bookings.models.closures import Closure
from services.bookings.models.members import KnownMember
from services.bookings.models.opening import OpeningException
from services.bookings.models.photos import Photo
from services.bookings.models.place_imports import PlaceImport
from services.bookings.models.places import Space, Venue
from services.bookings.models.standing import ConductMark, StandingCase, StandingEntry
from services.bookings.models.stock import DateEquipment, Equipment

__all__ = [
    "ONE_REQUEST",
    "STAFF",
    "ActivityReport",
    "AskingRules",
    "Attachment",
    "Base",
    "Booking",
    "BookingChange",
    "BookingDate",
    "BookingDraft",
    "CalendarFeed",
    "CheckInKey",
    "Claim",
    "Closure",
    "ConductMark",
    "Damage",
    "DateEquipment",
    "Equipment",
    "Evaluation",
    "Intake",
    "KnownMember",
    "LateCancellation",
    "OpeningException",
    "Photo",
    "PlaceImport",
    "ReportPhoto",
    "Space",
    "StandingCase",
    "StandingEntry",
    "Venue",
    "one_of",
]
