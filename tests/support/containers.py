"""Servers in containers, published on 127.0.0.1 only; they go when the test process goes.

The engine keeps containers of a killed process. testcontainers' own answer is one more image with
the engine's socket inside; ours is a process beside the tests, and a look at the start.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path

from docker.errors import APIError, DockerException, ImageNotFound
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer
from testcontainers.core.docker_client import DockerClient

from deploy.embedded.folder import RunningProcess
from tests.support.reaper import CONTAINERS, remove_after_us
from tests.support.servers import Images

OWNER = "hcn.tests.owner"
"""Label of every container: host, number and start time of the test process that made it."""

testcontainers_config.ryuk_disabled = True


class NoContainers(Exception):
    """Tests cannot run on containers here; the text says what is missing."""


def require(images: Images) -> None:
    """Raise NoContainers unless an engine answers and has the images."""
    try:
        engine = DockerClient().client
        engine.ping()
    except DockerException as error:
        raise NoContainers(
            "Containers were asked for, but no Docker engine answers. Start one, or run the tests "
            f"on the embedded binaries with `make test`. ({error})"
        ) from error
    for image in (images.nats, images.postgres):
        try:
            engine.images.get(image)
        except ImageNotFound:
            raise NoContainers(
                f"Containers were asked for, but the Docker engine does not have {image}. "
                f"Get it with `docker pull {image}`, or run the tests on the embedded binaries "
                "with `make test`."
            ) from None


class Container:
    """A `Server` in a container, whose data are in it."""

    def __init__(
        self,
        image: str,
        command: list[str],
        *,
        ports: dict[int, int],
        environment: dict[str, str] | None = None,
        files: tuple[Path, ...] = (),
    ) -> None:
        """`ports` goes from inside to outside; `files` lie at the same path inside."""
        self._container = DockerContainer(image, env=environment, command=command)
        self._container.with_kwargs(labels={OWNER: _owner_text()})
        self._container.ports = {
            f"{inside}/tcp": ("127.0.0.1", outside) for inside, outside in ports.items()
        }
        for file in files:
            self._container.with_copy_into_container(file, str(file))
        self._exists = False

    @property
    def id(self) -> str:
        """The engine's name for it, once it was started."""
        return self._container.get_container_id()

    async def start(self) -> None:
        if self._exists:
            await asyncio.to_thread(self._container.get_wrapped_container().start)
        else:
            await asyncio.to_thread(_clean_up)
            self._exists = True
            await asyncio.to_thread(self._container.start)

    async def kill(self) -> None:
        container = self._container.get_wrapped_container()
        await asyncio.to_thread(container.kill)
        await asyncio.to_thread(container.wait)

    async def remove(self) -> None:
        await asyncio.to_thread(self._container.stop)
        self._exists = False


def remove_orphans() -> None:
    """Remove the containers whose test process has gone."""
    for container in DockerClient().client.containers.list(all=True, filters={"label": OWNER}):
        if not _lives(container.labels[OWNER]):
            with suppress(APIError):  # another test process was faster
                container.remove(force=True, v=True)


@cache
def _clean_up() -> None:
    """Once for each test process: after the dead ones, and in time for our own end."""
    remove_orphans()
    remove_after_us(CONTAINERS)


def _owner_text() -> str:
    owner = RunningProcess.of(os.getpid())
    return f"{socket.gethostname()} {owner.pid} {owner.started}"


def _lives(owner: str) -> bool:
    host, pid, started = owner.rsplit(" ", 2)
    # Another host's tests may use the same engine; only they can tell.
    return host != socket.gethostname() or bool(RunningProcess(int(pid), float(started)).find())
