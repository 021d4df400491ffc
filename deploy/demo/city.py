"""How the demo and the system tests talk to a running network: as people, through public HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import httpx

from deploy.embedded.clock import read_clock
from deploy.embedded.folder import DataFolder
from deploy.embedded.issuer import Person, issue_token
from deploy.waiting import PATIENCE_SECONDS, wait_until

T = TypeVar("T")

TOKEN_LIFETIME = timedelta(days=400)


class StoryStopped(Exception):
    """The season cannot go on; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person at the network's doors; one subject, so one identity at all services."""

    city: City
    subject: str
    roles: tuple[str, ...] = ()
    locale: str = "vi"
    member_id: str | None = None
    host_id: str | None = None

    async def get(self, service: str, path: str, **query: Any) -> dict[str, Any]:
        """A resource; stops the story unless it is there."""
        return await self.expect(200, "GET", service, path, params=query)

    async def post(
        self, service: str, path: str, body: dict[str, Any] | None = None, status: int = 200
    ) -> dict[str, Any]:
        """Do something; stops the story unless it is answered with `status`."""
        return await self.expect(status, "POST", service, path, json=body or {})

    async def refused(
        self, service: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Try something that must be refused: the problem; stops the story when it is not."""
        answer = await self.ask("POST", service, path, json=body or {})
        if answer.status_code < 400 or answer.status_code >= 500:
            raise StoryStopped(f"POST {path} should be refused, but: {describe(answer)}")
        problem: dict[str, Any] = answer.json()
        return problem

    async def expect(
        self, status: int, method: str, service: str, path: str, **request: Any
    ) -> dict[str, Any]:
        """The answer's body, once the service has heard what the request rests on."""
        answers: list[httpx.Response] = []

        async def settled() -> bool:
            answers[:] = [await self.ask(method, service, path, **request)]
            return not _may_pass(answers[0])

        with suppress(TimeoutError):
            await wait_until(settled)
        if not answers or answers[0].status_code != status:
            said = describe(answers[0]) if answers else "no answer"
            raise StoryStopped(f"{method} {service} {path}: {said}")
        body: dict[str, Any] = answers[0].json()
        return body

    async def ask(self, method: str, service: str, path: str, **request: Any) -> httpx.Response:
        """One request as this person, whatever the answer."""
        headers = {"Accept-Language": self.locale, **request.pop("headers", {})}
        if self.subject:
            headers["Authorization"] = f"Bearer {self.city.token(self)}"
        url = self.city.services[service] + path
        return await self.city.http.request(method, url, headers=headers, **request)


@dataclass
class City:
    """A running embedded network."""

    folder: DataFolder
    http: httpx.AsyncClient
    services: dict[str, str]
    mail: str
    tokens: dict[tuple[Any, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: DataFolder, http: httpx.AsyncClient) -> City:
        """The network in a folder; stops the story when none is running."""
        run = folder.read_run()
        if run is None:
            raise StoryStopped(f"No network is running in {folder.path}.")
        return cls(folder, http, run["services"], run["mail"]["url"])

    @property
    def now(self) -> datetime:
        return read_clock(self.folder.clock_file)

    def someone(self, subject: str, *roles: str, **who: Any) -> Someone:
        """A person by subject, with the roles that the token names."""
        return Someone(self, subject, roles, **who)

    @property
    def passer_by(self) -> Someone:
        """Somebody who is not signed in."""
        return Someone(self, "")

    def token(self, person: Someone) -> str:
        key = (person.subject, person.roles, person.member_id, person.host_id)
        if key not in self.tokens:
            spoken = Person(
                roles=list(person.roles),
                member_id=person.member_id,
                host_id=person.host_id,
                subject=person.subject,
                locale=person.locale,
            )
            self.tokens[key] = issue_token(self.folder, spoken, self.now, TOKEN_LIFETIME)
        return self.tokens[key]

    async def letters(self) -> list[dict[str, Any]]:
        """What the mail catcher holds, newest first."""
        answer = await self.http.get(f"{self.mail}/messages")
        found: list[dict[str, Any]] = answer.json()
        return found

    async def until(self, what: str, look: Callable[[], Awaitable[T | None]]) -> T:
        """Wait until `look` finds something; stops the story with `what` when it does not."""
        try:
            found = await wait_until(look, away=(httpx.TransportError,))
        except TimeoutError:
            raise StoryStopped(f"Waited {PATIENCE_SECONDS:.0f} s in vain: {what}.") from None
        assert found is not None
        return found


def _may_pass(answer: httpx.Response) -> bool:
    """Whether a refusal only means: this service has not heard of it yet, or is starting."""
    if answer.status_code == 503:
        return True
    return answer.status_code == 409 and "not_yet_known" in answer.text


def describe(answer: httpx.Response) -> str:
    """An answer in one line."""
    try:
        body = answer.json()
        text = f"{body.get('code')}: {body.get('detail')}" if "code" in body else answer.text
    except ValueError:
        text = answer.text
    return f"{answer.status_code} {text[:600]}"
