"""The published language of the bookings service, by audience.

Readers import from here: `from shared.events.bookings import BookingConfirmedV1`.
"""

from shared.events.bookings.after import ActivityReportedV1, NoShowVoidedV1
from shared.events.bookings.internal import (
    BookingCalledOffV1,
    BookingDeclinedV1,
    BookingGrantedV1,
    BookingMovedV1,
    BookingNoShowV1,
    BookingNotice,
    BookingRequestedV1,
    NoticeDate,
)
from shared.events.bookings.offers import (
    BookingOfferedV1,
    BookingOfferLapsedV1,
    OfferedTime,
    OfferNotice,
)
from shared.events.bookings.permits import (
    PermitCompletedV1,
    PermitNotice,
    PermitOutcome,
    PermitStepDueV1,
)
from shared.events.bookings.public import (
    BookedDate,
    BookingCancelledV1,
    BookingCompletedV1,
    BookingConfirmedV1,
    BookingRescheduledV1,
    BookingState,
    PublicActivity,
    SpaceChangedV1,
    SpaceClosedV1,
    SpacePublishedV1,
    SpaceReopenedV1,
    SpaceState,
    SpaceWithdrawnV1,
)

__all__ = [
    "ActivityReportedV1",
    "BookedDate",
    "BookingCalledOffV1",
    "BookingCancelledV1",
    "BookingCompletedV1",
    "BookingConfirmedV1",
    "BookingDeclinedV1",
    "BookingGrantedV1",
    "BookingMovedV1",
    "BookingNoShowV1",
    "BookingNotice",
    "BookingOfferLapsedV1",
    "BookingOfferedV1",
    "BookingRequestedV1",
    "BookingRescheduledV1",
    "BookingState",
    "NoShowVoidedV1",
    "NoticeDate",
    "OfferNotice",
    "OfferedTime",
    "PermitCompletedV1",
    "PermitNotice",
    "PermitOutcome",
    "PermitStepDueV1",
    "PublicActivity",
    "SpaceChangedV1",
    "SpaceClosedV1",
    "SpacePublishedV1",
    "SpaceReopenedV1",
    "SpaceState",
    "SpaceWithdrawnV1",
]
