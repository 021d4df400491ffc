"""What a member looks like: the directory's entry for everyone, the rest for itself and staff."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.members.api.answers.applications import AddressOut
from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import members as rules
from services.members.domain.renewals import term_end
from services.members.models import Member
from services.members.settings import Settings
from services.members.usecases import change_members as usecases
from shared.auth.caller import lacks_entry
from shared.clock import hanoi_date
from shared.events.base import Bilingual, Reference
from shared.http.act import View
from shared.http.fields import Actions, Answer


class SuspensionOut(Answer):
    reason: str
    reason_code: CodeOut
    since: datetime
    until: date | None


class CoordinatesOut(Answer):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


class PrivateOut(Answer):
    """What only the member itself and staff see."""

    address: AddressOut | None
    coordinates: CoordinatesOut | None
    application_id: UUID | None
    contact_id: UUID | None
    suspension: SuspensionOut | None


class MemberOut(Answer):
    id: UUID
    name: str
    kind: str
    ownership: str
    fields: list[str]
    status: str
    status_label: str
    labels: dict[str, str]
    """Labels of `kind`, `ownership` and each field in the caller's language."""
    address: AddressOut | None
    """Null when it is not public."""
    address_public: bool
    coordinates: CoordinatesOut | None
    """Null when the address is not public."""
    online_url: str | None
    """Where a space that is only online is found."""
    website: str | None
    description: Bilingual | None
    member_since: date
    left_on: date | None
    certificate_number: str | None
    term_until: date | None
    """Last day of the membership's term; null when it has none."""
    successor: Reference | None
    """The member that carries on what this one had."""
    private: PrivateOut | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_member(row: Member, view: View) -> MemberOut:
    caller = view.caller
    insider = usecases.is_own(row, caller) or caller.has_role("officer", "auditor")
    address = AddressOut(line=row.address_line, ward=row.ward) if row.ward else None
    coordinates = _show_coordinates(row)
    described = row.description_vi or row.description_en
    return MemberOut(
        id=row.id,
        name=row.name,
        kind=row.kind,
        ownership=row.ownership,
        fields=row.fields,
        status=row.status,
        status_label=show_code("member_status", row.status, view).label,
        labels=_labels(row, view),
        address=address if row.address_public else None,
        address_public=row.address_public,
        coordinates=coordinates if row.address_public else None,
        online_url=row.online_url,
        website=row.website,
        description=Bilingual(vi=row.description_vi or "", en=row.description_en)
        if described
        else None,
        member_since=row.member_since,
        left_on=row.left_on,
        certificate_number=row.certificate_number,
        term_until=term_end(row.member_since, row.term_until, years_of(view)),
        successor=Reference(id=row.successor_id, name=row.successor_name)
        if row.successor_id and row.successor_name
        else None,
        private=show_private(row, address, view) if insider else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=show_actions(row, view),
    )


def years_of(view: View) -> int | None:
    return Settings.of(view).membership_term_years


def _show_coordinates(row: Member) -> CoordinatesOut | None:
    if row.latitude is None or row.longitude is None:
        return None
    return CoordinatesOut(latitude=row.latitude, longitude=row.longitude)


def _labels(row: Member, view: View) -> dict[str, str]:
    shown = [show_code("kind", row.kind, view), show_code("ownership", row.ownership, view)]
    shown += [show_code("field", code, view) for code in row.fields]
    return {one.code: one.label for one in shown}


def show_private(row: Member, address: AddressOut | None, view: View) -> PrivateOut:
    suspension = None
    if row.suspension_reason and row.suspension_reason_code and row.suspended_at:
        suspension = SuspensionOut(
            reason=row.suspension_reason,
            reason_code=show_code("suspension_reason", row.suspension_reason_code, view),
            since=row.suspended_at,
            until=row.suspended_until,
        )
    return PrivateOut(
        address=address,
        coordinates=_show_coordinates(row),
        application_id=row.application_id,
        contact_id=row.contact_id,
        suspension=suspension,
    )


def show_actions(row: Member, view: View) -> Actions:
    caller = view.caller
    officer, own = caller.has_role("officer"), usecases.is_own(row, caller)
    insider = lacks_entry(caller, "member", "officer")
    staff = lacks_entry(caller, "officer")
    today = hanoi_date(view.now)
    return {
        "change": view.action(insider or rules.may_change_profile(row.status, officer, own, ())),
        "suspend": view.action(staff or rules.may_suspend(row.status, None, today)),
        "reinstate": view.action(staff or rules.may_reinstate(row.status)),
        "remove": view.action(lacks_entry(caller, "decider") or rules.may("removed", row.status)),
        "annul_removal": view.action(
            lacks_entry(caller, "decider") or rules.may("removal_annulled", row.status)
        ),
        "close": view.action(staff or rules.may("closed", row.status)),
        "renew": view.action(staff or rules.may("renewed", row.status)),
        "leave": view.action(insider or rules.may_leave(row.status, officer, own)),
    }
