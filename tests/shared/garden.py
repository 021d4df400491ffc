"""A very small service on the shared backbone, for testing the backbone itself.

A plant grows (each change is one event) and a neighbour copies how tall each plant is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from nats.js.api import AckPolicy, ConsumerConfig, StreamConfig
from pydantic import BaseModel
from sqlalchemy import Integer, Text, select
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.clock import Clock, FixedClock
from shared.database.aggregate import Aggregate
from shared.database.backbone import Backbone, ServiceState
from shared.database.work import Work
from shared.errors import Failure, NotYetKnown, refuse_if
from shared.events.notifications import MessageDeliveredV1
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.lists import AskedPage
from shared.messaging.subscriptions import Subscriptions
from shared.service import Service, ServiceParts
from shared.settings import ServiceSettings
from shared.texts import Text as Sentence
from tests.support.nats_server import TestNats
from tests.support.postgres import TestPostgres
from tests.support.running import START, RunningService
from tests.support.tokens import ISSUER, write_jwks

GREW = MessageDeliveredV1
"""The backbone does not care what an event means, so a small real one stands for growth."""
STREAM = GREW.TYPE.stream
TALLEST = 100


class Base(DeclarativeBase):
    pass


class Plant(Aggregate, Base):
    KIND = "plant"
    __tablename__ = "plants"

    name: Mapped[str] = mapped_column(Text)
    height: Mapped[int] = mapped_column(Integer)
    owner: Mapped[str] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {"role:officer", f"subject:{self.owner}"}


class Seen(Base):
    """What the neighbour copied: every height, in the order in which it was heard of."""

    __tablename__ = "seen"

    id: Mapped[int] = mapped_column(primary_key=True)
    plant: Mapped[UUID]
    height: Mapped[str] = mapped_column(Text)


async def plant_seed(work: Work, name: str) -> Plant:
    plant = work.add(Plant(name=name, height=0, owner=work.caller.key))
    publish_height(work, plant)
    return plant


async def grow(work: Work, plant_id: UUID) -> Plant:
    plant = await work.lock(Plant, plant_id)
    refuse_if(too_tall(plant))
    plant.height += 1
    publish_height(work, plant)
    return plant


def too_tall(plant: Plant) -> list[Failure]:
    return [Failure("too_tall", limit=TALLEST)] if plant.height >= TALLEST else []


def publish_height(work: Work, plant: Plant) -> None:
    work.publish(
        plant,
        GREW(id=plant.id, template=str(plant.height), contact_id=plant.id, channel="soil"),
    )


class Seed(BaseModel):
    name: str


def show_plant(plant: Plant, view: View) -> dict[str, Any]:
    return {
        "id": str(plant.id),
        "version": plant.version,
        "name": plant.name,
        "height": plant.height,
        "actions": {"grow": view.action(too_tall(plant))},
    }


router = APIRouter()


@router.post("/v1/plants")
async def post_plant(body: Seed, act: Act = allow()) -> Response:
    return await act.write(plant_seed, show_plant, body.name, status=201)


@router.patch("/v1/plants/{plant_id}")
async def patch_plant(plant_id: UUID, act: Act = allow()) -> Response:
    return await act.write(grow, show_plant, plant_id)


@router.post("/v1/plants/{plant_id}/grow")
async def post_growth(plant_id: UUID, act: Act = allow("officer", "member")) -> Response:
    return await act.write(grow, show_plant, plant_id)


@router.get("/v1/plants/{plant_id}")
async def get_plant(plant_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    return await act.get(Plant, plant_id, show_plant)


@router.get("/v1/plants")
async def list_plants(page: AskedPage, act: Act = allow(PUBLIC)) -> Response:
    return await act.list(
        Plant, select(Plant), show_plant, page, created_at=Plant.created_at, name=Plant.name
    )


@router.get("/v1/broken")
async def break_down(act: Act = allow(PUBLIC)) -> Response:
    raise RuntimeError(f"a defect {act.locale}")


class Neighbour:
    """How the reader behaves: which heights poison it, and for which it must wait."""

    def __init__(self) -> None:
        self.poison: set[tuple[UUID, str]] = set()
        self.unknown: set[UUID] = set()
        self.announced: list[bool] = []
        self.subscriptions = Subscriptions("garden")
        self.subscriptions.on(GREW)(self.on_growth)

    async def on_growth(self, work: Work, event: MessageDeliveredV1) -> None:
        if event.id in self.unknown:
            raise NotYetKnown("plant", event.id)
        if (event.id, event.template) in self.poison:
            raise ValueError("poisoned")
        self.announced.append(work.origin.announced)
        work.session.add(Seen(plant=event.id, height=event.template))


async def heights(service: Service, plant: UUID | str) -> list[int]:
    """What the neighbour saw of one plant, in order."""
    async with service.database.sessions() as session:
        rows = await session.scalars(
            select(Seen.height).where(Seen.plant == UUID(str(plant))).order_by(Seen.id)
        )
        return [int(height) for height in rows]


def make_garden(
    url: str, folder: Path, neighbour: Neighbour, clock: Clock, nats_url: str, **settings: Any
) -> Service:
    parts = ServiceParts(
        name="garden",
        description="A test",
        settings=ServiceSettings(
            database_url=url,
            auth_jwks=str(write_jwks(folder)),
            auth_issuer=ISSUER,
            nats_url=nats_url,
            **settings,
        ),
        routers=[router],
        subscriptions=neighbour.subscriptions,
        sentences={
            "too_tall": Sentence("Cây đã cao {limit}.", "The plant is {limit} tall already.")
        },
        vocabulary={"height": {"low": Sentence("Thấp", "Low")}},
    )
    service = Service(parts, clock=clock)
    service.relay.streams = [STREAM]  # the event belongs to another service
    return service


async def make_garden_database(postgres: TestPostgres) -> str:
    """A database with the backbone's and the garden's tables."""
    if "garden" not in postgres.templates:
        url = await postgres.create()
        engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"))
        async with engine.begin() as connection:
            await connection.run_sync(Backbone.metadata.create_all)
            await connection.run_sync(Base.metadata.create_all)
            await connection.execute(
                ServiceState.__table__.insert().values(only=True, epoch=1)  # type: ignore[attr-defined]
            )
        await engine.dispose()
        postgres.templates["garden"] = str(make_url(url).database)
    return await postgres.create(postgres.templates["garden"])


@asynccontextmanager
async def running_garden(
    postgres: TestPostgres, folder: Path, nats_url: str = "nats://127.0.0.1:1", **settings: Any
) -> AsyncIterator[tuple[RunningService, Neighbour]]:
    """The garden with a fixed clock; without `nats_url` only HTTP and the inbox work."""
    url = await make_garden_database(postgres)
    neighbour = Neighbour()
    clock = FixedClock(START)
    service = make_garden(url, folder, neighbour, clock, nats_url, **settings)
    try:
        yield RunningService(service, clock), neighbour
    finally:
        await service.database.close()
        await postgres.drop(url)


async def declare_streams(server: TestNats, durable_ack_wait: float = 2.0) -> None:
    """The stream and the durable, as `hcn provision` would make them."""
    connection = await server.connect()
    stream = connection.jetstream()
    await stream.add_stream(
        StreamConfig(name=STREAM, subjects=[f"hcn.*.{GREW.TYPE.service}.>"], duplicate_window=60)
    )
    [durable] = [d for d in Neighbour().subscriptions.durables() if d.stream == STREAM]
    await stream.add_consumer(
        STREAM,
        ConsumerConfig(
            durable_name=durable.name,
            filter_subjects=durable.filters,
            ack_policy=AckPolicy.ALL,
            ack_wait=durable_ack_wait,
            max_ack_pending=1000,
        ),
    )
    await connection.close()
