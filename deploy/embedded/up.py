"""Bringing a network up: in this process, or in one that outlives the command (`--detach`)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy.embedded.folder import DataFolder
from deploy.embedded.network import Network, python_environment
from deploy.embedded.part import last_lines
from deploy.embedded.ports import Ports, PortTaken
from deploy.embedded.postgres import PostgresUnavailable
from deploy.embedded.progress import Pipe, Report, replay
from deploy.embedded.seed import SeedFailed
from deploy.embedded.supervisor import StartFailed, Supervisor

READY_SECONDS = 120


def run_here(
    network: Network, report: Report, *, empty: bool, on_ready: Callable[[], None]
) -> None:
    """Start the network and stay until Ctrl-C or SIGTERM. Raises StartFailed."""
    lock = network.folder.lock()
    if lock is None:
        wait_for_other(network, report)
        return
    try:
        supervisor = Supervisor(network, report, empty=empty, on_ready=on_ready)
        asyncio.run(supervisor.run())
    except (PortTaken, PostgresUnavailable, SeedFailed) as error:
        raise StartFailed(str(error)) from error
    finally:
        os.close(lock)


def run_detached(network: Network, report: Report, *, empty: bool) -> None:
    """Start the network in a process of its own; returns when it is ready. Raises StartFailed."""
    folder = network.folder
    lock = folder.lock()
    if lock is None:
        wait_for_other(network, report)
        return
    os.close(lock)
    reading, writing = os.pipe()
    command = [
        *(sys.executable, "-m", "deploy.embedded.up", str(folder.path)),
        *(str(network.ports.base), "given" if network.servers_given else "own"),
        *("empty" if empty else "full", str(writing)),
    ]
    with folder.log_of("supervisor").open("ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[writing],
            start_new_session=True,
            env={**os.environ, **python_environment()},
            cwd="/",
        )
    os.close(writing)
    failure = ""
    with os.fdopen(reading) as lines:
        for line in lines:
            failure = replay(line, report) or failure
    if failure:
        raise StartFailed(failure)
    if not folder.is_ready():
        log_file = folder.log_of("supervisor")
        process.wait()
        raise StartFailed(f"The network did not start.\n{last_lines(log_file)}\n({log_file})")
    say_where(folder, report)


def wait_for_other(network: Network, report: Report) -> None:
    """Another supervisor holds this folder: return when its network is ready.

    Raises StartFailed when it runs on another port base than was asked for.
    """
    folder = network.folder
    if folder.is_ready():
        _require_same_base(network)
    report.say(f"{folder.path} is already in use by a running network; waiting until it is ready.")
    deadline = time.monotonic() + READY_SECONDS
    while not folder.is_ready():
        lock = folder.lock()
        if lock is not None:
            os.close(lock)
            raise StartFailed("The other start ended before it was ready. Start again.")
        if time.monotonic() > deadline:
            raise StartFailed(f"It was not ready after {READY_SECONDS} s; see {folder.logs}.")
        time.sleep(0.1)
    _require_same_base(network)
    report.say("It is ready.")
    say_where(folder, report)


def _require_same_base(network: Network) -> None:
    running = network.folder.read_port_base()
    if running is not None and running != network.ports.base:
        raise StartFailed(
            f"The network in {network.folder.path} runs on port base {running}, not on "
            f"{network.ports.base}. Stop it with `hcn down` first, or leave --port-base out."
        )


def say_where(folder: DataFolder, report: Report) -> None:
    """Where everything is, one line a part."""
    run = folder.read_run()
    if run is None:
        return  # stopped in this very moment
    for name, url in run["services"].items():
        report.say(f"  {name:<14} {url}/docs")
    report.say(f"  {'mail':<14} {run['mail']['url']}")
    report.say(f"  {'nats':<14} {run['nats']['url']}")


def main(arguments: list[str]) -> None:
    """The process behind `--detach`: `DIR BASE own|given empty|full DESCRIPTOR`."""
    path, base, servers, content, descriptor = arguments
    os.set_inheritable(int(descriptor), False)  # no part may keep the command waiting
    network = Network(DataFolder(Path(path)), Ports(int(base)), servers_given=servers == "given")
    with os.fdopen(int(descriptor), "w") as stream:
        pipe = Pipe(stream)
        try:
            run_here(network, pipe, empty=content == "empty", on_ready=stream.close)
        except StartFailed as error:
            with contextlib.suppress(ValueError):
                pipe.fail(str(error))
            raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main(sys.argv[1:])
