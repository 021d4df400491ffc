"""The one way from a route to a use case or a query, with the manners every service shares.

A route says who may come in (`allow`), parses, and hands over: `act.write(use_case, show, …)`,
`act.read(query, show, …)` or `act.list(query, show, page)`. Idempotency, If-Match, dry runs, the
audit entry and the answer's form are here and nowhere else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import orjson
from fastapi import Depends, Request, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from shared.auth.caller import ANONYMOUS, Caller, role_needed
from shared.auth.grants import Grants
from shared.auth.tokens import TokenReader
from shared.clock import Clock
from shared.database.aggregate import Aggregate, readable
from shared.database.engine import Database, RollBack
from shared.database.lookup import lookup_of
from shared.database.work import Deed, Origin, Work
from shared.errors import Failure, Forbidden, MatchNeeded, NotSignedIn, Stale
from shared.http.idempotency import find_answer, is_dry_run, keep_answer, request_of
from shared.http.lists import Page, fetch_page
from shared.http.problems import Sentences, with_status
from shared.settings import ServiceSettings
from shared.texts import Locale, Text, choose_locale
from shared.tracing import current_traceparent

R = TypeVar("R")
A = TypeVar("A", bound=Aggregate)

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Doors:
    """What the HTTP layer of one service works with."""

    database: Database
    clock: Clock
    tokens: TokenReader
    grants: Grants
    sentences: Sentences
    idempotency_hours: int
    stopping: asyncio.Event
    """Set when the service stops: what would go on for ever ends then."""


@dataclass(frozen=True, slots=True)
class View:
    """For whom an answer is shown."""

    caller: Caller
    now: datetime
    locale: Locale
    sentences: Sentences
    settings: ServiceSettings

    def label(self, text: Text | None) -> str | None:
        return text.say(self.locale) if text else None

    def action(self, failures: Sequence[Failure]) -> dict[str, Any]:
        """One entry of `actions`: whether this caller may do it now, and if not, every reason."""
        failing = [self.sentences.describe(failure, self.locale) for failure in failures]
        return {"allowed": not failing, "failing": failing}


Show = Callable[[Any, View], BaseModel | dict[str, Any]]


class Act:
    """One request on its way through the service."""

    def __init__(self, request: Request, caller: Caller, doors: Doors) -> None:
        self.request = request
        self.caller = caller
        self.doors = doors
        self.locale = choose_locale(request.headers.get("accept-language"))

    @property
    def view(self) -> View:
        doors = self.doors
        return View(
            self.caller,
            doors.clock.now(),
            self.locale,
            doors.sentences,
            doors.database.settings,
        )

    async def write(
        self,
        use_case: Callable[..., Awaitable[R]],
        show: Show,
        *arguments: Any,
        status: int = 200,
        reason: str | None = None,
        may_create: bool = False,
        kept: bool = True,
    ) -> Response:
        """Run a use case in a transaction with its audit entry and answer with what it returns.

        An edit (PATCH, PUT) needs If-Match; with `may_create` a PUT may come without it. An answer
        that holds a secret is not `kept` for an Idempotency-Key.
        """
        asked = await request_of(self.request, self.caller) if kept else None
        dry_run = is_dry_run(self.request)

        async def perform(work: Work) -> Response:
            if asked and (known := await find_answer(work, asked)):
                return known
            work.deed = Deed(use_case.__name__, reason)
            if dry_run:
                await work.transaction.begin()  # so that whatever is sent can be undone
            try:
                result = await use_case(work, *arguments)
            except Stale as stale:
                raise self._with_current(stale, show) from None
            await work.conclude()
            response = self._answer(show(result, self.view), status)
            if dry_run:
                raise RollBack(_as_dry_run(response))
            if asked:
                await keep_answer(work, asked, response, self.doors.idempotency_hours)
            return response

        return await self.doors.database.run(perform, self._origin(not may_create))

    async def run(self, use_case: Callable[..., Awaitable[R]], *arguments: Any) -> R:
        """Run a use case in a transaction with its audit entry, for what is no JSON answer."""

        async def perform(work: Work) -> R:
            work.deed = Deed(use_case.__name__)
            result = await use_case(work, *arguments)
            await work.conclude()
            return result

        return await self.doors.database.run(perform, self._origin(needed=False))

    async def read(
        self, query: Callable[..., Awaitable[Any]], show: Show, *arguments: Any, **filters: Any
    ) -> Response:
        """Answer with one thing that a query returns."""

        async def look(session: AsyncSession) -> Response:
            return self._answer(show(await query(session, *arguments, **filters), self.view), 200)

        return await self.doors.database.read(look)

    async def get(self, model: type[A], id: UUID, show: Show) -> Response:
        """Answer with one aggregate that the caller may read; raises NotFound otherwise."""
        lookup = lookup_of(model)
        if lookup is not None:
            found = await self.doors.database.fetch(lookup.statement, id)
            made = lookup.reader.make(found[0]) if found else None
            return self._answer(show(readable(model, id, made, self.caller), self.view), 200)

        async def find(session: AsyncSession) -> A:
            return readable(model, id, await session.get(model, id), self.caller)

        return await self.read(find, show)

    async def list(
        self, model: type[A], query: Select[Any], show: Show, page: Page, **sorts: Any
    ) -> Response:
        """Answer with a page of the aggregates that the caller may read.

        `sorts` are the columns that `sort` may name, the first one the default.
        """

        async def look(session: AsyncSession) -> Response:
            rows, cursor = await fetch_page(session, model, query, page, sorts, self.caller)
            view = self.view
            items = [_plain(show(row, view)) for row in rows]
            return self._answer({"items": items, "next_cursor": cursor}, 200)

        return await self.doors.database.read(look)

    def answer(self, shown: BaseModel | dict[str, Any]) -> Response:
        """200 with what was found by plain statements (`doors.database.search`)."""
        return self._answer(shown, 200)

    def _origin(self, needed: bool) -> Origin:
        return Origin(
            caller=self.caller,
            correlation_id=self.request.scope["correlation_id"],
            traceparent=current_traceparent(),
            expected_version=self._expected_version(needed),
            names_version="if-match" in self.request.headers,
        )

    def _expected_version(self, needed: bool) -> int | None:
        text = self.request.headers.get("if-match")
        if text is None:
            if needed and self.request.method in ("PATCH", "PUT"):
                raise MatchNeeded()
            return None
        if text.strip() == "*":
            return None
        try:
            return int(text.strip().removeprefix("W/").strip('"'))
        except ValueError:
            raise with_status(428, Failure("if_match_not_readable")) from None

    def _with_current(self, stale: Stale, show: Show) -> Stale:
        stale.extra["current"] = _plain(show(stale.row, self.view))
        return stale

    def _answer(self, shown: BaseModel | dict[str, Any], status: int) -> Response:
        plain = _plain(shown)
        headers: dict[str, str] = {"Content-Language": self.locale}
        if "version" in plain:
            headers["ETag"] = f'"{plain["version"]}"'
        return Response(
            orjson.dumps(plain, default=str, option=orjson.OPT_UTC_Z),
            status,
            headers,
            media_type="application/json",
        )


def _plain(shown: BaseModel | dict[str, Any]) -> dict[str, Any]:
    return shown.model_dump(mode="json") if isinstance(shown, BaseModel) else shown


def _as_dry_run(response: Response) -> Response:
    body = {
        "dry_run": True,
        "would_answer": response.status_code,
        "result": orjson.loads(response.body),
    }
    return Response(orjson.dumps(body), 200, media_type="application/json")


class Allow:
    """The dependency behind `allow`: signs the caller in and checks the role."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        self.roles = roles

    async def __call__(self, request: Request) -> Act:
        doors: Doors = request.app.state.doors
        act = Act(request, await self._caller(request, doors), doors)
        if not self.roles or PUBLIC in self.roles:
            return act
        if not act.caller.has_role(*self.roles):
            raise Forbidden(role_needed(*self.roles))
        return act

    async def _caller(self, request: Request, doors: Doors) -> Caller:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            if PUBLIC in self.roles:
                return ANONYMOUS
            raise NotSignedIn(Failure("sign_in"))
        return await doors.grants.join(await doors.tokens.read(token.strip()))


def allow(*roles: str) -> Any:
    """Who may call a route: the named roles, `PUBLIC` for everyone, nothing for all signed in."""
    return Depends(Allow(roles))
