"""`hcn` as a person calls it, in this process, and a network that does not answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from deploy.cli import main
from deploy.embedded.folder import DataFolder
from deploy.embedded.issuer import ensure_issuer
from deploy.nats.keys import KeyFolder
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import SERVICES
from deploy.nats.users import issue_users
from tests.support.ports import free_port


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def is_refused_with_a_sentence(self) -> bool:
        return self.status == 1 and len(self.err.splitlines()) == 1 and not self.out


Hcn = Callable[..., Outcome]


def make_hcn(folder: Path, capsys: pytest.CaptureFixture[str]) -> Hcn:
    """`hcn("grant", "list")` on one data folder; settings that a command sets are forgotten."""

    def call(arguments: tuple[str, ...]) -> int:
        with (
            patch.object(sys, "argv", ["hcn", *arguments]),
            patch.dict(os.environ, {"HCN_DATA": str(folder)}),
        ):
            try:
                main()
            except SystemExit as end:
                return int(end.code or 0)
        return 0

    def run(*arguments: str) -> Outcome:
        # A thread of its own: a command has its own event loop.
        with ThreadPoolExecutor(1) as thread:
            status = thread.submit(call, arguments).result()
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return run


def make_silent_network(path: Path) -> DataFolder:
    """A data folder that says its network runs, while nothing listens on any of its ports."""
    folder = DataFolder(path)
    folder.create()
    ensure_issuer(folder)
    keys = KeyFolder(folder.nats / "keys")
    keys.create(TopologySettings())
    issue_users(keys, {})
    port = free_port()
    database = f"postgresql://hcn:secret@127.0.0.1:{port}/hcn"
    folder.write_run(
        {
            "services": {
                name: f"http://127.0.0.1:{port + 1 + index}" for index, name in enumerate(SERVICES)
            },
            "nats": {"url": f"nats://127.0.0.1:{port}"},
            "databases": dict.fromkeys(SERVICES, database),
            "mail": {"url": f"http://127.0.0.1:{port}"},
            "pids": {},
        }
    )
    return folder
