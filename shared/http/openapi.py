"""What the OpenAPI document says of all routes alike: how to sign in, who may call, the manners.

A route's own words are its docstring; what `act` and the middleware do for every route is said
here once, so that a caller who has nothing but the document does not have to guess it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from shared.http.act import PUBLIC, Allow

BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "A token of the city's sign-in (`hcn token` in the embedded mode).",
}
MANNERS = """
**What holds for every route**

- Send `Authorization: Bearer <token>`. `x-roles` names who may call a route: `public` everyone,
  none at all everyone signed in, else one of these roles. `GET /v1/me` tells who you are here.
- `Accept-Language: vi` (default) or `en` changes sentences and labels, nothing else.
- Fields that hold a code take those of `GET /v1/vocabulary`; the lists are open.
- A refusal is `application/problem+json`: a stable `code`, a `detail` that says what to do, and in
  `errors` every rule that failed, with `passes` (what would pass) where that is known.
- `actions` of an answer say what this caller may do now, and if not, why.
- `?dry_run=true` on a write tries it and keeps nothing: `{dry_run, would_answer, result}`.
- A POST may carry `Idempotency-Key`: sent again within 24 hours it gets the same answer.
- An edit (PATCH, PUT) needs `If-Match: "<version>"`: 428 without it, 412 with the current state
  when someone was faster.
- Instants are UTC (`Z`), days `YYYY-MM-DD`, ranges half-open. Lists answer
  `{items, next_cursor}`; `sort=name` or `sort=-name` takes the columns that the refusal of a wrong
  one lists.
"""
DRY_RUN = {
    "name": "dry_run",
    "in": "query",
    "required": False,
    "schema": {"type": "boolean", "default": False},
    "description": "Try it and keep nothing.",
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "examples": ['"3"']},
    "description": "The `version` that is edited, in quotes. Needed wherever there is one.",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "The same request again gets the same answer, for 24 hours.",
}
HEADERS: dict[str, list[dict[str, Any]]] = {
    "post": [DRY_RUN, IDEMPOTENCY_KEY],
    "patch": [DRY_RUN, IF_MATCH],
    "put": [DRY_RUN, IF_MATCH],
    "delete": [DRY_RUN],
}


def find_allow(dependant: Dependant) -> Allow | None:
    """Who may call a route; None where nothing says so (health, the documents themselves)."""
    if isinstance(dependant.call, Allow):
        return dependant.call
    return next(filter(None, map(find_allow, dependant.dependencies)), None)


def roles_by_operation(routers: Iterable[APIRouter]) -> dict[str, Sequence[str]]:
    """operationId → roles, as `allow` was told them."""
    return {
        route.name: allowed.roles
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and (allowed := find_allow(route.dependant))
    }


def describe_manners(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Let the application's OpenAPI document say what holds for all of its routes."""
    roles = roles_by_operation(routers)
    write = app.openapi

    def openapi() -> dict[str, Any]:
        known = app.openapi_schema is not None
        document = write()
        if not known:
            _add_manners(document, roles)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's guide extends it


def _add_manners(document: dict[str, Any], roles: Mapping[str, Sequence[str]]) -> None:
    document["info"]["description"] += "\n" + MANNERS
    document.setdefault("components", {})["securitySchemes"] = {"bearer": BEARER}
    for operations in document["paths"].values():
        for method, operation in operations.items():
            wanted = roles.get(operation["operationId"])
            if wanted is None:
                continue
            operation["x-roles"] = sorted(wanted)
            operation["security"] = [{"bearer": []}, *([{}] if PUBLIC in wanted else [])]
            more = HEADERS.get(method, [])
            if more:
                operation["parameters"] = [*operation.get("parameters", []), *more]
