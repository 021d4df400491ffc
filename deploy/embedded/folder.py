"""The data folder of an embedded network: where everything is, and who holds it.

One supervisor at a time owns a folder (`flock` on `lock`, which the kernel releases at its death,
however it dies). `run.json` exists exactly while all parts are ready.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from deploy.files import write_json


@dataclass(frozen=True, slots=True)
class RunningProcess:
    """A process by number and start time, because numbers are used again."""

    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> RunningProcess:
        """The process that has this number now. Raises psutil.NoSuchProcess."""
        return cls(pid, psutil.Process(pid).create_time())

    def find(self) -> psutil.Process | None:
        """The live process, or None when it has gone."""
        try:
            found = psutil.Process(self.pid)
            same = found.create_time() == self.started
            return found if same and found.status() != psutil.STATUS_ZOMBIE else None
        except psutil.NoSuchProcess:
            return None


class DataFolder:
    """Paths below DIR; the folder need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        self.run_file = self.path / "run.json"
        self.processes_file = self.path / "processes.json"
        self.clock_file = self.path / "clock.json"
        self.issuer_key = self.path / "issuer.key"
        self.jwks_file = self.path / "jwks.json"
        self.logs = self.path / "log"
        self.mail = self.path / "mail"
        self.nats = self.path / "nats"
        self.postgres = self.path / "postgres"
        self.seeded = self.path / "seeded"
        self.network_file = self.path / "network.json"

    def create(self) -> None:
        """Make the folder. Others may pass through it (PostgreSQL's user) but not list it."""
        if not self.path.exists():
            self.path.mkdir(parents=True)
            self.path.chmod(0o711)
        for folder in (self.logs, self.mail, self.path / "files"):
            folder.mkdir(mode=0o700, exist_ok=True)

    def lock(self) -> int | None:
        """Take the folder; answers a descriptor to keep open, or None when it is taken."""
        self.create()
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def files_of(self, service: str) -> Path:
        """Where a service keeps its files."""
        return self.path / "files" / service

    def log_of(self, part: str) -> Path:
        """The log file of a part."""
        return self.logs / f"{part}.log"

    def read_run(self) -> dict[str, Any] | None:
        """run.json, or None while the network is not ready."""
        return _read(self.run_file)

    def is_ready(self) -> bool:
        """Whether a live supervisor says that all is ready (a killed one leaves run.json)."""
        supervisor = self.read_processes().get("supervisor")
        return self.run_file.exists() and supervisor is not None and bool(supervisor.find())

    def write_run(self, run: dict[str, Any]) -> None:
        """Say that all is ready. It names passwords, hence mode 600."""
        write_json(self.run_file, run, private=True)

    def read_processes(self) -> dict[str, RunningProcess]:
        """Part → process as last written, the supervisor among them; they may be dead."""
        stored = _read(self.processes_file) or {}
        return {name: RunningProcess(**one) for name, one in stored.items()}

    def write_processes(self, processes: dict[str, RunningProcess]) -> None:
        """Note the processes, so that a later command can find what a crash left behind."""
        write_json(self.processes_file, {name: asdict(one) for name, one in processes.items()})

    def read_port_base(self) -> int | None:
        """The port base of the last start; None before the first."""
        stored = _read(self.network_file)
        return int(stored["port_base"]) if stored else None

    def write_port_base(self, base: int) -> None:
        """Note the port base, so that a later start without the option uses it again."""
        write_json(self.network_file, {"port_base": base})

    def forget_run(self) -> None:
        """Remove what says that the network runs."""
        self.run_file.unlink(missing_ok=True)
        self.processes_file.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Any] | None:
    try:
        value: dict[str, Any] = json.loads(file.read_text())
    except FileNotFoundError:
        return None
    return value
