"""The HTTP application of one service, with what all services share around its routes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
from fastapi import APIRouter, FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi_offline import FastAPIOffline
from faststream.nats import NatsBroker
from faststream.specification import AsyncAPI

from shared.http import changes, standard_routes
from shared.http.act import PUBLIC, Act, Doors, allow
from shared.http.middleware import Requests
from shared.http.openapi import describe_manners
from shared.http.problems import RESPONSES, install_problems
from shared.settings import ServiceSettings
from shared.texts import Vocabulary


def make_app(
    service: str,
    description: str,
    settings: ServiceSettings,
    doors: Doors,
    routers: Sequence[APIRouter],
    vocabulary: Vocabulary,
    broker: NatsBroker,
    readiness: Callable[[], Awaitable[dict[str, str]]],
) -> FastAPI:
    """Join routes and manners. `operationId` is the use case's name: the route function's."""
    app = FastAPIOffline(
        title=f"Hanoi creative network: {service}",
        description=description,
        version="1",
        generate_unique_id_function=lambda route: route.name,
        responses=RESPONSES,
        servers=[{"url": address}] if (address := settings.public_urls.get(service)) else None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # `Requests` does it
    )
    app.state.doors = doors
    app.state.readiness = readiness
    all_routers = (
        *routers,
        standard_routes.router,
        changes.router,
        standard_routes.vocabulary_route(vocabulary),
        _asyncapi_route(service, broker),
    )
    for router in all_routers:
        app.include_router(router)
    describe_manners(app, all_routers)
    install_problems(app, doors.sentences)
    if settings.http_cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.http_cors_origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["ETag", "X-Correlation-Id", "Retry-After"],
        )
    app.add_middleware(Requests, sentences=doors.sentences, max_body=settings.http_max_body_bytes)
    return app


def _asyncapi_route(service: str, broker: NatsBroker) -> APIRouter:
    routes = APIRouter()

    @routes.get("/asyncapi", tags=["events"])
    async def get_asyncapi(_act: Act = allow(PUBLIC)) -> Response:
        """AsyncAPI document: the events that this service publishes and takes."""
        return Response(
            orjson.dumps(describe_events(service, broker)), media_type="application/json"
        )

    return routes


def describe_events(service: str, broker: NatsBroker) -> dict[str, Any]:
    """The AsyncAPI document of a service."""
    document: dict[str, Any] = (
        AsyncAPI(broker, title=f"hcn-{service}").to_specification().to_jsonable()
    )
    return document
