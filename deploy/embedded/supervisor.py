"""Starts the embedded network, keeps its parts alive, and stops it in the reverse order.

It holds the lock of the data folder as long as it lives. `run.json` is there exactly while all
parts are ready; a part that dies is started again, slower each time.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime

import psutil

from deploy.embedded.folder import RunningProcess
from deploy.embedded.issuer import ensure_issuer
from deploy.embedded.leftovers import end_leftovers
from deploy.embedded.network import Network
from deploy.embedded.part import Part, last_lines, start_part, stop_process
from deploy.embedded.probe import http_status
from deploy.embedded.progress import Report, timed
from deploy.embedded.seed import needs_seed, seed
from deploy.nats.settings import TopologySettings

READY_SECONDS = 60
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 30.0
STABLE_SECONDS = 60
"""A part that lived this long is started again at once when it dies."""


class StartFailed(Exception):
    """A part did not become ready; the text names it, the reason and its log."""


class Supervisor:
    """One run of the network. `run` returns after a clean stop."""

    def __init__(
        self, network: Network, report: Report, *, empty: bool, on_ready: Callable[[], None]
    ) -> None:
        self._network = network
        self._folder = network.folder
        self._report = report
        self._empty = empty
        self._on_ready = on_ready
        self._stop = asyncio.Event()
        self._parts: list[Part] = []
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._ready = False

    async def run(self) -> None:
        """Start all, call `on_ready`, and stay until a signal. Raises StartFailed."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        stopping = asyncio.create_task(self._stop.wait())
        starting = asyncio.create_task(self._start())
        try:
            await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not starting.done():
                raise StartFailed("Stopped before it was ready.")
            starting.result()
            self._on_ready()
            await stopping
        finally:
            for task in (starting, stopping):
                task.cancel()
            await asyncio.gather(starting, stopping, return_exceptions=True)
            await self._shut_down()

    async def _start(self) -> None:
        begun = time.monotonic()
        network, report = self._network, self._report
        self._folder.run_file.unlink(missing_ok=True)
        await asyncio.to_thread(end_leftovers, self._folder)
        network.require_free_ports()
        self._folder.write_port_base(network.ports.base)
        ensure_issuer(self._folder)
        with timed(report, "installation"):
            preparing = await start_part(network.prepare_part())
            self._running["prepare"] = preparing
            if not network.servers_given:
                await self._launch_servers()
            await self._launch(network.mail_part())
        with timed(report, "databases and streams"):
            await self._finish_preparing(preparing)
        with timed(report, "readiness"):
            for part in network.service_parts():
                await self._launch(part)
            await asyncio.gather(*(self._until_ready(part) for part in self._parts))
        if not self._empty and needs_seed(network):
            with timed(report, "sample places"):
                await asyncio.to_thread(seed, network, report)
        self._ready = True
        self._write_run()
        self._log(f"ready after {time.monotonic() - begun:.2f} s")
        report.say(f"Ready after {time.monotonic() - begun:.1f} s.")

    async def _launch_servers(self) -> None:
        network = self._network
        postgres = asyncio.to_thread(network.postgres.prepare)
        nats = asyncio.to_thread(network.nats.prepare, TopologySettings())
        postgres_command, nats_command = await asyncio.gather(postgres, nats)
        await self._launch(network.postgres_part(postgres_command))
        await self._launch(network.nats_part(nats_command))

    async def _finish_preparing(self, process: asyncio.subprocess.Process) -> None:
        if await process.wait() != 0:
            log = self._folder.log_of("prepare")
            raise StartFailed(
                f"Preparing the databases and streams failed.\n{last_lines(log)}\n({log})"
            )
        del self._running["prepare"]

    async def _launch(self, part: Part) -> None:
        process = await start_part(part)
        self._parts.append(part)
        self._note_running(part, process)
        self._keepers.append(asyncio.create_task(self._keep_alive(part, process)))

    async def _until_ready(self, part: Part) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while part.health and await http_status(part.health) != 200:
            died = self._running[part.name].returncode is not None
            if died or time.monotonic() > deadline:
                reason = "ended" if died else f"was not ready after {READY_SECONDS} s"
                raise StartFailed(f"{part.name} {reason}.\n{last_lines(part.log)}\n({part.log})")
            await asyncio.sleep(0.03)

    async def _keep_alive(self, part: Part, process: asyncio.subprocess.Process) -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            begun = time.monotonic()
            code = await process.wait()
            if not self._ready:
                return  # the start itself reports it
            if time.monotonic() - begun > STABLE_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            self._log(f"{part.name} ended with {code}; starting it again in {pause:.1f} s")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            process = await start_part(part)
            self._note_running(part, process)
            self._write_run()

    def _note_running(self, part: Part, process: asyncio.subprocess.Process) -> None:
        self._running[part.name] = process
        noted = {"supervisor": RunningProcess.of(os.getpid())}
        for name, one in self._running.items():
            with contextlib.suppress(psutil.NoSuchProcess):
                noted[name] = RunningProcess.of(one.pid)
        self._folder.write_processes(noted)

    def _write_run(self) -> None:
        pids = {part.name: self._running[part.name].pid for part in self._parts}
        self._folder.write_run(self._network.describe({"supervisor": os.getpid(), **pids}))

    async def _shut_down(self) -> None:
        self._ready = False
        self._folder.run_file.unlink(missing_ok=True)
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        if preparing := self._running.pop("prepare", None):
            with contextlib.suppress(ProcessLookupError):
                preparing.kill()
            await preparing.wait()
        servers = {"postgres", "nats"}
        first = [part for part in self._parts if part.name not in servers]
        last = [part for part in self._parts if part.name in servers]
        for group in (first, last):
            await asyncio.gather(*(stop_process(one, self._running[one.name]) for one in group))
        self._log("stopped")
        self._folder.forget_run()

    def _log(self, text: str) -> None:
        with self._folder.log_of("supervisor").open("a") as log:
            print(f"{datetime.now(UTC).isoformat(timespec='milliseconds')} {text}", file=log)
