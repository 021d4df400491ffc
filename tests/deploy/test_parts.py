"""Processes of the embedded network: nothing outlives its supervisor, nothing foreign is killed."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from pathlib import Path

import pytest

from deploy.embedded.folder import DataFolder, RunningProcess
from deploy.embedded.leftovers import end_leftovers
from deploy.embedded.network import Network, python_environment
from deploy.embedded.part import Part, last_lines, start_part, stop_process
from deploy.embedded.ports import Ports, PortTaken
from deploy.waiting import wait_until
from tests.support.ports import free_port

SLEEP = [sys.executable, "-c", "import signal; signal.pause()"]
SUPERVISOR = f"""
import asyncio, pathlib, sys
from deploy.embedded.part import Part, start_part
async def main():
    process = await start_part(Part("sleep", {SLEEP!r}, pathlib.Path(sys.argv[1])))
    print(process.pid, flush=True)
    await process.wait()
asyncio.run(main())
"""


async def test_a_part_dies_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    supervisor = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SUPERVISOR, str(tmp_path / "log")),
        stdout=asyncio.subprocess.PIPE,
        env=python_environment(),
    )
    assert supervisor.stdout is not None
    part = RunningProcess.of(int(await supervisor.stdout.readline()))
    assert part.find() is not None
    supervisor.kill()
    await supervisor.wait()

    async def is_gone() -> bool:
        return part.find() is None

    await wait_until(is_gone)


async def test_a_part_stops_when_asked_and_its_log_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "log"
    part = Part(
        "talk",
        [sys.executable, "-c", "print('hello', flush=True); import signal; signal.pause()"],
        log,
    )
    process = await start_part(part)

    async def has_spoken() -> bool:
        return "hello" in last_lines(log)

    await wait_until(has_spoken)
    await stop_process(part, process)
    assert process.returncode == -signal.SIGTERM


async def test_leftovers_are_ended_but_not_a_process_with_a_used_number(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    part = Part("sleep", SLEEP, tmp_path / "log")
    stranger = await start_part(part)
    noted = RunningProcess.of(stranger.pid)
    folder.write_processes({"members": RunningProcess(noted.pid, noted.started - 1)})
    end_leftovers(folder)
    assert noted.find() is not None
    await stop_process(part, stranger)


def test_a_folder_has_one_holder(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "network")
    assert folder.lock() is not None
    assert folder.lock() is None


def test_a_port_in_use_is_named_with_the_option() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"Port {port} .* --port-base"):
            Ports(port - 1).require_free()


def test_a_network_that_is_given_its_servers_does_not_need_their_ports(tmp_path: Path) -> None:
    folder, ports = DataFolder(tmp_path), Ports(free_port(room=20))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports.nats))
        taken.listen()
        Network(folder, ports, servers_given=True).require_free_ports()
        with pytest.raises(PortTaken):
            Network(folder, ports).require_free_ports()
