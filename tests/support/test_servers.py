"""The servers are those that were asked for; what cannot be had is said; nothing stays behind."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from docker.errors import NotFound
from testcontainers.core.docker_client import DockerClient

from deploy.embedded.folder import DataFolder, RunningProcess
from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, start_part
from deploy.waiting import wait_until
from tests.support.containers import NoContainers, require
from tests.support.postgres import TestPostgres
from tests.support.servers import POSTGRES_VERSIONS, Images, images

ROOT = Path(__file__).parents[2]
EMBEDDED_VERSION = "18"
WITH_A_CONTAINER = """
import asyncio, signal
from tests.support.containers import Container
from tests.support.servers import NATS_IMAGE
container = Container(NATS_IMAGE, ["-js"], ports={})
asyncio.run(container.start())
print(container.id, flush=True)
signal.pause()
"""
WITH_A_NETWORK = """
import signal, sys
from tests.support.reaper import remove_after_us
remove_after_us(sys.argv[1])
print(flush=True)
signal.pause()
"""


async def test_tests_run_on_the_postgresql_that_was_asked_for(postgres: TestPostgres):
    connection = await asyncpg.connect(postgres.superuser_url)
    version = str(connection.get_server_version().major)
    await connection.close()
    chosen = images()
    assert (Images.of(version) == chosen) if chosen else (version == EMBEDDED_VERSION)


def test_the_newest_images_are_those_of_the_compose_file():
    compose = (ROOT / "deploy" / "compose.yaml").read_text()
    newest = Images.of(POSTGRES_VERSIONS[-1])
    assert f":-{newest.postgres}}}" in compose
    assert f":-{newest.nats}}}" in compose


def test_without_an_engine_a_run_on_containers_ends_with_a_sentence():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "--containers", "18", __file__],
        cwd=ROOT,
        env={**os.environ, "DOCKER_HOST": "unix:///nowhere/docker.sock"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "no Docker engine answers" in done.stderr
    assert "`make test`" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.containers
def test_an_image_that_is_missing_is_named_with_the_way_to_it():
    with pytest.raises(NoContainers, match="docker pull postgres:none-alpine"):
        require(Images.of("none"))


@asynccontextmanager
async def killed_process(code: str, *arguments: str) -> AsyncIterator[str]:
    """A test process that has said its first line; it is killed where the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code, *arguments),
        stdout=subprocess.PIPE,
        env={**os.environ, **python_environment()},
    )
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.wait()


@pytest.mark.containers
async def test_containers_go_with_a_test_process_that_is_killed():
    known = DockerClient().client.containers
    async with killed_process(WITH_A_CONTAINER) as id:
        assert known.get(id).status == "running"

    async def has_gone() -> bool:
        try:
            known.get(id)
        except NotFound:
            return True
        return False

    await wait_until(has_gone)


async def test_a_network_goes_with_a_test_process_that_is_killed(tmp_path: Path):
    part = Part("supervisor", ["sleep", "infinity"], tmp_path / "log")
    supervisor = RunningProcess.of((await start_part(part)).pid)
    DataFolder(tmp_path).write_processes({"supervisor": supervisor})
    async with killed_process(WITH_A_NETWORK, str(tmp_path)):
        assert supervisor.find()

    async def has_gone() -> bool:
        return supervisor.find() is None

    await wait_until(has_gone)
