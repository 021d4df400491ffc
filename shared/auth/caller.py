"""Who acts: a person with a token, a service reacting to an event, or someone not signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from shared.errors import Failure, Lack
from shared.texts import Label, Text

ROLE_LABELS: dict[str, Text] = {
    "officer": Text("cán bộ Trung tâm", "officer of the Centre"),
    "decider": Text("người quyết định", "decider"),
    "reviewer": Text("người thẩm định", "reviewer"),
    "host": Text("đơn vị quản lý địa điểm", "host of the venue"),
    "editor": Text("biên tập viên", "editor"),
    "operator": Text("cán bộ vận hành", "operator"),
    "auditor": Text("cán bộ kiểm tra", "auditor"),
    "member": Text("thành viên", "member"),
    "service": Text("dịch vụ", "service"),
}
ROLES = tuple(ROLE_LABELS)
SYSTEM_ISSUER = "hcn"


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who acts, with what they may do.

    Separation of duties compares `key` (issuer and subject), never names.
    """

    issuer: str
    subject: str
    roles: frozenset[str] = frozenset()
    member_ids: tuple[UUID, ...] = ()
    host_ids: tuple[UUID, ...] = ()
    name: str | None = None
    email: str | None = None
    locale: str | None = None
    on_behalf_of: str | None = None

    @property
    def key(self) -> str:
        return f"{self.issuer}|{self.subject}"

    @property
    def signed_in(self) -> bool:
        return bool(self.subject)

    @property
    def is_system(self) -> bool:
        return self.issuer == SYSTEM_ISSUER

    def has_role(self, *roles: str) -> bool:
        return self.is_system or not self.roles.isdisjoint(roles)

    @property
    def tags(self) -> list[str]:
        """What this caller can be let in as; see `Aggregate.who_may_read`."""
        tags = ["public", *(f"role:{role}" for role in self.roles)]
        tags += [f"member:{id}" for id in self.member_ids]
        tags += [f"host:{id}" for id in self.host_ids]
        if self.signed_in:
            tags.append(f"subject:{self.key}")
        return sorted(tags)

    def may_read(self, readers: Iterable[str]) -> bool:
        return self.is_system or not set(readers).isdisjoint(self.tags)


def role_needed(*roles: str) -> Lack:
    """The failure of a caller who has none of these roles."""
    return Lack("role_needed", roles=[Label(role, ROLE_LABELS[role]) for role in roles])


class Entrant(Protocol):
    """Whoever stands at a door, as far as the door asks."""

    @property
    def signed_in(self) -> bool: ...
    def has_role(self, *roles: str) -> bool: ...


def lacks_entry(entrant: Entrant, *roles: str) -> list[Failure]:
    """What the door of a route answers before any rule is asked; without roles all signed in."""
    if not entrant.signed_in:
        return [Failure("sign_in")]
    return [] if not roles or entrant.has_role(*roles) else [role_needed(*roles)]


ANONYMOUS = Caller(issuer="", subject="")


def system_caller(name: str) -> Caller:
    """The system itself: a handler of events, due work, or a command of the operator."""
    return Caller(issuer=SYSTEM_ISSUER, subject=name)
