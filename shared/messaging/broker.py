"""FastStream's part: the connection, the subscribers that AsyncAPI shows, and the decoding.

Streams and durables are declared by `hcn provision` alone; a service only binds to them.
"""

from __future__ import annotations

import functools
import time
from typing import Any, cast

from faststream.middlewares import AckPolicy
from faststream.nats import JStream, NatsBroker, NatsMessage, PullSub
from faststream.nats.security import NatsCredentials, NatsSecurity
from nats.aio.msg import Msg
from nats.js.api import ConsumerConfig
from nats.js.errors import NotFoundError

from shared.describing import describe_error
from shared.events.base import REGISTRY
from shared.events.envelope import Envelope
from shared.messaging.inbox import Inbox
from shared.messaging.pump import Pump
from shared.messaging.received import Received
from shared.messaging.subscriptions import Durable, Subscriptions
from shared.settings import ServiceSettings
from shared.telemetry import log


class NotProvisioned(Exception):
    """A durable is missing or asks for other subjects than the code; `hcn provision` mends it."""


def make_broker(service: str, settings: ServiceSettings, on_closed: Any) -> NatsBroker:
    """A broker that never gives up reconnecting and reports the end of its connection."""
    quiet = _QuietErrors()
    return NatsBroker(
        [url.strip() for url in settings.nats_url.split(",")],
        name=f"hcn-{service}",
        security=_security(settings),
        inbox_prefix=inbox_prefix(service).encode(),
        max_reconnect_attempts=-1,
        reconnect_time_wait=1,
        error_cb=quiet.note,
        closed_cb=on_closed,
        logger=None,
        # FastStream would solve each argument in a task and a thread: a millisecond a batch.
        apply_types=False,
    )


def _security(settings: ServiceSettings) -> NatsSecurity | None:
    """Credentials, and the context that checks the server; a `nats://` server has no TLS."""
    context = settings.tls_context() if "tls://" in settings.nats_url else None
    if settings.nats_creds:
        return NatsCredentials(str(settings.nats_creds), ssl_context=context)
    return NatsSecurity(ssl_context=context) if context else None


def inbox_prefix(service: str) -> str:
    """The only subjects that a service's NATS user may listen on for answers."""
    return f"_INBOX_{service}"


class _QuietErrors:
    """While NATS is away, one line a minute instead of one a second."""

    def __init__(self) -> None:
        self._last = 0.0

    async def note(self, error: Exception) -> None:
        if time.monotonic() - self._last > 60:
            self._last = time.monotonic()
            log.warning("nats_trouble", error=repr(error)[:300])


class Reading:
    """The subscribers of one service, one for each durable, with their pumps."""

    def __init__(
        self, broker: NatsBroker, subscriptions: Subscriptions, inbox: Inbox, batch: int
    ) -> None:
        self.broker = broker
        self.durables = subscriptions.durables()
        self._subscribers = [
            self._declare(durable, subscriptions, inbox, batch) for durable in self.durables
        ]

    def _declare(
        self, durable: Durable, subscriptions: Subscriptions, inbox: Inbox, batch: int
    ) -> Any:
        """A FastStream subscriber whose reading loop is our pump.

        `_consume_pull` is the one private name of FastStream that we replace.
        """
        subscriber = self.broker.subscriber(
            stream=JStream(durable.stream, declare=False),
            durable=durable.name,
            config=ConsumerConfig(filter_subjects=durable.filters),
            pull_sub=PullSub(batch_size=batch, batch=True),
            ack_policy=AckPolicy.MANUAL,
            inbox_prefix=f"{inbox_prefix(subscriptions.service)}.".encode(),
            no_reply=True,
            decoder=_read_each,
            title=durable.name,
            description=_describe(durable, subscriptions),
        )

        @subscriber
        async def take(events: list[Envelope]) -> None:
            """The annotation is what AsyncAPI shows; what comes is what `_read_each` makes."""
            await inbox.take(durable.name, cast(list[Received], events))

        pump = Pump(durable, batch, subscriber.process_message)
        subscriber._consume_pull = functools.partial(self._run, pump)  # type: ignore[method-assign]
        return subscriber

    async def _run(self, pump: Pump) -> None:
        state = self.broker.config.broker_config.connection_state
        try:
            await pump.run(state.connection, state.stream)
        except Exception as error:  # FastStream starts the pump again, and would not say why
            log.error("pump_failed", durable=pump.durable.name, error=describe_error(error))
            raise

    async def start(self) -> None:
        """Begin to read; raises NotProvisioned when a durable is not as the code needs it."""
        for durable in self.durables:
            await check_durable(self.broker, durable)
        for subscriber in self._subscribers:
            await subscriber.start()

    async def stop(self) -> None:
        for subscriber in self._subscribers:
            await subscriber.stop()


async def _read_each(message: NatsMessage) -> list[Received]:
    """Each message of a batch by itself, so that one that cannot be read takes no others along."""
    return [Received.of(one) for one in cast(list[Msg], message.raw_message)]


def _describe(durable: Durable, subscriptions: Subscriptions) -> str:
    kinds = [e.TYPE.text for e in subscriptions.events if e.TYPE.stream == durable.stream]
    return "\n".join(f"{kind}: {(REGISTRY[kind].__doc__ or '').splitlines()[0]}" for kind in kinds)


async def check_durable(broker: NatsBroker, durable: Durable) -> Any:
    """The durable's state; raises NotProvisioned with a sentence when it is missing or outdated."""
    stream = broker.config.broker_config.connection_state.stream
    try:
        info = await stream.consumer_info(durable.stream, durable.name)
    except NotFoundError:
        raise NotProvisioned(
            f"durable {durable.name} is missing on stream {durable.stream}: run `hcn provision`"
        ) from None
    present = info.config.filter_subjects or [info.config.filter_subject]
    if sorted(present) != durable.filters:
        raise NotProvisioned(
            f"durable {durable.name} asks for other events than this version: run `hcn provision`"
        )
    return info
