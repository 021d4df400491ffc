"""Tables of the bookings service, by topic."""

from services.bookings.models.allocations import AllocationPlace, AllocationRound, AllocationWish
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.bookings import ONE_REQUEST, Booking, BookingDate
from services.bookings.models.claims import Claim
from services.bookings.models.closures import Closure
from services.bookings.models.fair_share import Season
from services.bookings.models.members import KnownMember
from services.bookings.models.places import Space, Venue
from services.bookings.models.stock import DateEquipment, Equipment

__all__ = [
    "ONE_REQUEST",
    "STAFF",
    "AllocationPlace",
    "AllocationRound",
    "AllocationWish",
    "Base",
    "Booking",
    "BookingDate",
    "Claim",
    "Closure",
    "DateEquipment",
    "Equipment",
    "KnownMember",
    "Season",
    "Space",
    "Venue",
    "one_of",
]
