"""Tables of the bookings service, by topic."""

from services.bookings.models.after import (
    ActivityReport,
    CheckInKey,
    Damage,
    Evaluation,
    ReportPhoto,
)
from services.bookings.models.allocations import AllocationPlace, AllocationRound, AllocationWish
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
from services.bookings.models.erasures import Erasure
from services.bookings.models.fair_share import Season
from services.bookings.models.members import KnownMember
from services.bookings.models.opening import OpeningException
from services.bookings.models.permits import Permit, PermitMessage, PermitReceipt, PermitStep
from services.bookings.models.photos import Photo
from services.bookings.models.place_imports import PlaceImport
from services.bookings.models.places import Space, Venue
from services.bookings.models.standing import ConductMark, StandingCase, StandingEntry
from services.bookings.models.stock import DateEquipment, Equipment
from services.bookings.models.waiting import Offer, OfferTime, Watch
from services.bookings.models.weather import Fallback, WeatherCall, WeatherEffect

__all__ = [
    "ONE_REQUEST",
    "STAFF",
    "ActivityReport",
    "AllocationPlace",
    "AllocationRound",
    "AllocationWish",
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
    "Erasure",
    "Evaluation",
    "Fallback",
    "Intake",
    "KnownMember",
    "LateCancellation",
    "Offer",
    "OfferTime",
    "OpeningException",
    "Permit",
    "PermitMessage",
    "PermitReceipt",
    "PermitStep",
    "Photo",
    "PlaceImport",
    "ReportPhoto",
    "Season",
    "Space",
    "StandingCase",
    "StandingEntry",
    "Venue",
    "Watch",
    "WeatherCall",
    "WeatherEffect",
    "one_of",
]
