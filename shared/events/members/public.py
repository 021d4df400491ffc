"""What any city system may know of calls, member spaces, certificates and ceremonies.

Each event carries the whole public state after the change. No person's name, no reason of a
suspension, and an address only when the space itself made it public.
"""

from __future__ import annotations

from datetime import date

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant


class CallState(Event):
    """A round in which spaces may apply, as the public may see it."""

    kind: Coded
    """What is called for, such as membership, so that a portal files it in the right place."""
    title: Bilingual
    """The heading under which portals and the press show the call."""
    status: Coded
    """`open` or `closed` now; follow it and not the dates, a call can close early."""
    opens_at: Instant
    """First instant at which an application is accepted, for calendars and countdowns."""
    closes_at: Instant
    """The instant from which none is accepted any more, for calendars and countdowns."""
    url: str
    """Where anyone reads for whom it is and what it asks, and finds the form as PDF."""


class CallOpenedV1(CallState, event="hcn.public.members.call.opened.v1"):
    """A call accepts applications from now on."""


class CallExtendedV1(CallState, event="hcn.public.members.call.extended.v1"):
    """An open call closes later than was said before; why is not public."""


class CallClosedV1(CallState, event="hcn.public.members.call.closed.v1"):
    """A call accepts no further applications."""


class Address(EventBody):
    """Where a space can be visited."""

    line: str | None
    """House number and street; null when only the ward was made public."""
    ward: str
    """Ward or commune (since 01/07/2025 Hanoi has no districts), for maps and filters."""


class MemberState(Event):
    """A member space of the network, as the public may see it."""

    name: str
    """The space's own name, as on its certificate: what every list and map shows."""
    kind: Coded
    """What kind of place it is (craft village, library, online space …), for filters and icons."""
    ownership: Coded
    """Public, private or community: statistics of the network are drawn by it."""
    fields: list[Coded]
    """Creative fields it works in, for filters and the UNESCO monitoring report."""
    status: Coded
    """`active`, `suspended`, `left` or `removed`: whether to show it. Why is not public."""
    """Whether to show it as a member: `active`, `suspended`, or one of the ways to be none any more
    (`left`, `closed`, `removed`, `merged`, `split`, `lapsed`). Why is not public."""
    status_since: date
    """The day in Hanoi from which that status holds: a refusal names it."""
    address: Address | None
    """For maps; null when the space has none (online only) or did not make it public."""
    website: str | None
    """The space's own page, to link to; null when it has none."""
    member_since: date
    """The legal date of the admission, shown beside the name and used in yearly statistics."""
    certificate_number: str | None
    """Number of the certificate now in force, to look it up; null when there is none."""
    successor: Reference | None
    """The member that carries on its bookings and items after a merger, split or double entry."""


class MemberAdmittedV1(MemberState, event="hcn.public.members.member.admitted.v1"):
    """A space became a member of the network."""


class MemberProfileChangedV1(MemberState, event="hcn.public.members.member.profile_changed.v1"):
    """The public profile of a member is different now."""


class MemberSuspendedV1(MemberState, event="hcn.public.members.member.suspended.v1"):
    """A member's rights rest: it cannot book or be promoted until it is reinstated.

    Its internal twin is MemberSuspensionExplainedV1.
    """


class MemberReinstatedV1(MemberState, event="hcn.public.members.member.reinstated.v1"):
    """A member has its rights again: its suspension is over, its removal did not stand, or its
    membership was renewed late.
    """


class MemberLeftV1(MemberState, event="hcn.public.members.member.left.v1"):
    """A space is no longer a member: it left, closed, split up or let its membership lapse."""


class MemberRemovedV1(MemberState, event="hcn.public.members.member.removed.v1"):
    """A space is no longer a member, by decision. Its internal twin is MemberRemovalExplainedV1."""


class MemberMergedV1(MemberState, event="hcn.public.members.member.merged.v1"):
    """A space is a member only as part of its `successor`, which carries on what it had."""


class CertificateState(Event):
    """A certificate of membership, as anyone who is shown one may check it."""

    number: str
    """The number printed on it, under which it is looked up."""
    member: Reference
    """The space that it certifies."""
    status: Coded
    """`valid` or `revoked`: whether the printed paper still counts."""
    issued_on: date
    """The legal date printed on it."""
    valid_until: date | None
    """Last day on which it counts; null when it has no end."""
    verify_url: str
    """The public page that confirms number, space, status and dates."""


class CertificateIssuedV1(CertificateState, event="hcn.public.members.certificate.issued.v1"):
    """A member holds a certificate in force."""


class CertificateReissuedV1(CertificateState, event="hcn.public.members.certificate.reissued.v1"):
    """A member holds a new paper in the place of another, after a change of name or a loss.

    The other one is revoked by the same act: its CertificateRevokedV1 has the same correlation.
    """


class CertificateRevokedV1(CertificateState, event="hcn.public.members.certificate.revoked.v1"):
    """A certificate does not count any more, whoever still shows it."""


class CeremonyState(Event):
    """A public ceremony at which certificates are handed over."""

    title: Bilingual
    """The heading under which calendars and the press show it."""
    held_at: Instant
    """When it begins."""
    place: str
    """Where it is held, as guests would be told."""
    status: Coded
    """`scheduled`, `held` or `cancelled`: whether to keep it in a calendar."""


class CeremonyScheduledV1(CeremonyState, event="hcn.public.members.ceremony.scheduled.v1"):
    """A ceremony has a date and a place. Its internal twin is CeremonyInvitedV1."""


class CeremonyChangedV1(CeremonyState, event="hcn.public.members.ceremony.changed.v1"):
    """Date, place, title or status of a ceremony is different now; `held` arrives with this too.

    Its internal twin is CeremonyInvitedV1, when there is someone to tell.
    """


class CeremonyCancelledV1(CeremonyState, event="hcn.public.members.ceremony.cancelled.v1"):
    """A ceremony will not be held. Its internal twin is CeremonyInvitedV1."""
