"""Whether each part of the network lives and answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from deploy.embedded.folder import DataFolder
from deploy.embedded.probe import accepts_connections, http_status


@dataclass(frozen=True, slots=True)
class PartState:
    """One part. `text` says in a few words what is wrong, or that it is ready."""

    part: str
    pid: int | None
    address: str
    well: bool
    text: str


async def examine(folder: DataFolder) -> list[PartState]:
    """Every part by name; empty when no network runs in this folder."""
    run = folder.read_run()
    if run is None:
        return []
    noted = folder.read_processes()
    addresses: dict[str, str] = dict(run["services"])
    addresses["nats"] = run["nats"]["url"]
    addresses["mail"] = run["mail"]["url"]
    database = urlsplit(next(iter(run["databases"].values())))
    addresses["postgres"] = f"postgresql://{database.hostname}:{database.port}"

    async def look(part: str) -> PartState:
        process = noted[part].find() if part in noted else None
        address = addresses.get(part, "")
        if process is None:
            return PartState(part, None, address, False, "không chạy · not running")
        well, text = await _ask(address)
        return PartState(part, process.pid, address, well, text)

    return list(await asyncio.gather(*(look(part) for part in run["pids"])))


async def _ask(address: str) -> tuple[bool, str]:
    target = urlsplit(address)
    if target.scheme == "http":
        code = await http_status(f"{address}/readyz")
        ready = code == 200
        answer = "không trả lời · no answer" if code is None else f"readyz {code}"
    elif target.port:
        ready = await accepts_connections(target.port)
        answer = "không trả lời · no answer"
    else:
        ready, answer = True, ""
    return ready, "sẵn sàng · ready" if ready else answer
