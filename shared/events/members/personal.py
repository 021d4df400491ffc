"""Persons: only named readers get these events, and erasure purges them from the stream.

One message is kept per subject, so each carries the whole state of its contact or grant.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.events.base import Event
from shared.events.values import Instant, Locale


class ContactChangedV1(Event, event="hcn.personal.members.contact.changed.v1"):
    """How to reach someone who speaks for an applicant or a member; `id` is the contact's."""

    name: str
    """The person's full name, family name first, in one field."""
    email: str | None = None
    """Address to write to; null when only a phone was given."""
    phone: str | None = None
    """E.164; null when only an e-mail was given."""
    locale: Locale
    """The language to write in."""
    member_id: UUID | None = None
    """The member that the person speaks for; null before admission."""
    application_id: UUID | None = None
    """The application that the person was named in; null when added later."""
    restricted: bool = False
    """The person had the use of the data restricted: keep it, do not write to them."""


class ContactErasedV1(Event, event="hcn.personal.members.contact.erased.v1"):
    """Forget this contact: every copy of name, address and rendered letter goes."""

    ERASES: ClassVar[type[Event] | None] = ContactChangedV1


class PersonErasureOrderedV1(Event, event="hcn.personal.members.person.erasure_ordered.v1"):
    """Forget what this person wrote and sent in, under this sign-in or by name.

    `id` is the request for it. The event goes from its stream once everyone has done so.
    """

    sign_in: str | None
    """`issuer|subject` of the person; null for someone who never signed in."""
    stand_in: str
    """Takes the sign-in's place where a record must say that there was someone."""
    traces: list[str]
    """What would betray the person in any text: full name, e-mail, phone."""


class PersonErasedV1(Event, event="hcn.personal.members.person.erased.v1"):
    """Everyone has forgotten the person: the order, which names them, goes as well."""

    ERASES: ClassVar[type[Event] | None] = PersonErasureOrderedV1


class GrantChangedV1(Event, event="hcn.personal.members.grant.changed.v1"):
    """What someone may do, whole after the change; `id` is the grant's."""

    issuer: str
    """`iss` of the tokens it applies to."""
    subject: str
    """`sub` of the tokens it applies to."""
    role: str
    """Code of the role, such as `officer` or `member`; the list is open."""
    member_id: UUID | None = None
    """The member for which the role `member` holds."""
    host_id: UUID | None = None
    """The venue host for which the role `host` holds."""
    valid_from: Instant
    """First instant at which it holds."""
    valid_until: Instant | None = None
    """The instant from which it does not hold any more; null when it has no end."""
    ended: bool = False
    """Taken back: it holds no more, whatever the dates say."""
    granted_by: str
    """Subject of who granted it, for the separation of duties and the audit."""
    on_behalf_of: str | None = None
    """In whose place the holder acts (`issuer|subject`); null when in their own."""
    name: str | None = None
    """The holder's full name, for letters to staff."""
    email: str | None = None
    """Where staff with this grant are reached."""
    locale: Locale = "vi"
    """The language to write to them in."""
