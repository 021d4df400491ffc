"""Tables of the bookings service, by topic."""

from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.bookings import ONE_REQUEST, Booking, BookingDate
from services.bookings.models.claims import Claim
from services.bookings.models.closures import Closure
from services.bookings.models.members import KnownMember
from services.bookings.models.places import Space, Venue
from services.bookings.models.stock import DateEquipment, Equipment
from services.bookings.models.waiting import Offer, OfferTime, Watch
from services.bookings.models.weather import Fallback, WeatherCall, WeatherEffect

__all__ = [
    "ONE_REQUEST",
    "STAFF",
    "Base",
    "Booking",
    "BookingDate",
    "Claim",
    "Closure",
    "DateEquipment",
    "Equipment",
    "Fallback",
    "KnownMember",
    "Offer",
    "OfferTime",
    "Space",
    "Venue",
    "Watch",
    "WeatherCall",
    "WeatherEffect",
    "one_of",
]
