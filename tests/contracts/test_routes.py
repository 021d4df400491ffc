"""Deny by default: every route says who may call it, and each route × role is tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from inspect import iscoroutinefunction

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import Route

from deploy.nats.topology import SERVICES
from deploy.openapi import document
from shared.auth.caller import ROLES
from shared.http.act import PUBLIC, Allow
from shared.http.openapi import find_allow
from shared.ids import new_id

OPEN_PATHS = {"/livez", "/readyz", "/metrics", "/docs", "/redoc", "/openapi.json"}
IMPLIED = {"officer": {"decider", "host"}}
"""The embedded mode's default: an officer may do what a decider and a host do."""


def routes_of(app) -> Iterator[tuple[str, str, Allow | None]]:
    """(method, path, who) of every route."""
    for route in _flat(app.routes):
        if isinstance(route, APIRoute):
            for method in route.methods - {"HEAD"}:
                yield method, route.path, find_allow(route.dependant)
        elif isinstance(route, Route):
            yield "GET", route.path, None


def _flat(routes) -> Iterator[object]:
    for route in routes:
        included = getattr(route, "original_router", None)
        inner = included.routes if included else getattr(route, "routes", None)
        if inner and not isinstance(route, (APIRoute, Route)):
            yield from _flat(inner)
        else:
            yield route


def calls_of(dependant: Dependant) -> Iterator[Callable[..., object]]:
    """The route's function and everything that it depends on."""
    yield dependant.call
    for inner in dependant.dependencies:
        yield from calls_of(inner)


def filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", str(new_id()), path)


@pytest.mark.parametrize("service", SERVICES)
async def test_every_route_says_who_may_call_it(running, service):
    async with running(service) as started:
        assert len(list(routes_of(started.service.app))) > 20
        silent = [
            f"{method} {path}"
            for method, path, who in routes_of(started.service.app)
            if who is None and not path.startswith(tuple(OPEN_PATHS))
        ]
        assert silent == []


@pytest.mark.parametrize("service", SERVICES)
async def test_no_route_waits_for_a_thread(running, service):
    """What is not async is called in one, and costs more than a short request."""
    async with running(service) as started:
        threaded = [
            f"{route.path}: {call}"
            for route in _flat(started.service.app.routes)
            if isinstance(route, APIRoute)
            for call in calls_of(route.dependant)
            if not iscoroutinefunction(call) and not iscoroutinefunction(type(call).__call__)
        ]
        assert threaded == []


@pytest.mark.parametrize("service", SERVICES)
async def test_without_a_token_only_public_routes_answer(running, service):
    async with running(service) as started:
        for method, path, who in routes_of(started.service.app):
            if who is None or PUBLIC in who.roles:
                continue
            answer = await started.http.request(method, filled(path))
            assert answer.status_code == 401, f"{method} {path}: {answer.text}"


@pytest.mark.parametrize("service", SERVICES)
async def test_each_role_is_refused_where_it_is_not_named(running, service):
    async with running(service) as started:
        tried = 0
        for method, path, who in routes_of(started.service.app):
            if who is None or PUBLIC in who.roles or not who.roles:
                continue
            for role in ROLES:
                if ({role} | IMPLIED.get(role, set())) & set(who.roles):
                    continue
                answer = await started.as_(role).request(method, filled(path), json={})
                # An unreadable body is told first; the door itself must never open.
                assert answer.status_code in (403, 422), f"{role}: {method} {path} {answer.text}"
                if answer.status_code == 403:
                    assert answer.json()["code"] == "role_needed"
                tried += 1
        assert tried > 0


@pytest.mark.parametrize("service", SERVICES)
def test_the_document_says_who_may_call_a_route_and_how(service):
    described = document(service)
    assert "bearer" in described["components"]["securitySchemes"]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if path in OPEN_PATHS:
                continue
            roles, where = operation["x-roles"], f"{method} {path}"
            anyone = {} in operation["security"]
            assert anyone == (PUBLIC in roles), where
            assert set(roles) <= {PUBLIC, *ROLES}, where
            named = {one["name"] for one in operation.get("parameters", [])}
            assert ("If-Match" in named) == (method in ("patch", "put")), where
            assert ("dry_run" in named) == (method != "get"), where
