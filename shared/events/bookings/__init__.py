"""The published language of the bookings service, by audience.

Readers import from here: `from shared.events.bookings import BookingConfirmedV1`.
"""

from shared.events.bookings.after import ActivityReportedV1, NoShowVoidedV1
from shared.events.bookings.allocations import (
    AllocationCalledOffV1,
    AllocationNotice,
    AllocationOutcomeV1,
    GivenTime,
    WishOutcome,
)
from shared.events.bookings.changes import (
    ChangeAskedV1,
    ChangeDecidedV1,
    ChangeNotice,
    FallbackLostV1,
)
from shared.events.bookings.closures import (
    ClosureToldV1,
    UpsetDate,
    UpsetNotice,
    WeatherCallToldV1,
)
from shared.events.bookings.erasures import (
    ErasedPlace,
    ErasureCarriedOutV1,
    FoundTable,
    KeptPlace,
)
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
from shared.events.bookings.standing import (
    CountedMark,
    RequestsPausedV1,
    RequestsResumedV1,
    StandingCaseDecidedV1,
    StandingCaseOpenedV1,
    StandingDate,
    StandingNotice,
)

__all__ = [
    "ActivityReportedV1",
    "AllocationCalledOffV1",
    "AllocationNotice",
    "AllocationOutcomeV1",
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
    "ChangeAskedV1",
    "ChangeDecidedV1",
    "ChangeNotice",
    "ClosureToldV1",
    "CountedMark",
    "ErasedPlace",
    "ErasureCarriedOutV1",
    "FallbackLostV1",
    "FoundTable",
    "GivenTime",
    "KeptPlace",
    "NoShowVoidedV1",
    "NoticeDate",
    "OfferNotice",
    "OfferedTime",
    "PermitCompletedV1",
    "PermitNotice",
    "PermitOutcome",
    "PermitStepDueV1",
    "PublicActivity",
    "RequestsPausedV1",
    "RequestsResumedV1",
    "SpaceChangedV1",
    "SpaceClosedV1",
    "SpacePublishedV1",
    "SpaceReopenedV1",
    "SpaceState",
    "SpaceWithdrawnV1",
    "StandingCaseDecidedV1",
    "StandingCaseOpenedV1",
    "StandingDate",
    "StandingNotice",
    "UpsetDate",
    "UpsetNotice",
    "WeatherCallToldV1",
    "WishOutcome",
]
